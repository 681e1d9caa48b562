import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { bruteForce } from './support/brute-force.ts';
import { makeRandomProblem } from './support/random-problem.ts';
import { solve } from './support/solving.ts';
import { runs } from '../../support/runs.ts';

const methods = ['greedy', 'local', 'highs', 'glpk'] as const;

/** What must hold of any answer, whatever the method. */
function expectSound(problem: AllocationProblem, plan: Plan): void {
  if (plan.status === 'infeasible') {
    expect(plan.actions).toEqual([]);
    expect(plan.conflicts?.length).toBeGreaterThan(0);
    return;
  }
  const recount = recountPlan(problem, plan.actions);
  expect(recount.violations).toEqual([]);
  expect(plan.conflicts).toBeUndefined();
  expect(plan.objective).toBe(recount.objective);
  expect(plan.cost).toBe(recount.cost);
  if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(plan.objective);
}

describe('every method beside the best of all plans', () => {
  it('never claims more than is true on tiny problems with every kind of rule', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomProblem(seed, { contacts: 2, channels: 2, days: 3, rules: 4 });
        expect(readAllocationProblem(problem).ok).toBe(true);
        const best = bruteForce(problem);
        for (const method of methods) {
          const plan = await solve(problem, method);
          expectSound(problem, plan);
          if (best === null) {
            expect(plan.status).toBe('infeasible');
            continue;
          }
          expect(plan.status).toMatch(method === 'highs' || method === 'glpk' ? /^optimal$/ : /^(optimal|feasible)$/);
          expect(plan.objective).toBeLessThanOrEqual(best + 1e-6);
          if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(best - 1e-6);
          if (plan.status === 'optimal' && problem.objective.explorationShare === undefined) expect(plan.objective).toBeGreaterThanOrEqual(best - 1e-6);
        }
      }),
      { numRuns: runs(60), seed: 20270104 },
    );
  });
});

describe('heuristics beside the exact optimum', () => {
  it('stay below it, keep their bound above it and agree on what is infeasible', async () => {
    let local = 0;
    let optimum = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRandomProblem(seed, { contacts: 12, channels: 3, days: 14, rules: 6 });
        const exact = await solve(problem, 'highs');
        expectSound(problem, exact);
        for (const method of ['greedy', 'local'] as const) {
          const plan = await solve(problem, method);
          expectSound(problem, plan);
          expect(plan.status === 'infeasible').toBe(exact.status === 'infeasible');
          if (exact.status !== 'optimal' || problem.objective.explorationShare !== undefined) continue;
          expect(plan.objective).toBeLessThanOrEqual(exact.objective + 1e-6 * Math.abs(exact.objective) + 1e-9);
          if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(exact.objective - 1e-6 * Math.abs(exact.objective) - 1e-9);
          if (method === 'local') local += plan.objective;
          if (method === 'local') optimum += exact.objective;
        }
      }),
      { numRuns: runs(40), seed: 20270105 },
    );
    expect(local / optimum).toBeGreaterThan(0.999);
  });
});
