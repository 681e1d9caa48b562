import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { Plan, SolveMethod } from '../../../src/engine/model/plan.ts';
import { findBestByHand } from './support/best-by-hand.ts';
import { NaiveRecount } from './support/naive-recount.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { solve } from './support/solving.ts';
import { runs } from '../../support/runs.ts';

/** What must hold of any answer, whatever the method. */
function expectSound(problem: AllocationProblem, plan: Plan, note: string): void {
  if (plan.status === 'infeasible') {
    expect(plan.conflicts?.length, note).toBeGreaterThan(0);
    return;
  }
  expect(new NaiveRecount(problem, plan.actions).listBroken(), note).toEqual([]);
  expect(plan.conflicts, note).toBeUndefined();
  expect(plan.objective, note).toBe(recountPlan(problem, plan.actions).objective);
  if (plan.bound !== null) expect(plan.bound, note).toBeGreaterThanOrEqual(plan.objective);
}

async function solveSoundly(problem: AllocationProblem, method: SolveMethod, seed: number, gap: number): Promise<Plan> {
  const plan = await solve(problem, method, { gap, seconds: 20 });
  expectSound(problem, plan, `seed ${seed}, ${method}`);
  return plan;
}

/** Runs a property on problems of changing sizes; answers how many plans held actions and how many problems had none. */
async function fuzz(problems: number, firstSeed: number, check: (seed: number) => Promise<Plan>): Promise<{ plans: number; infeasible: number }> {
  const tally = { plans: 0, infeasible: 0 };
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
      const plan = await check(seed);
      if (plan.status === 'infeasible') tally.infeasible += 1;
      else if (plan.actions.length > 0) tally.plans += 1;
    }),
    { numRuns: runs(problems), seed: firstSeed },
  );
  return tally;
}

const sizeOf = (seed: number, rules: number) => ({ contacts: 6 + (seed % 10), channels: 2 + (seed % 3), days: 5 + (seed % 16), rules });

describe('plans under rules of every kind', () => {
  it('break none that is enforced, by hand count, and stay below their bound', async () => {
    const tally = await fuzz(60, 20270202, async (seed) => {
      const problem = makeRuleProblem(seed, sizeOf(seed, 3 + (seed % 7)));
      expect(readAllocationProblem(problem)).toMatchObject({ ok: true });
      const exact = await solveSoundly(problem, 'highs', seed, 0.02);
      for (const method of ['greedy', 'local'] as const) {
        const plan = await solveSoundly(problem, method, seed, 0.02);
        expect(plan.status === 'infeasible', `seed ${seed}`).toBe(exact.status === 'infeasible');
        if (exact.bound !== null) expect(exact.bound, `seed ${seed}, ${method}`).toBeGreaterThanOrEqual(plan.objective - 1e-6 * Math.max(1, plan.objective));
        if (plan.bound !== null) expect(plan.bound, `seed ${seed}, ${method}`).toBeGreaterThanOrEqual(exact.objective - 1e-6 * Math.max(1, exact.objective));
      }
      return exact;
    });
    expect(tally.plans).toBeGreaterThanOrEqual(runs(25));
  });

  it('are at least as good from the exact solvers as from the search, on tiny problems', async () => {
    let local = 0;
    let optimum = 0;
    await fuzz(40, 20270203, async (seed) => {
      const problem = makeRuleProblem(seed, { contacts: 4, channels: 2 + (seed % 2), days: 5 + (seed % 4), rules: 2 + (seed % 6) });
      const exact = await solveSoundly(problem, 'highs', seed, 0);
      const search = await solveSoundly(problem, 'local', seed, 0);
      if (seed % 5 === 0) expect((await solveSoundly(problem, 'glpk', seed, 0)).status).toBe(exact.status);
      if (exact.status === 'optimal' && problem.objective.explorationShare === undefined) {
        expect(exact.objective, `seed ${seed}`).toBeGreaterThanOrEqual(search.objective - 1e-6);
        local += search.objective;
        optimum += exact.objective;
      }
      return exact;
    });
    expect(local / optimum).toBeGreaterThan(0.99);
  });

  it('are the best of all plans from the exact solver, and no more than that from any method', async () => {
    const tally = await fuzz(40, 20270204, async (seed) => {
      const { objective, ...problem } = makeRuleProblem(seed, { contacts: 3, channels: 2, days: 4, rules: 2 + (seed % 5) });
      const plain: AllocationProblem = { ...problem, objective: { metric: objective.metric } };
      const best = findBestByHand(plain);
      fc.pre(best !== undefined);
      const exact = await solveSoundly(plain, 'highs', seed, 0);
      for (const plan of [exact, await solveSoundly(plain, 'greedy', seed, 0), await solveSoundly(plain, 'local', seed, 0)]) {
        const note = `seed ${seed}, ${plan.method}`;
        expect(plan.status === 'infeasible', note).toBe(best === null);
        if (best === null) continue;
        expect(plan.objective, note).toBeLessThanOrEqual(best + 1e-6);
        if (plan.bound !== null) expect(plan.bound, note).toBeGreaterThanOrEqual(best - 1e-6);
        if (plan.method === 'highs') expect(plan.objective, note).toBeCloseTo(best, 6);
      }
      return exact;
    });
    expect(tally.plans).toBeGreaterThanOrEqual(runs(20));
    expect(tally.infeasible).toBeGreaterThan(0);
  });
});
