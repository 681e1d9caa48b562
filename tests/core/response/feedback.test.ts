import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCancelFlag } from '../../../src/engine/base/cancel.ts';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { ImportTarget } from '../../../src/engine/model/import.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { faultOf } from '../support/workspace-file.ts';

const CONTACTS = 60;
const ROUNDS = 24;
const FIRST_DAY = parseDay('2026-01-05') ?? 0;
const EVERY_DAYS = 12;
const planner = { actor: 'A. Planner', note: 'better on what came in' };

async function importText({ core, folder, clock }: TestCore, target: ImportTarget, text: string): Promise<void> {
  clock.advance(60_000);
  const path = join(folder, `${target}.csv`);
  writeFileSync(path, text);
  unwrap(await core.imports.importFile({ path, target, dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
  clock.advance(60_000);
}

const contactsText = (count: number): string => `contact_id,name\n${Array.from({ length: count }, (_, at) => `C${at},Contact ${at}\n`).join('')}`;

/** An e-mail to everybody every 12 days, and a visit two days later. */
function touchesText(): string {
  const rows: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let contact = 0; contact < CONTACTS; contact += 1) {
      const day = FIRST_DAY + round * EVERY_DAYS;
      rows.push(`C${contact},${formatDay(day)},email`, `C${contact},${formatDay(day + 2)},visit`);
    }
  }
  return `contact_id,date,channel\n${rows.join('\n')}\n`;
}

/** Answers a day after the visit, of the contacts and rounds that a pattern picks. */
function outcomesText(name: string, picks: (contact: number, round: number) => boolean): string {
  const rows: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (let contact = 0; contact < CONTACTS; contact += 1) if (picks(contact, round)) rows.push(`C${contact},${formatDay(FIRST_DAY + round * EVERY_DAYS + 3)},reply,1,${name}-${contact}-${round}`);
  }
  return `contact_id,date,type,value,id\n${rows.join('\n')}\n`;
}

/** A fitted workspace with a tenth of the visits answered. */
async function openFitted(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await test.createWorkspace();
  await importText(test, 'contacts', contactsText(CONTACTS));
  await importText(test, 'touches', touchesText());
  await importText(test, 'outcomes', outcomesText('first', (contact, round) => (contact + round) % 10 === 0));
  await ensureFresh(test);
  return test;
}

const sessionOf = ({ core }: TestCore) => core.context.session!;
const ensureFresh = async (test: TestCore): Promise<void> => unwrap(await test.core.response.ensureFresh(sessionOf(test), { cancel: createCancelFlag(), report: () => undefined }));
const latest = ({ core }: TestCore) => unwrap(core.response.latest())!;
const later = outcomesText('later', (contact, round) => round >= 12 && (contact + round) % 10 === 3);
const LATER = later.split('\n').length - 2;

async function finish(test: TestCore, jobId: string): Promise<void> {
  const job = await sessionOf(test).jobs.wait(jobId);
  expect(job.fault).toBeNull();
}
const refit = async (test: TestCore): Promise<void> => finish(test, unwrap(test.core.response.refit()).jobId);
const decisions = ({ core }: TestCore) => unwrap(core.decisions.page({ offset: 0, limit: 10 })).rows;

describe('feedback loop of the response model', () => {
  it('fits by itself at first, and then leaves newer outcomes to the planner', async () => {
    const test = await openFitted();
    const first = latest(test);
    expect(first).toMatchObject({ stale: false, newOutcomes: 0, linkedBy: 'last_touch', outcomes: 144, hasPrevious: false });
    await importText(test, 'outcomes', later);
    expect(latest(test)).toMatchObject({ snapshotId: first.snapshotId, stale: true, newOutcomes: LATER, isKept: false });
    await ensureFresh(test);
    expect(latest(test).snapshotId).toBe(first.snapshotId);
  });

  it('shows a refit beside the fit in use on the same touches, and puts it in use under a name', async () => {
    const test = await openFitted();
    const first = latest(test);
    await importText(test, 'outcomes', later);
    expect(unwrap(test.core.response.candidate())).toBeNull();
    await refit(test);
    expect(latest(test).snapshotId).toBe(first.snapshotId);
    const candidate = unwrap(test.core.response.candidate())!;
    expect(candidate).toMatchObject({ isCurrent: true, outcomes: 144 + LATER, before: { snapshotId: first.snapshotId, outcomes: 144 } });
    const [old, now] = [candidate.before.backtest!, candidate.backtest!];
    expect([old.touches, old.fromDate, old.toDate, old.baseRateLogLoss]).toEqual([now.touches, now.fromDate, now.toDate, now.baseRateLogLoss]);
    // Half of the rounds answer twice as often: who knows that predicts them better.
    expect(now.logLoss).toBeLessThan(old.logLoss);
    const visit = candidate.channels.find(({ channel }) => channel === 'visit')!;
    expect(visit.mean).toBeGreaterThan(visit.before!.mean);
    const { snapshotId } = unwrap(await test.core.response.take(planner));
    expect(latest(test)).toMatchObject({ snapshotId, stale: false, outcomes: 144 + LATER, hasPrevious: true });
    expect(unwrap(test.core.response.candidate())).toBeNull();
    expect(decisions(test)[0]).toMatchObject({ actor: 'A. Planner', kind: 'take_model', subject: `Response model ${snapshotId}`, detail: { before: first.snapshotId, outcomes: 144 + LATER, outcomesBefore: 144, note: planner.note } });
    expect(unwrap(test.core.decisions.verify()).brokenAt).toBeNull();
  });

  it('goes back to the fit before, which Optimize then leaves alone', async () => {
    const test = await openFitted();
    const first = latest(test);
    expect(faultOf(await test.core.response.goBack(planner))).toMatchObject({ code: 'NOT_FOUND' });
    await importText(test, 'outcomes', later);
    await refit(test);
    unwrap(await test.core.response.take(planner));
    const { snapshotId } = unwrap(await test.core.response.goBack(planner));
    expect(latest(test)).toMatchObject({ snapshotId, outcomes: 144, channels: first.channels, stale: true, newOutcomes: LATER });
    await importText(test, 'touches', 'contact_id,date,channel\nC1,2026-12-01,email\n');
    await ensureFresh(test);
    expect(latest(test).snapshotId).toBe(snapshotId);
    expect(decisions(test)[0]).toMatchObject({ kind: 'restore_model', subject: `Response model ${snapshotId}` });
  });

  it('stays with the fit in use where the planner says so, until something else changes', async () => {
    const test = await openFitted();
    const { snapshotId } = latest(test);
    await importText(test, 'outcomes', later);
    await refit(test);
    unwrap(await test.core.response.keep(planner));
    expect(latest(test)).toMatchObject({ snapshotId, isKept: true, newOutcomes: LATER });
    expect(unwrap(test.core.response.candidate())).toBeNull();
    expect(decisions(test)[0]).toMatchObject({ kind: 'keep_model', detail: { newOutcomes: LATER } });
    await ensureFresh(test);
    expect(latest(test).snapshotId).toBe(snapshotId);
    await importText(test, 'outcomes', 'contact_id,date,type,value,id\nC5,2026-10-10,reply,1,more\n');
    expect(latest(test)).toMatchObject({ isKept: false, newOutcomes: LATER + 1 });
  });

  it('refuses a candidate of a history that has changed since', async () => {
    const test = await openFitted();
    expect(faultOf(await test.core.response.take(planner))).toMatchObject({ code: 'NOT_FOUND' });
    await refit(test);
    await importText(test, 'outcomes', later);
    expect(unwrap(test.core.response.candidate())).toMatchObject({ isCurrent: false });
    expect(faultOf(await test.core.response.take(planner))).toMatchObject({ code: 'CONFLICT' });
  });

  it.each([
    ['contacts without an estimate', 'contacts', contactsText(CONTACTS + 1)],
    ['touches', 'touches', 'contact_id,date,channel\nC1,2026-12-01,email\n'],
  ] as const)('fits by itself once %s came in', async (_what, target, text) => {
    const test = await openFitted();
    const { snapshotId } = latest(test);
    await importText(test, target, text);
    await ensureFresh(test);
    expect(latest(test).snapshotId).toBeGreaterThan(snapshotId);
    expect(latest(test).stale).toBe(false);
  });

  it('leaves the fit in use where contacts changed that it knows', async () => {
    const test = await openFitted();
    const { snapshotId } = latest(test);
    await importText(test, 'outcomes', later);
    await importText(test, 'contacts', 'contact_id,name\nC1,Another name\n');
    await ensureFresh(test);
    expect(latest(test)).toMatchObject({ snapshotId, stale: true, newOutcomes: LATER });
  });

  it('counts a touch as answered where attribution made it the first reason of an outcome', async () => {
    const test = await openFitted();
    const responded = (): Record<string, number> => Object.fromEntries(latest(test).channels.map((channel) => [channel.channel, channel.responded]));
    expect(responded()['email']).toBe(0);
    const { choice, settings } = unwrap(test.core.attribution.setup());
    unwrap(await test.core.attribution.configure({ choice: { ...choice, model: 'first' }, settings: { ...settings, resamples: 0, default: { ...settings.default, windowDays: 4 } } }));
    await finish(test, unwrap(test.core.attribution.run()).jobId);
    expect(latest(test)).toMatchObject({ stale: true, newOutcomes: 0, linkedBy: 'last_touch', wouldLinkBy: 'attribution' });
    await refit(test);
    unwrap(await test.core.response.take(planner));
    expect(latest(test)).toMatchObject({ stale: false, linkedBy: 'attribution', responded: 144 });
    expect(responded()['visit']).toBe(0);
    expect(responded()['email']).toBeGreaterThan(100);
    await importText(test, 'outcomes', later);
    expect(latest(test).wouldLinkBy).toBe('last_touch');
  });
});
