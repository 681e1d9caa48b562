/**
 * How long the core's thread is held by questions about large plans: `node tests/bench/core-thread.ts [actions]`. 50,000
 * contacts, two plans of so many actions (60,000 unless said); their execution, map, difference and exports. For each question
 * the processor time of the whole program, of the core's thread, and the longest stretch that the core's thread gave to nothing
 * else, all in ms: a stretch above 50 ms is felt by whoever asks something meanwhile.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createCancelFlag } from '../../src/engine/base/cancel.ts';
import type { Result } from '../../src/engine/base/fault.ts';
import { createTestCore, unwrap } from '../core/support/test-core.ts';

const [ACTIONS = 60_000] = process.argv.slice(2).map(Number);
const CONTACTS = 50_000;
const REPS = 60;
const test = createTestCore();
const { core } = test;

const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const programMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds between two looks at the thread: shorter stretches count as one. */
const BEAT_MS = 4;

/** Asks and prints what it took; a beat finds the longest stretch. */
async function measure<T>(name: string, ask: () => Promise<Result<T>> | Result<T>): Promise<T> {
  let longest = 0;
  let last = threadMs();
  const beat = (): void => {
    const now = threadMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const beats = setInterval(beat, BEAT_MS);
  const [program, thread] = [programMs(), threadMs()];
  const answer = unwrap(await ask());
  const [programTook, threadTook] = [programMs() - program, threadMs() - thread];
  beat();
  clearInterval(beats);
  console.log(`${name.padEnd(40)} ${programTook.toFixed(0).padStart(7)} ${threadTook.toFixed(0).padStart(7)} ${longest.toFixed(0).padStart(7)}`);
  return answer;
}

const job = z.object({ planId: z.int() });
async function solve(): Promise<number> {
  const started = unwrap(core.allocation.solve({ method: 'greedy', seconds: 120, gap: 0.01, seed: 1 }));
  const ended = await core.context.session!.jobs.wait(started.jobId);
  if (ended.fault !== null) throw new Error(ended.fault.message);
  return job.parse(ended.result).planId;
}

try {
  await test.createWorkspace('Bench');
  const path = join(test.folder, 'contacts.csv');
  const lines = Array.from({ length: CONTACTS }, (_, at) => `C${String(at).padStart(5, '0')},Contact ${at},${'ABCD'[at % 4]},R${at % REPS},T${at % 20},c${at}@example.org,${1 + ((at * 37) % 500)}`);
  writeFileSync(path, `Contact ID,Name,Segment,Rep,Territory,Email,Value\n${lines.join('\n')}\n`);
  unwrap(await core.imports.importFile({ path, target: 'contacts', dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
  unwrap(await core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 28 } }));
  for (const [id, unitCost] of [['email', 1], ['call', 12], ['visit', 60]] as const) {
    unwrap(await core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.7, maxPerContact: 2, cooldownDays: 5 } }));
    unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: `${id} a day`, kind: 'capacity', channels: [id], per: 'day', max: Math.ceil(ACTIONS / 84) } }));
  }
  const first = await solve();
  unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: 'contacts', kind: 'frequency', max: 1, windowDays: 10 } }));
  const second = await solve();
  for (const plan of unwrap(core.allocation.list())) console.log(`plan ${plan.id}: ${plan.actions} actions`);
  unwrap(await core.allocation.approve({ planId: second, approver: 'Bench', note: '', acceptStale: false, replace: false }));
  unwrap(await core.planExecutions.start(second));
  console.log(`${'ms of processor time'.padEnd(40)} program    core longest`);

  await measure('execution, first', () => core.planExecutions.get(second));
  await measure('execution, again', () => core.planExecutions.get(second));
  await measure('timeline', () => core.planExecutions.timeline({ planId: second, by: 'rep' }));
  const page = { planId: second, offset: 0, limit: 100 };
  await measure('actions', () => core.planExecutions.actions(page));
  await measure('actions, by name', () => core.planExecutions.actions({ ...page, sort: { column: 'name', direction: 'asc' } }));
  await measure('actions, searched', () => core.planExecutions.actions({ ...page, search: '00777' }));
  await measure('touches', () => core.planExecutions.touches(second));
  await measure('mark 1', () => core.planExecutions.mark({ planId: second, positions: [3], state: 'done', answered: null, note: '' }));
  await measure('execution after a mark', () => core.planExecutions.get(second));
  await measure('actions after a mark', () => core.planExecutions.actions(page));
  await measure('mark 1,000', () => core.planExecutions.mark({ planId: second, positions: Array.from({ length: 1000 }, (_, at) => 100 + at), state: 'done', answered: null, note: '' }));
  await measure('undo', () => core.edits.undo());
  await measure('pause', () => core.planExecutions.pause(second));
  await measure('resume, looked at', () => core.planExecutions.previewResume(second));
  await measure('map, segment by channel', () => core.plans.map({ planId: second, rows: 'segment', columns: 'channel' }));
  await measure('map, rep by channel and week', () => core.plans.map({ planId: second, rows: 'rep', columns: 'channel_week' }));
  const pair = { before: first, after: second };
  await measure('difference, first', () => core.plans.diffSummary(pair));
  await measure('difference, again', () => core.plans.diffSummary(pair));
  await measure('difference, actions', () => core.plans.diffActions({ ...pair, offset: 0, limit: 100 }));
  await measure('difference, actions by lift', () => core.plans.diffActions({ ...pair, offset: 0, limit: 100, sort: { column: 'lift', direction: 'desc' } }));
  await measure('difference, actions searched', () => core.plans.diffActions({ ...pair, offset: 0, limit: 100, search: '00777' }));
  await measure('difference, contacts by name', () => core.plans.diffContacts({ ...pair, offset: 0, limit: 100, sort: { column: 'name', direction: 'asc' } }));
  for (const profile of ['veeva-mccp', 'veeva-suggestions', 'salesforce', 'sfmc', 'ics', 'orchestration'] as const) {
    await measure(`export ${profile}, looked at`, () => core.exports.preview({ planId: second, profile }));
    await measure(`export ${profile}, written`, () => core.exports.write({ planId: second, profile, as: 'zip', withRefused: true, place: { as: 'zip', path: join(test.folder, `${profile}.zip`) } }));
  }
} finally {
  await test.dispose();
}
