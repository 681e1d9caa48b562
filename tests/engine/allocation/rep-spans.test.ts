import { describe, expect, it } from 'vitest';
import { findCounted } from '../../../src/engine/constraints/counted-actions.ts';
import { createFrame } from '../../../src/engine/constraints/problem-frame.ts';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { restoreState } from '../../../src/engine/allocation/plan-actions.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { countDayLoads } from '../../../src/engine/schedule/day-loads.ts';
import { balanceDays } from '../../../src/engine/schedule/balance-days.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { patientControl, solve } from './support/solving.ts';

const IDS = ['a', 'b', 'c', 'd'];

/** Two weeks from Monday 2027-01-04, one visit for each of four contacts. They belong to R1; from the second week on R2 has a and b. */
function makeProblem(constraints: Constraint[], more: Partial<AllocationProblem> = {}): AllocationProblem {
  const repSpans = ['a', 'b'].map((contact) => ({ contact, rep: 'R2', from: '2027-01-11', to: '2027-01-17' }));
  return {
    format: 'omnivor.allocation/1',
    name: 'two weeks',
    horizon: { start: '2027-01-04', days: 14 },
    channels: [{ id: 'visit', unitCost: 2, saturation: 0.5, maxPerContact: 1, cooldownDays: 0 }],
    contacts: { ids: IDS, value: [4, 3, 2, 1], rep: IDS.map(() => 'R1'), repSpans, response: { visit: IDS.map(() => 1) } },
    constraints,
    objective: { metric: 'lift' },
    ...more,
  };
}

const datesOf = (actions: readonly { contact: string; date: string }[]): Record<string, string> => Object.fromEntries(actions.map(({ contact, date }) => [contact, date]));

describe('a rep from a date on', () => {
  it('is who acts on each day, and nobody else on other days', () => {
    const { reps, repOn } = createFrame(makeProblem([]));
    const namesOn = (day: number): (string | undefined)[] => IDS.map((_id, contact) => reps[repOn(contact, day)]);
    expect(namesOn(6)).toEqual(['R1', 'R1', 'R1', 'R1']);
    expect([namesOn(7), namesOn(13)]).toEqual([['R2', 'R2', 'R1', 'R1'], ['R2', 'R2', 'R1', 'R1']]);
    expect([namesOn(-3), namesOn(14)]).toEqual([['R1', 'R1', 'R1', 'R1'], ['R1', 'R1', 'R1', 'R1']]);
  });

  it.each(['greedy', 'local', 'highs', 'glpk'] as const)('uses up its own capacity only: %s', async (method) => {
    const plan = await solve(makeProblem([{ id: 'two', kind: 'rep_capacity', per: 'horizon', max: 1 }]), method);
    expect(plan.objective).toBe(7);
    expect(plan.usage.map(({ rep, used, limit }) => [rep, used, limit])).toEqual([['R1', 1, 1], ['R2', 1, 1]]);
    const late = Object.entries(datesOf(plan.actions)).filter(([contact, date]) => date >= '2027-01-11' && (contact === 'a' || contact === 'b'));
    expect(late).toHaveLength(1);
  });

  it('has its row in reasons and prices', async () => {
    const plan = await solve(makeProblem([{ id: 'R2 only', kind: 'capacity', per: 'horizon', max: 5, reps: ['R2'] }, { id: 'none of R1', kind: 'capacity', per: 'horizon', max: 0, reps: ['R1'] }, { id: 'one', kind: 'rep_capacity', per: 'week', max: 1 }]), 'highs');
    expect(plan.actions.map(({ contact, date, reason }) => [contact, date >= '2027-01-11', reason])).toEqual([['a', true, 'Value 4 × response 100% = 4. Binds: one 1 of 1 for R2 in week 2.']]);
    expect(plan.usage.find(({ constraint, rep, period }) => constraint === 'one' && rep === 'R2' && period === 'week 2')?.used).toBe(1);
  });

  it('is closed on its own days off, not on those of who came before', async () => {
    const calendar: Constraint = { id: 'off', kind: 'rep_calendar', reps: ['R1'], weekdays: [] };
    const plan = await solve(makeProblem([calendar]), 'local');
    expect(new Set(plan.actions.map(({ contact }) => contact))).toEqual(new Set(['a', 'b']));
    expect(plan.actions.every(({ date }) => date >= '2027-01-11')).toBe(true);
    const blackout = await solve(makeProblem([calendar, { id: 'closed', kind: 'blackout', from: '2027-01-11', to: '2027-01-15', reps: ['R2'] }]), 'local');
    expect(blackout.actions.every(({ date }) => date >= '2027-01-16')).toBe(true);
  });

  it('counts what others hold by the rep of its day, unless it names one', () => {
    const held = [
      { contact: 'a', channel: 'visit', date: '2027-01-05', actions: 1, amount: 2 },
      { contact: 'a', channel: 'visit', date: '2027-01-12', actions: 2, amount: 4 },
      { contact: 'b', channel: 'visit', date: '2027-01-12', actions: 4, amount: 8, rep: 'R1' },
    ];
    const rules: Constraint[] = [{ id: 'each', kind: 'rep_capacity', per: 'horizon', max: 9 }, { id: 'money', kind: 'budget', max: 99, reps: ['R2'] }];
    expect(recountPlan(makeProblem(rules, { held }), []).usage.map(({ rep, used }) => [rep, used])).toEqual([['R1', 5], ['R2', 2], [undefined, 4]]);
    const { limits, frame } = compileProblem(makeProblem(rules, { held }));
    expect([...limits.rowHeld]).toEqual([5, 2, 4]);
    expect(frame.reps).toEqual(['R1', 'R2']);
  });

  it('is named where nothing fits it', async () => {
    const rules: Constraint[] = [{ id: 'much', kind: 'minimum', min: 3, reps: ['R2'] }, { id: 'unbound', kind: 'capacity', per: 'day', max: 9 }];
    const plan = await solve(makeProblem(rules), 'local');
    expect(plan).toMatchObject({ status: 'infeasible', conflicts: ['visit: at most 1 action per contact', 'much: at least 3 actions'] });
    expect((await solve(makeProblem([{ ...rules[0]!, min: 2 } as Constraint]), 'local')).actions.filter(({ date }) => date >= '2027-01-11')).toHaveLength(2);
  });

  it('is counted in a share of the contacts it ever has on the days of the rule', () => {
    const share = (more: object): number => recountPlan(makeProblem([{ id: 'share', kind: 'coverage', minShare: 1, reps: ['R2'], ...more }]), []).usage[0]!.limit;
    expect([share({}), share({ to: '2027-01-10' }) + 0, share({ from: '2027-01-10', to: '2027-01-11' })]).toEqual([2, 0, 2]);
  });

  it('bears the loads of its days', () => {
    const problem = makeProblem([]);
    const compiled = compileProblem(problem);
    const state = restoreState(compiled, { contact: Int32Array.of(0, 1, 2, 3), channel: new Int32Array(4), day: Int32Array.of(8, 8, 8, 2) });
    expect([...countDayLoads(state).repTotal]).toEqual([2, 2]);
    balanceDays(state, patientControl);
    expect(new Set(state.slotDay.subarray(0, 4)).size).toBe(4);
  });

  it('stands behind the lines of its rules', () => {
    const rule: Constraint = { id: 'R2 only', kind: 'capacity', per: 'horizon', max: 1, reps: ['R2'] };
    expect(findCounted(rule, undefined, makeProblem([rule]))).toMatchObject({ contacts: ['a', 'b'], reps: ['R2'] });
    const { repSpans: _gone, ...contacts } = makeProblem([]).contacts;
    expect(findCounted(rule, undefined, makeProblem([rule], { contacts }))).toMatchObject({ contacts: [], reps: null });
  });
});
