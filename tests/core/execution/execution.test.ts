import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ExecutionDetail, ExecutionRow } from '../../../src/contract/execution.ts';
import type { PlanMap } from '../../../src/contract/plan-map.ts';
import { parseDay } from '../../../src/engine/base/day.ts';
import type { Result } from '../../../src/engine/base/fault.ts';
import { defaultExecutionSettings } from '../../../src/engine/model/execution.ts';
import { createPlanClient } from '../../../src/main/workers/plan-client.ts';
import { importText } from '../support/history.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const DAY_MS = 86_400_000;

describe('a plan that is carried out', () => {
  let test: TestCore;
  let planId: number;

  /** Twenty contacts of two reps, one channel on weekdays, at most 2 visits a rep and day: two weeks from 2027-01-04, a Monday. */
  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const rows = Array.from({ length: 20 }, (_row, at) => `C${String(at).padStart(2, '0')},${at < 10 ? 'R1' : 'R2'},N,${at + 10}`);
    await importContacts(test, `Contact ID,Rep,Territory,Value\n${rows.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 3, weekdays: [1, 2, 3, 4, 5] } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'day', kind: 'rep_capacity', per: 'day', max: 2 } }));
    planId = await solve();
    unwrap(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
  });
  afterEach(() => test.dispose());

  async function wait(started: { jobId: string }): Promise<unknown> {
    const job = await test.core.context.session!.jobs.wait(started.jobId);
    expect(job.fault).toBeNull();
    return job.result;
  }
  const solve = async (): Promise<number> => z.object({ planId: z.int() }).parse(await wait(unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 })))).planId;
  const detail = async () => unwrap(await test.core.planExecutions.get(planId))!;
  const rows = async () => unwrap(await test.core.planExecutions.actions({ planId, offset: 0, limit: 100 })).rows;
  const balance = (plan = planId) => unwrap(test.core.ledger.balance({ plan }));
  const start = async () => unwrap(await test.core.planExecutions.start(planId));
  const mark = async (positions: number[], state: 'done' | 'failed' | 'skipped' | 'planned', more: { answered?: boolean; date?: string } = {}) =>
    unwrap(await test.core.planExecutions.mark({ planId, positions, state, answered: more.answered ?? null, note: '', ...(more.date === undefined ? {} : { date: more.date }) }));
  const suggest = async (more: Record<string, unknown> = {}) => z.object({ suggestionId: z.int() }).parse(await wait(unwrap(test.core.rebalances.suggest({ planId, seconds: 0.1, ...more })))).suggestionId;

  it('is booked once: by its approval, and not again when it begins', async () => {
    expect(balance()).toMatchObject({ bookedActions: 20, bookedAmount: 100 });
    expect(await detail()).toMatchObject({ state: 'ready', progress: { actions: 20, stages: { planned: 20 } } });
    await start();
    expect(balance()).toMatchObject({ bookedActions: 20, bookedAmount: 100 });
    expect((await detail()).state).toBe('running');
    expect(await test.core.planExecutions.start(planId)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    unwrap(await test.core.edits.undo());
    expect((await detail()).state).toBe('ready');
    expect(await test.core.planExecutions.mark({ planId, positions: [0], state: 'done', answered: null, note: '' })).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
  });

  it('books what is missing in the transaction that begins it', async () => {
    const { sqlite } = test.core.context.session!.database;
    sqlite.exec('DROP TRIGGER ledger_never_forgets');
    sqlite.prepare('DELETE FROM ledger_entries WHERE contact < ?').run('C05');
    expect(balance().bookedActions).toBe(15);
    await start();
    expect(balance()).toMatchObject({ bookedActions: 20, bookedAmount: 100 });
  });

  it('has its actions in order, by day and time, no two of a rep at once', async () => {
    await start();
    const dated = await rows();
    expect(dated.map(({ date, start: from }) => `${date} ${String(from).padStart(4, '0')}`)).toEqual(dated.map(({ date, start: from }) => `${date} ${String(from).padStart(4, '0')}`).toSorted((one, other) => (one < other ? -1 : 1)));
    const places = dated.map(({ date, rep, place }) => `${date} ${rep} ${place}`);
    expect(new Set(places).size).toBe(20);
    expect(dated.every(({ start: from, end }) => from >= 540 && end <= 1020 && from < end)).toBe(true);
    expect(dated.filter(({ date }) => date === '2027-01-04').every(({ stage }) => stage === 'due')).toBe(true);
  });

  it('moves what it holds as its actions are done, fail or are skipped, and back when that is undone', async () => {
    await start();
    const [one, two, three] = (await rows()).map(({ position }) => position);
    await mark([one!, two!], 'done', { answered: true });
    await mark([three!], 'failed');
    expect(balance()).toMatchObject({ bookedActions: 17, usedActions: 2, bookedAmount: 85, usedAmount: 10 });
    expect((await detail()).progress).toMatchObject({ stages: { done: 2, failed: 1 }, costDone: 10, forecast: { judged: 2, answered: 2, verdict: 'too_few' } });
    unwrap(await test.core.edits.undo());
    expect(balance()).toMatchObject({ bookedActions: 18, usedActions: 2 });
    unwrap(await test.core.edits.undo());
    expect(balance()).toMatchObject({ bookedActions: 20, usedActions: 0, bookedAmount: 100, usedAmount: 0 });
    unwrap(await test.core.edits.redo());
    expect(balance()).toMatchObject({ bookedActions: 18, usedActions: 2 });
    await mark([one!], 'planned');
    expect(balance()).toMatchObject({ bookedActions: 19, usedActions: 1 });
    await mark([two!], 'done', { date: '2027-01-06' });
    expect(unwrap(test.core.ledger.balance({ plan: planId, from: '2027-01-06', to: '2027-01-06' })).usedActions).toBe(1);
    expect(await test.core.planExecutions.mark({ planId, positions: [99], state: 'done', answered: null, note: '' })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  });

  it('takes touches that come in as done, within the days around the plan', async () => {
    await start();
    const [first, second] = await rows();
    await importText(test, 'touches', `contact_id,date,channel\n${first!.contact},${first!.date},visit\n${second!.contact},2027-01-30,visit\n`);
    expect(unwrap(await test.core.planExecutions.touches(planId))).toMatchObject({ matches: 1, failed: 0, first: [{ contact: first!.contact, reported: first!.date, state: 'done' }] });
    expect(await test.core.planExecutions.applyTouches({ planId, expected: 2 })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(await test.core.executionRuns.tick()).toBe(true);
    expect((await detail()).progress.stages.done).toBe(1);
    expect((await rows()).find(({ contact }) => contact === first!.contact)).toMatchObject({ stage: 'done', source: 'touch', doneOn: first!.date });
    expect(unwrap(await test.core.planExecutions.touches(planId)).matches).toBe(0);
    expect(balance()).toMatchObject({ bookedActions: 19, usedActions: 1 });
  });

  it('takes touches and outcomes that say so as failed, once each', async () => {
    await start();
    const [first, second, third] = await rows();
    await importText(test, 'touches', `contact_id,date,channel,type\n${first!.contact},${first!.date},visit,No-Show\n${second!.contact},${second!.date},visit,visit\n`);
    await importText(test, 'outcomes', `contact_id,date,channel,type\n${third!.contact},${third!.date},visit,CANCELLED\n${second!.contact},${second!.date},visit,cancelled\n`);
    expect(unwrap(await test.core.planExecutions.touches(planId))).toMatchObject({ matches: 3, failed: 2 });
    await test.core.executionRuns.tick();
    await test.core.executionRuns.tick();
    const marked = (await rows()).filter(({ stage }) => stage === 'done' || stage === 'failed');
    expect(marked.map(({ contact, stage, source }) => `${contact} ${stage} ${source}`).toSorted()).toEqual([`${first!.contact} failed touch`, `${second!.contact} done touch`, `${third!.contact} failed touch`].toSorted());
    expect(unwrap(await test.core.planExecutions.touches(planId)).matches).toBe(0);
    expect(balance()).toMatchObject({ bookedActions: 17, usedActions: 1 });
    expect(unwrap(test.core.edits.state()).undo).toBe('Mark 1 action done, 2 failed by reports');
  });

  it('leaves what the planner took back to her, and marks only touches that are new', async () => {
    await start();
    const [first, second] = await rows();
    await importText(test, 'touches', `contact_id,date,channel\n${first!.contact},${first!.date},visit\n`);
    await test.core.executionRuns.tick();
    unwrap(await test.core.edits.undo());
    await test.core.executionRuns.tick();
    expect((await detail()).progress.stages.done).toBe(0);
    expect(unwrap(await test.core.planExecutions.touches(planId)).matches).toBe(1);
    await importText(test, 'touches', `contact_id,date,channel\n${second!.contact},${second!.date},visit\n`);
    await test.core.executionRuns.tick();
    expect((await rows()).filter(({ stage }) => stage === 'done').map(({ contact }) => contact)).toEqual([second!.contact]);
    unwrap(await test.core.planExecutions.applyTouches({ planId, expected: 1 }));
    expect((await detail()).progress.stages.done).toBe(2);
  });

  it('is read on a thread as it is in the core, whatever was written last', async () => {
    await start();
    const { path } = test.core.context.session!.database;
    const client = createPlanClient();
    const today = parseDay('2027-01-04') ?? 0;
    try {
      for (const positions of [[], [3], [4, 5]]) {
        if (positions.length > 0) await mark(positions, 'done');
        expect(unwrap(await client.ask(async (api): Promise<Result<ExecutionDetail | null>> => await api.execution(path, { planId, today })))).toEqual(await detail());
        expect(unwrap(await client.ask(async (api): Promise<Result<{ rows: ExecutionRow[] }>> => await api.executionActions(path, { planId, today, offset: 0, limit: 100 }))).rows).toEqual(await rows());
      }
      expect(await client.ask(async (api): Promise<Result<PlanMap>> => await api.map(path, { planId, rows: 'rep', columns: 'week' }))).toEqual(await test.core.plans.map({ planId, rows: 'rep', columns: 'week' }));
      expect(await client.ask(async (api): Promise<Result<PlanMap>> => await api.map(path, { planId: 99, rows: 'rep', columns: 'week' }))).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
    } finally {
      await client.close();
    }
  });

  it('rests, and moves what a pause covered to the first open days, bookings with it', async () => {
    await start();
    const covered = (await rows()).filter(({ date }) => date < '2027-01-06').length;
    expect(covered).toBeGreaterThan(0);
    unwrap(await test.core.planExecutions.pause(planId));
    test.clock.advance(2 * DAY_MS);
    expect(await detail()).toMatchObject({ state: 'paused', pausedFrom: '2027-01-04', progress: { stages: { late: 0, due: 0 } } });
    const preview = unwrap(await test.core.planExecutions.previewResume(planId));
    expect(preview.actions).toBe(covered);
    expect(preview.moved + preview.unplaced).toBe(covered);
    const answer = unwrap(await test.core.planExecutions.resume({ planId, missed: 'move' }));
    expect(answer).toEqual({ moved: preview.moved, skipped: preview.unplaced });
    expect(answer.moved).toBeGreaterThan(0);
    const moved = (await rows()).filter(({ movedFrom }) => movedFrom !== null);
    expect(moved).toHaveLength(answer.moved);
    expect(moved.every(({ date }) => date >= '2027-01-06')).toBe(true);
    const perDay = new Map<string, number>();
    for (const { date, rep, stage } of (await rows())) if (stage !== 'skipped') perDay.set(`${date} ${rep}`, (perDay.get(`${date} ${rep}`) ?? 0) + 1);
    expect(Math.max(...perDay.values())).toBeLessThanOrEqual(2);
    expect(balance().bookedActions).toBe(20 - answer.skipped);
    expect(unwrap(test.core.ledger.balance({ plan: planId, to: '2027-01-05' })).bookedActions).toBe(0);
    unwrap(await test.core.edits.undo());
    expect((await detail()).state).toBe('paused');
    expect(balance().bookedActions).toBe(20);
  });

  it('says what speaks for a rebalancing, and works one out without touching the plan', async () => {
    await start();
    expect((await detail()).triggers).toEqual([]);
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'away', kind: 'rep_capacity', reps: ['R1'], per: 'horizon', from: '2027-01-04', to: '2027-01-10', max: 0 } }));
    const lost = (await rows()).filter(({ rep, date }) => rep === 'R1' && date <= '2027-01-10').length;
    expect((await detail()).triggers).toMatchObject([{ kind: 'capacity', actions: lost }]);
    await test.core.executionRuns.tick();
    const [suggestion, ...more] = (await detail()).suggestions;
    expect(more).toEqual([]);
    expect(suggestion).toMatchObject({ state: 'open', triggers: [{ kind: 'capacity' }, { kind: 'rule', message: expect.stringContaining('Nothing is frozen') }] });
    expect(suggestion!.summary.gain).toBeGreaterThan(0);
    expect(unwrap(test.core.allocation.list()).map(({ id }) => id)).toEqual([planId]);
    expect(balance().bookedActions).toBe(20);
    await test.core.executionRuns.tick();
    expect((await detail()).suggestions).toHaveLength(1);
    const { total, rows: changes } = unwrap(test.core.rebalances.changes({ suggestionId: suggestion!.id, offset: 0, limit: 100 }));
    expect(total).toBe(suggestion!.summary.counts.changed);
    expect(changes.some(({ cause, rule }) => cause === 'capacity' && rule === 'away')).toBe(true);
  });

  it('goes on as the version that is accepted and approved, with what was done', async () => {
    await start();
    const [first] = await rows();
    await mark([first!.position], 'done');
    unwrap(await test.core.rules.edit({ edit: 'pin', effect: 'fixed', action: { contact: first!.contact, channel: 'visit', date: first!.date } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'away', kind: 'rep_capacity', reps: ['R1'], per: 'horizon', from: '2027-01-05', to: '2027-01-08', max: 0 } }));
    const suggestionId = await suggest({ frozenUntil: '2027-01-05' });
    const { planId: version } = unwrap(await test.core.rebalances.accept({ suggestionId, actor: 'One' }));
    expect(unwrap(test.core.allocation.list()).map(({ id }) => id)).toEqual([version, planId]);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.allocation.list()).map(({ id }) => id)).toEqual([planId]);
    expect((await detail()).suggestions[0]?.state).toBe('open');
    unwrap(await test.core.edits.redo());
    unwrap(await test.core.allocation.approve({ planId: version, approver: 'One', note: '', acceptStale: false, replace: false }));
    expect(balance()).toMatchObject({ bookedActions: 0, usedActions: 1 });
    const { actions } = unwrap(test.core.allocation.get(version)).summary;
    expect(balance(version)).toMatchObject({ bookedActions: actions, usedActions: 0 });
    expect(unwrap(await test.core.planExecutions.get(version))?.state).toBe('running');
    expect(unwrap(test.core.edits.state()).undo).not.toContain('Mark');
    const dates = unwrap(await test.core.planExecutions.actions({ planId: version, offset: 0, limit: 100, rep: 'R1' })).rows.map(({ date }) => date);
    expect(dates.filter((date) => date >= '2027-01-05' && date <= '2027-01-08')).toEqual([]);
  });

  it('keeps a reason where a suggestion is dismissed, and takes that back', async () => {
    await start();
    const suggestionId = await suggest();
    unwrap(await test.core.rebalances.dismiss({ suggestionId, actor: 'One', reason: 'Not now.' }));
    expect((await detail()).suggestions[0]).toMatchObject({ state: 'dismissed', reason: 'Not now.' });
    expect(await test.core.rebalances.accept({ suggestionId, actor: 'One' })).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    unwrap(await test.core.edits.undo());
    expect((await detail()).suggestions[0]).toMatchObject({ state: 'open', reason: '' });
    const second = await suggest();
    expect((await detail()).suggestions.map(({ id }) => id)).toEqual([second]);
  });

  it('is asked again by schedule, also where a run was missed, and says what came of it', async () => {
    await start();
    unwrap(await test.core.planExecutions.configure({ ...defaultExecutionSettings, run: { isOn: true, does: 'rebalance', cron: '0 6 * * 1', timeZone: 'UTC', seconds: 0.1, since: 0 } }));
    expect(unwrap(test.core.executionRuns.state())).toMatchObject({ nextRun: Date.UTC(2027, 0, 11, 6), lastRun: null });
    await test.core.executionRuns.tick();
    expect((await detail()).suggestions).toEqual([]);
    test.clock.advance(9 * DAY_MS);
    await test.core.executionRuns.tick();
    expect((await detail()).suggestions).toMatchObject([{ state: 'open', triggers: [{ kind: 'schedule' }] }]);
    expect(unwrap(test.core.executionRuns.state())).toMatchObject({ nextRun: Date.UTC(2027, 0, 18, 6), lastRun: { does: 'rebalance', planId, result: `Plan ${planId} rebalanced: a suggestion waits.` } });
    await test.core.executionRuns.tick();
    expect((await detail()).suggestions).toHaveLength(1);
  });

  it('ends with its approval: the rest is given back, what is done stays', async () => {
    await start();
    const [first] = await rows();
    await mark([first!.position], 'done');
    unwrap(await test.core.allocation.withdraw({ planId, actor: 'One', reason: 'Over' }));
    expect(balance()).toMatchObject({ bookedActions: 0, usedActions: 1 });
    expect(unwrap(await test.core.planExecutions.get(planId))).toBeNull();
    expect(unwrap(test.core.edits.state()).undo).not.toContain('Mark');
    expect(await test.core.planExecutions.start(planId)).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: `Plan ${planId} is a draft.` } });
  });
});
