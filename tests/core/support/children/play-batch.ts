import { setTimeout as wait } from 'node:timers/promises';
import { unwrap } from '../test-core.ts';
import { openCore } from './open-core.ts';
import { report } from './report.ts';

/** Plays a batch on one thread, tells every round that begins and every variant that is settled, and stays. */
const [, , path = '', userFolder = '', batch = ''] = process.argv;
const batchId = Number(batch);

const core = openCore(userFolder, '0.0.0-test');
unwrap(await core.workspaces.openPath(path));
unwrap(await core.batches.run({ batchId, concurrency: 1 }));
const told = new Set<string>();
for (;;) {
  const { counts, round, status } = unwrap(core.batches.get(batchId)).row;
  const settled = counts.done + counts.stopped + counts.infeasible;
  const lines = [...Array.from({ length: round }, (_, at) => `round ${at + 1}`), ...Array.from({ length: settled }, (_, at) => `settled ${at + 1}`)];
  for (const line of lines) if (!told.has(line)) report(line);
  for (const line of lines) told.add(line);
  if (status === 'done') break;
  await wait(5);
}
report('done');
for (;;) await wait(1000);
