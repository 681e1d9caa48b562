import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { nameActions, restoreState, takeActions } from '../../../src/engine/allocation/plan-actions.ts';
import type { PlanState } from '../../../src/engine/allocation/plan-state.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { balanceDays } from '../../../src/engine/schedule/balance-days.ts';
import { countDayLoads } from '../../../src/engine/schedule/day-loads.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { makeRandomProblem } from '../allocation/support/random-problem.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';
import { patientControl, solve } from '../allocation/support/solving.ts';
import { runs } from '../../support/runs.ts';

/** Forty contacts of one rep, one visit each, all planned for the first Monday. */
function makeCrowdedMonday(fixed: AllocationProblem['fixed'] = []): AllocationProblem {
  const ids = Array.from({ length: 40 }, (_, at) => `c${at}`);
  return makeSmallProblem([], { fixed, contacts: { ids, value: ids.map(() => 1), response: { email: ids.map(() => 0), visit: ids.map(() => 1) } } });
}

/** Σ load² / total over channels and reps: what balancing lowers. */
function unevenness(state: PlanState): number {
  const { channel, rep, channelTotal, repTotal } = countDayLoads(state);
  const { days } = state.compiled;
  const sum = (loads: Float64Array, totals: Float64Array): number => loads.reduce((total, load, at) => total + load ** 2 / Math.max(1, totals[Math.floor(at / days)]!), 0);
  return sum(channel, channelTotal) + sum(rep, repTotal);
}

describe('balanced days', () => {
  it('spread a crowded Monday evenly over the ten working days', () => {
    const compiled = compileProblem(makeCrowdedMonday());
    const state = restoreState(compiled, { contact: Int32Array.from({ length: 40 }, (_, at) => at), channel: new Int32Array(40).fill(1), day: new Int32Array(40) });
    balanceDays(state, patientControl);
    const visits = countDayLoads(state).channel.subarray(14);
    expect([...visits]).toEqual([4, 4, 4, 4, 4, 0, 0, 4, 4, 4, 4, 4, 0, 0]);
    expect(state.objective).toBe(40);
  });

  it('leave fixed actions where they are', () => {
    const fixed = [0, 1, 2, 3, 4, 5].map((at) => ({ contact: `c${at}`, channel: 'visit', date: '2027-01-04' }));
    const compiled = compileProblem(makeCrowdedMonday(fixed));
    const state = restoreState(compiled, { contact: Int32Array.from({ length: 40 }, (_, at) => at), channel: new Int32Array(40).fill(1), day: new Int32Array(40) });
    balanceDays(state, patientControl);
    const visits = countDayLoads(state).channel.subarray(14);
    expect(visits[0]).toBe(6);
    expect(Math.max(...visits.subarray(1))).toBe(4);
  });

  it('keep every rule, the objective and who gets what on random plans, and never crowd more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = { ...makeRandomProblem(seed, { contacts: 10, channels: 3, days: 14, rules: 5 }) };
        const plan = await solve(problem, 'greedy');
        if (plan.status === 'infeasible') return;
        const compiled = compileProblem(problem);
        const counts = new Map<string, number>();
        for (const action of plan.actions) counts.set(`${action.contact} ${action.channel}`, (counts.get(`${action.contact} ${action.channel}`) ?? 0) + 1);
        const state = restoreState(compiled, {
          contact: Int32Array.from(plan.actions, (action) => problem.contacts.ids.indexOf(action.contact)),
          channel: Int32Array.from(plan.actions, (action) => problem.channels.findIndex((channel) => channel.id === action.channel)),
          day: Int32Array.from(plan.actions, (action) => Math.round((Date.parse(action.date) - Date.parse(problem.horizon.start)) / 86_400_000)),
        });
        const before = unevenness(state);
        balanceDays(state, patientControl);
        expect(unevenness(state)).toBeLessThanOrEqual(before + 1e-9);
        const entries = nameActions(compiled, takeActions(state), null);
        expect(recountPlan(problem, entries).violations).toEqual([]);
        expect(recountPlan(problem, entries).objective).toBeCloseTo(plan.objective, 9);
        for (const entry of entries) counts.set(`${entry.contact} ${entry.channel}`, counts.get(`${entry.contact} ${entry.channel}`)! - 1);
        expect([...counts.values()].every((count) => count === 0)).toBe(true);
      }),
      { numRuns: runs(60), seed: 20270108 },
    );
  });
});
