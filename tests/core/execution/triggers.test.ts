import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Suggestion } from '../../../src/contract/execution.ts';
import { defaultExecutionSettings } from '../../../src/engine/model/execution.ts';
import { makeActive, makeWish } from '../campaigns/support.ts';
import { importText } from '../support/history.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const DAY_MS = 86_400_000;
const keys = Array.from({ length: 40 }, (_row, at) => `C${String(at).padStart(2, '0')}`);

let test: TestCore;
let planId: number;

/** Forty contacts of two reps that answered one visit in four before; two visits each at most, five a rep and weekday: two weeks from Monday 2027-01-04. */
async function open(): Promise<void> {
  test = createTestCore();
  await test.createWorkspace();
  await importContacts(test, `Contact ID,Rep,Territory,Value\n${keys.map((key, at) => `${key},${at % 2 === 0 ? 'R1' : 'R2'},N,${at + 10}`).join('\n')}\n`);
  const before = keys.flatMap((key) => ['2026-10-05', '2026-11-05', '2026-12-05'].map((date) => `${key},${date}`));
  await importText(test, 'touches', `contact_id,date,channel\n${before.map((one) => `${one},visit`).join('\n')}\n`);
  await importText(test, 'outcomes', `contact_id,date,type,value,channel,id\n${before.filter((_one, at) => at % 4 < 1).map((one, at) => `${one},reply,1,visit,b${at}`).join('\n')}\n`);
  unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
  unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 2, cooldownDays: 3, weekdays: [1, 2, 3, 4, 5] } }));
  unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'day', kind: 'rep_capacity', per: 'day', max: 5 } }));
}

/** Plans, approves and starts. */
async function start(campaigns: string[]): Promise<void> {
  const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1, campaigns }));
  planId = z.object({ planId: z.int() }).parse((await test.core.context.session!.jobs.wait(jobId)).result).planId;
  unwrap(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
  unwrap(await test.core.planExecutions.start(planId));
  unwrap(await test.core.planExecutions.configure({ ...defaultExecutionSettings, frozenDays: 0, answerDays: 3 }));
}

const sqlite = () => test.core.context.session!.database.sqlite;
const detail = async () => unwrap(await test.core.planExecutions.get(planId))!;
const rows = async () => unwrap(await test.core.planExecutions.actions({ planId, offset: 0, limit: 200 })).rows;
const tick = () => test.core.executionRuns.tick();
const countJobs = () => sqlite().prepare("SELECT count(*) FROM jobs WHERE kind = 'rebalance'").pluck().get();
const addRule = async (constraint: object) => unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: constraint as never }));

/** The one suggestion that ticks raise, however many there are, with its gain and what it disturbs. */
async function raise(): Promise<Suggestion> {
  const jobs = countJobs() as number;
  await tick();
  await tick();
  expect(countJobs()).toBe(jobs + 1);
  const [suggestion, ...more] = (await detail()).suggestions;
  expect(more).toEqual([]);
  const { counts, gain, disruption } = suggestion!.summary;
  expect(suggestion).toMatchObject({ planId, state: 'open' });
  expect(gain).toBeGreaterThanOrEqual(0);
  expect(disruption * (counts.kept + counts.moved + counts.dropped + counts.rep)).toBeCloseTo(counts.changed, 6);
  return suggestion!;
}

describe('what speaks for a rebalancing of a plan', () => {
  beforeAll(async () => {
    await open();
    await start([]);
  });
  beforeEach(() => void sqlite().exec('DELETE FROM rebalance_suggestions'));
  afterAll(() => test.dispose());

  it('is nothing, while all stands', async () => {
    await tick();
    expect(await detail()).toMatchObject({ triggers: [], suggestions: [] });
  });

  it('is a rule that changed', async () => {
    await addRule({ id: 'holidays', kind: 'blackout', from: '2027-01-06', to: '2027-01-07' });
    const fallen = (await rows()).filter(({ date }) => date === '2027-01-06' || date === '2027-01-07').length;
    expect(fallen).toBeGreaterThan(0);
    const { triggers, summary } = await raise();
    expect(triggers).toMatchObject([{ kind: 'rule', about: 'holidays', actions: fallen }]);
    expect(summary.counts.moved + summary.counts.dropped).toBeGreaterThanOrEqual(fallen);
    unwrap(await test.core.edits.undo());
    expect((await detail()).triggers).toEqual([]);
  });

  it('is capacity that went, and more of it after a suggestion was dismissed', async () => {
    const away = (max: number) => addRule({ id: 'away', kind: 'rep_capacity', reps: ['R1'], per: 'day', from: '2027-01-04', to: '2027-01-08', max });
    await away(3);
    const { id, triggers, summary } = await raise();
    expect(triggers).toMatchObject([{ kind: 'capacity', about: 'away' }]);
    expect(summary.gain).toBeGreaterThan(0);
    unwrap(await test.core.rebalances.dismiss({ suggestionId: id, actor: 'One', reason: 'Not now.' }));
    test.clock.advance(DAY_MS);
    await tick();
    expect((await detail()).triggers).toMatchObject([{ kind: 'capacity', about: 'away' }]);
    expect((await detail()).suggestions.map(({ state }) => state)).toEqual(['dismissed']);
    await away(0);
    await tick();
    expect((await detail()).suggestions.map(({ state }) => state)).toEqual(['open', 'dismissed']);
    for (let step = 0; step < 3; step += 1) unwrap(await test.core.edits.undo());
    expect((await detail()).triggers).toEqual([]);
  });

  it('is outcomes off forecast', async () => {
    const done = (await rows()).filter(({ date }) => date <= '2027-01-08');
    await importText(test, 'touches', `contact_id,date,channel\n${done.map(({ contact, date }) => `${contact},${date},visit`).join('\n')}\n`);
    test.clock.advance(8 * DAY_MS);
    const { triggers } = await raise();
    expect((await detail()).progress).toMatchObject({ stages: { done: done.length }, forecast: { judged: done.length, answered: 0, verdict: 'below' } });
    expect(triggers).toMatchObject([{ kind: 'forecast', about: 'below', actions: done.length }]);
  });
});

describe('what speaks for a rebalancing of a plan for a campaign', () => {
  let low: string;
  beforeAll(async () => {
    await open();
    low = await makeActive(test, 'Low', 20);
    await start([low]);
  });
  afterAll(() => test.dispose());

  it('is a campaign that takes days away', async () => {
    expect((await detail()).triggers).toEqual([]);
    const high = await makeActive(test, 'High', 90);
    unwrap(await test.core.reservations.reserve(makeWish(high, { channel: 'visit', from: '2027-01-05', to: '2027-01-08' })));
    const held = (await rows()).filter(({ date }) => date >= '2027-01-05' && date <= '2027-01-08').length;
    expect(held).toBeGreaterThan(0);
    const { triggers, summary } = await raise();
    expect(triggers).toMatchObject([{ kind: 'campaign', about: 'reserved: High', actions: held }]);
    expect(summary.counts.moved + summary.counts.dropped).toBeGreaterThanOrEqual(held);
  });

  it('is that it is over: asked for once, and no version can be made of what is left', async () => {
    sqlite().exec('DELETE FROM rebalance_suggestions');
    const jobs = countJobs() as number;
    unwrap(await test.core.campaigns.complete(low));
    expect((await detail()).triggers).toMatchObject([{ kind: 'campaign', actions: (await rows()).length, message: 'Campaign Low is completed.' }]);
    await tick();
    await tick();
    expect((await detail()).suggestions).toEqual([]);
    expect(countJobs()).toBe(jobs + 1);
  });
});
