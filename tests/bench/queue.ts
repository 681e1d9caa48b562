/**
 * Times the queue of 50,000 contacts × 5 channels on 500,000 touches: the first ranking, pages, a decision and its undo.
 * Run: node tests/bench/queue.ts
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCancelFlag } from '../../src/engine/base/cancel.ts';
import { formatDay, parseDay } from '../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../src/engine/base/rng.ts';
import type { ImportTarget } from '../../src/engine/model/import.ts';
import { createTestCore, unwrap } from '../core/support/test-core.ts';

const CONTACTS = 50_000;
const TOUCHES = 500_000;
const CHANNELS = ['email', 'rep_email', 'call', 'visit', 'webinar'];
const lastDay = parseDay('2027-01-01') ?? 0;
const random = createRandom(7);
const keyOf = (contact: number): string => `C${String(contact).padStart(5, '0')}`;

const test = createTestCore();
const { core } = test;

async function time<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  let longestMs = 0;
  let beatMs = performance.now();
  const beat = setInterval(() => {
    const nowMs = performance.now();
    longestMs = Math.max(longestMs, nowMs - beatMs);
    beatMs = nowMs;
  }, 5);
  const startMs = performance.now();
  const answer = await work();
  const tookMs = performance.now() - startMs;
  clearInterval(beat);
  console.log(`${name}: ${tookMs.toFixed(0)} ms, longest turn of the core ${Math.max(longestMs, performance.now() - beatMs).toFixed(0)} ms`);
  return answer;
}

async function importLines(target: ImportTarget, lines: readonly string[]): Promise<void> {
  const path = join(test.folder, `${target}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  unwrap(await core.imports.importFile({ path, target, dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
}

try {
  await test.createWorkspace('Bench');
  await importLines('contacts', ['contact_id,name,segment,specialty,value', ...Array.from({ length: CONTACTS }, (_, at) => `${keyOf(at)},Contact ${at},${'ABCD'[at % 4]},Specialty ${at % 12},${(at * 37) % 500}`)]);
  const touches = Array.from({ length: TOUCHES }, () => ({ contact: randomIndex(random, CONTACTS), channel: CHANNELS[randomIndex(random, 5)] ?? 'email', day: lastDay - randomIndex(random, 540) }));
  await importLines('touches', ['contact_id,date,channel', ...touches.map(({ contact, channel, day }) => `${keyOf(contact)},${formatDay(day)},${channel}`)]);
  await importLines('outcomes', ['contact_id,date,type,value,channel', ...touches.filter(() => random() < 0.15).map(({ contact, channel, day }) => `${keyOf(contact)},${formatDay(day + 1)},reply,1,${channel}`)]);
  unwrap(await core.rules.edit({ edit: 'objective', objective: { metric: 'lift', explorationShare: 0.1 } }));
  unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: 'calls', kind: 'capacity', channels: ['call'], per: 'day', max: 200 } }));
  await time('fit', async () => core.context.session?.jobs.wait(unwrap(core.response.fit()).jobId));
  await time('uncertainty, first', () => core.uncertainty.summary());
  await time('uncertainty of a contact', () => core.uncertainty.contact(25_000));
  await time('ranking, first', () => core.queue.summary());
  const first = unwrap(await time('page, first with check', () => core.queue.page({ offset: 0, limit: 100 })));
  await time('rules', () => core.rules.get());
  await time('page, again', () => core.queue.page({ offset: 0, limit: 100 }));
  await time('page, last', () => core.queue.page({ offset: 49_900, limit: 100 }));
  await time('page, by uncertainty, exploring', () => core.queue.page({ offset: 0, limit: 100, exploration: true, sort: { column: 'uncertainty', direction: 'desc' } }));
  await time('page, searched', () => core.queue.page({ offset: 0, limit: 100, search: '00777' }));
  await time('accept 1', () => core.queue.accept([{ contactId: first.rows[0]?.contactId ?? 0 }]));
  await time('accept 50', () => core.queue.accept(first.rows.slice(1, 51).map(({ contactId }) => ({ contactId }))));
  await time('page after accepting', () => core.queue.page({ offset: 0, limit: 100, state: 'open' }));
  await time('undo', () => core.edits.undo());
  await time('page after undo', () => core.queue.page({ offset: 0, limit: 100, state: 'open' }));
  await time('summary', () => core.queue.summary());
  await time('plan accepted', () => core.queue.planAccepted());
} finally {
  await test.dispose();
}
