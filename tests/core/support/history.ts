import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCancelFlag } from '../../../src/engine/base/cancel.ts';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { ImportTarget } from '../../../src/engine/model/import.ts';
import { unwrap, type TestCore } from './test-core.ts';

/** Imports text as a file of its own kind. */
export async function importText({ core, folder }: TestCore, target: ImportTarget, text: string): Promise<void> {
  const path = join(folder, `${target}.csv`);
  writeFileSync(path, text);
  unwrap(await core.imports.importFile({ path, target, dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
}

const LAST = parseDay('2027-01-01') ?? 0;

/**
 * A workspace of contacts C01 … with value 10 · number, two segments and two channels, touched on days before 2027; the
 * first ones often by e-mail, the last one never. Every third touch is answered.
 */
export async function openHistory(test: TestCore, contacts = 12): Promise<void> {
  await test.createWorkspace();
  const keys = Array.from({ length: contacts }, (_, at) => `C${String(at + 1).padStart(2, '0')}`);
  await importText(test, 'contacts', `contact_id,name,segment,specialty,value\n${keys.map((key, at) => `${key},Name ${key},${at % 2 === 0 ? 'A' : 'B'},${at === 0 ? '' : 'Cardiology'},${10 * (at + 1)}`).join('\n')}\n`);
  const touches = keys.slice(0, -1).flatMap((key, at) => Array.from({ length: 12 - Math.min(10, at) }, (_, nth) => ({ key, channel: (at + nth) % 3 === 0 ? 'visit' : 'email', day: LAST - 9 * nth - at })));
  await importText(test, 'touches', `contact_id,date,channel\n${touches.map(({ key, channel, day }) => `${key},${formatDay(day)},${channel}`).join('\n')}\n`);
  const answered = touches.filter((_, at) => at % 3 === 0);
  await importText(test, 'outcomes', `contact_id,date,type,value,channel,id\n${answered.map(({ key, channel, day }, at) => `${key},${formatDay(day + 1)},reply,1,${channel},e${at}`).join('\n')}\n`);
}

/** Fits the response model and waits for it. */
export async function fitModel({ core }: TestCore): Promise<void> {
  const job = await core.context.session?.jobs.wait(unwrap(core.response.fit()).jobId);
  if (job?.status !== 'succeeded') throw new Error(`The fit ended as ${job?.status}: ${job?.fault?.message}`);
}
