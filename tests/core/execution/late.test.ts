import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defaultExecutionSettings } from '../../../src/engine/model/execution.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const DAY_MS = 86_400_000;

describe('late actions of a plan that is rebalanced', () => {
  let test: TestCore;
  let planId: number;
  let suggestionId: number;

  /** Twenty contacts of two reps, one visit each, two a rep and weekday: the first week is full. On Monday of the second, R2 is away. */
  beforeAll(async () => {
    test = createTestCore();
    await test.createWorkspace();
    await importContacts(test, `Contact ID,Rep,Value\n${Array.from({ length: 20 }, (_row, at) => `C${String(at).padStart(2, '0')},${at < 10 ? 'R1' : 'R2'},${at + 10}`).join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 3, weekdays: [1, 2, 3, 4, 5] } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'day', kind: 'rep_capacity', per: 'day', max: 2 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'first', kind: 'blackout', from: '2027-01-11', to: '2027-01-17' } }));
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    planId = z.object({ planId: z.int() }).parse((await test.core.context.session!.jobs.wait(jobId)).result).planId;
    unwrap(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
    unwrap(await test.core.planExecutions.start(planId));
    unwrap(await test.core.planExecutions.configure({ ...defaultExecutionSettings, frozenDays: 0 }));
    // Done before the version is worked out, on another day than planned: no part of it.
    const first = (await rows()).filter(({ date }) => date === '2027-01-04');
    await mark(first.slice(0, 2).map(({ position }) => position), 'done');
    await mark(first.slice(2, 3).map(({ position }) => position), 'failed');
    unwrap(await test.core.rules.edit({ edit: 'remove_constraint', id: 'first' }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'away', kind: 'rep_capacity', reps: ['R2'], per: 'horizon', from: '2027-01-11', to: '2027-01-17', max: 0 } }));
    test.clock.advance(7 * DAY_MS);
  });
  afterAll(() => test.dispose());

  const detail = async () => unwrap(await test.core.planExecutions.get(planId))!;
  const rows = async (plan = planId) => unwrap(await test.core.planExecutions.actions({ planId: plan, offset: 0, limit: 100 })).rows;
  const balance = (plan = planId) => unwrap(test.core.ledger.balance({ plan }));
  const mark = async (positions: number[], state: 'done' | 'failed' | 'planned') => unwrap(await test.core.planExecutions.mark({ planId, positions, state, answered: null, note: '' }));
  const suggest = async () => z.object({ suggestionId: z.int() }).parse((await test.core.context.session!.jobs.wait(unwrap(test.core.rebalances.suggest({ planId, seconds: 0.1 })).jobId)).result).suggestionId;

  it('stay late while a touch may come in, move to a day that is open, or go: each counted and said', async () => {
    const late = (await rows()).filter(({ stage }) => stage === 'late');
    expect(late).toHaveLength(17);
    const young = late.filter(({ date }) => date === '2027-01-08');
    const lost = late.filter(({ date, rep }) => date < '2027-01-08' && rep === 'R2');
    suggestionId = await suggest();
    const { summary } = (await detail()).suggestions[0]!;
    expect(summary.late).toEqual({ actions: 17, kept: young.length, moved: 17 - young.length - lost.length, dropped: lost.length });
    expect(summary.late!.moved).toBeGreaterThan(0);
    expect(lost.length).toBeGreaterThan(0);
    const { rows: changes } = unwrap(test.core.rebalances.changes({ suggestionId, offset: 0, limit: 100 }));
    expect(changes.filter(({ cause }) => cause === 'late').map(({ kind }) => kind).toSorted()).toEqual([...lost.map(() => 'dropped'), ...Array.from({ length: summary.late!.moved }, () => 'moved')]);
  });

  it('are accepted in one step that books nothing, and is taken back', async () => {
    const before = [balance(), unwrap(test.core.ledger.balance({}))];
    unwrap(await test.core.rebalances.accept({ suggestionId, actor: 'One' }));
    unwrap(await test.core.edits.undo());
    expect((await detail()).suggestions[0]).toMatchObject({ id: suggestionId, state: 'open' });
    expect([balance(), unwrap(test.core.ledger.balance({}))]).toEqual(before);
  });

  it('refuse a version that holds what was done since', async () => {
    const late = (await rows()).find(({ stage, date }) => stage === 'late' && date === '2027-01-05')!;
    await mark([late.position], 'done');
    expect(await test.core.rebalances.accept({ suggestionId, actor: 'One' })).toMatchObject({ ok: false, fault: { code: 'STALE', message: expect.stringContaining('has done 1 action') } });
    await mark([late.position], 'planned');
    const { planId: version } = unwrap(await test.core.rebalances.accept({ suggestionId, actor: 'One' }));
    await mark([late.position], 'done');
    expect(await test.core.allocation.approve({ planId: version, approver: 'One', note: '', acceptStale: true, replace: false })).toMatchObject({ ok: false, fault: { code: 'STALE', message: expect.stringContaining('has done 1 action') } });
    await mark([late.position], 'planned');
  });

  it('are booked once for the version that takes over, and given back once by the plan before', async () => {
    const newPlanId = (await detail()).suggestions[0]!.newPlanId!;
    const { late } = (await detail()).suggestions[0]!.summary;
    unwrap(await test.core.allocation.approve({ planId: newPlanId, approver: 'One', note: '', acceptStale: false, replace: false }));
    expect(balance()).toMatchObject({ bookedActions: 0, bookedAmount: 0, usedActions: 2, usedAmount: 10 });
    const { actions } = unwrap(test.core.allocation.get(newPlanId)).summary;
    expect(balance(newPlanId)).toMatchObject({ bookedActions: actions, bookedAmount: 5 * actions, usedActions: 0 });
    expect((await rows(newPlanId)).filter(({ stage }) => stage === 'late')).toHaveLength(late!.kept);
    const { sqlite } = test.core.context.session!.database;
    const twice = sqlite.prepare("SELECT contact FROM ledger_entries GROUP BY contact HAVING sum(CASE WHEN target <> 'open' THEN actions ELSE 0 END - CASE WHEN source <> 'open' THEN actions ELSE 0 END) NOT IN (0, 1)").pluck().all();
    expect(twice).toEqual([]);
  });
});
