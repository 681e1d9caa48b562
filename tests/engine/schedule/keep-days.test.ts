import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { locateActions, nameActions, restoreState, takeActions } from '../../../src/engine/allocation/plan-actions.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { keepDays } from '../../../src/engine/schedule/keep-days.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { makeRandomProblem } from '../allocation/support/random-problem.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';
import { solve } from '../allocation/support/solving.ts';
import { runs } from '../../support/runs.ts';

const placeText = ({ contact, channel, date }: Plan['actions'][number]): string => `${contact} ${channel} ${date}`;

/** How many actions have the same contact and channel as one before, and how many stand on the same day as well. */
function countKept(before: Plan, after: Plan): { readonly same: number; readonly sameDay: number } {
  const pairs = new Map<string, number>();
  for (const { contact, channel } of before.actions) pairs.set(`${contact} ${channel}`, (pairs.get(`${contact} ${channel}`) ?? 0) + 1);
  const days = new Set(before.actions.map(placeText));
  let same = 0;
  for (const { contact, channel } of after.actions) {
    const left = pairs.get(`${contact} ${channel}`) ?? 0;
    if (left > 0) same += 1;
    pairs.set(`${contact} ${channel}`, left - 1);
  }
  return { same, sameDay: after.actions.filter((action) => days.has(placeText(action))).length };
}

const twenty = Array.from({ length: 20 }, (_, at) => `c${at}`);
const visits = (max: number): AllocationProblem => ({
  ...makeSmallProblem([{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'horizon', max }], { contacts: { ids: twenty, value: twenty.map((_, at) => 20 - at), response: { email: twenty.map(() => 0), visit: twenty.map(() => 0.5) } } }),
});

describe('the days of an earlier plan', () => {
  it('come back where nothing speaks against them', () => {
    const problem = makeSmallProblem([], { contacts: { ids: ['c0', 'c1'], value: [1, 1], response: { email: [0, 0], visit: [1, 1] } } });
    const state = restoreState(compileProblem(problem), { contact: Int32Array.of(0, 1), channel: Int32Array.of(1, 1), day: Int32Array.of(3, 4) });
    const kept = keepDays(state, [{ contact: 0, channel: 1, day: 0 }, { contact: 1, channel: 1, day: 4 }]);
    expect([...takeActions(state).day]).toEqual([0, 4]);
    expect(kept.size).toBe(2);
  });

  it('are kept by a warm start: who stays in the plan stays on the day', async () => {
    const before = await solve(visits(10), 'greedy');
    for (const method of ['greedy', 'local', 'highs', 'prices'] as const) {
      const after = await solve(visits(13), method, { seconds: 1, warmStart: before });
      const { same, sameDay } = countKept(before, after);
      expect({ method, same, sameDay, actions: after.actions.length }).toEqual({ method, same: 10, sameDay: 10, actions: 13 });
    }
  });

  it('cost neither a rule nor anything of the objective on random plans', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomProblem(seed, { contacts: 10, channels: 3, days: 14, rules: 5 });
        const [before, now] = [await solve(problem, 'greedy', { seed: 1 }), await solve(problem, 'local', { seconds: 0.05, seed: 2 })];
        if (before.status === 'infeasible' || now.conflicts !== undefined) return;
        const compiled = compileProblem(problem);
        const places = locateActions(compiled, now.actions);
        const state = restoreState(compiled, { contact: Int32Array.from(places, ({ contact }) => contact), channel: Int32Array.from(places, ({ channel }) => channel), day: Int32Array.from(places, ({ day }) => day) });
        keepDays(state, locateActions(compiled, before.actions));
        const recount = recountPlan(problem, nameActions(compiled, takeActions(state), null));
        expect(recount.violations).toEqual([]);
        expect(recount.objective).toBeCloseTo(recountPlan(problem, now.actions).objective, 9);
        expect(state.liveCount).toBe(now.actions.length);
      }),
      { numRuns: runs(60), seed: 20261122 },
    );
  });
});
