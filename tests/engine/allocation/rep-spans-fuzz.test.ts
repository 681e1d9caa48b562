import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { openActionChecker } from '../../../src/engine/constraints/check-action.ts';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { countRule } from '../../../src/engine/constraints/registry.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { Plan, SolveMethod } from '../../../src/engine/model/plan.ts';
import { findBestByHand } from './support/best-by-hand.ts';
import { NaiveRecount } from './support/naive-recount.ts';
import { makeSpanProblem } from './support/random-spans.ts';
import { solve } from './support/solving.ts';
import { runs } from '../../support/runs.ts';

const seeds = fc.integer({ min: 0, max: 1_000_000 });

function drawActions(problem: AllocationProblem, seed: number, most: number): PlanEntry[] {
  const random = createRandom(seed);
  const start = parseDay(problem.horizon.start) ?? 0;
  const drawn = new Map<string, PlanEntry>();
  for (let draw = 0; draw < 1 + randomIndex(random, most); draw += 1) {
    const contact = problem.contacts.ids[randomIndex(random, problem.contacts.ids.length)]!;
    const channel = problem.channels[randomIndex(random, problem.channels.length)]!.id;
    const date = formatDay(start + randomIndex(random, problem.horizon.days));
    drawn.set(`${contact} ${channel} ${date}`, { contact, channel, date });
  }
  return [...drawn.values()];
}

/** Solves, and counts what comes out by the meters and by hand. */
async function solveSoundly(problem: AllocationProblem, method: SolveMethod, seed: number): Promise<Plan> {
  const plan = await solve(problem, method, { seconds: 20 });
  const note = `seed ${seed}, ${method}`;
  if (plan.status === 'infeasible') return plan;
  expect(new NaiveRecount(problem, plan.actions).listBroken(), note).toEqual([]);
  expect(recountPlan(problem, plan.actions).violations, note).toEqual([]);
  expect(plan.conflicts, note).toBeUndefined();
  if (plan.bound !== null) expect(plan.bound, note).toBeGreaterThanOrEqual(plan.objective);
  return plan;
}

describe('rules under reps that change', () => {
  it('are counted as by hand, for every kind', () => {
    const seen = new Map<string, { kept: number; broken: number }>();
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = makeSpanProblem(seed, { contacts: 6, channels: 3, days: 14, rules: 8 });
        expect(readAllocationProblem(JSON.parse(JSON.stringify(problem)))).toEqual({ ok: true, value: problem });
        const actions = drawActions(problem, seed, 14);
        const naive = new NaiveRecount(problem, actions);
        const view = viewPlan(problem, actions);
        for (const rule of problem.constraints) {
          const count = countRule(rule, view);
          const byHand = naive.count(rule);
          expect({ seed, rule, isBroken: count.violations.length > 0 }).toEqual({ seed, rule, isBroken: byHand.isBroken });
          if (byHand.used !== null) expect(Math.max(0, ...count.usage.map(({ used }) => used)), `${seed} ${rule.id}`).toBeCloseTo(byHand.used, 9);
          const tally = seen.get(rule.kind) ?? { kept: 0, broken: 0 };
          seen.set(rule.kind, { kept: tally.kept + (byHand.isBroken ? 0 : 1), broken: tally.broken + (byHand.isBroken ? 1 : 0) });
        }
      }),
      { numRuns: 260, seed: 20270901 },
    );
    expect(seen.size).toBe(13);
    for (const [kind, { kept, broken }] of seen) expect(Math.min(kept, broken), kind).toBeGreaterThan(5);
  });

  it('stop one more action where counting it by hand finds a breach', () => {
    const seen = { passed: 0, failed: 0 };
    fc.assert(
      fc.property(seeds, (seed) => {
        const problem = makeSpanProblem(seed, { contacts: 5, channels: 2, days: 12, rules: 6 });
        const ceilings = problem.constraints.filter(({ kind }) => kind !== 'coverage' && kind !== 'minimum');
        const [action, ...planned] = drawActions(problem, seed, 8);
        const answer = openActionChecker(problem, planned).check(action!);
        if (!answer.ok) throw new Error(answer.fault.message);
        const [before, after] = [new NaiveRecount(problem, planned), new NaiveRecount(problem, [...planned, action!])];
        const failed = new Set(answer.value.failures.map(({ rule }) => rule));
        for (const rule of ceilings) {
          if (before.count(rule).isBroken) continue;
          expect({ seed, rule, fails: failed.has(rule.id) }).toEqual({ seed, rule, fails: after.count(rule).isBroken });
          seen[failed.has(rule.id) ? 'failed' : 'passed'] += 1;
        }
      }),
      { numRuns: 200, seed: 20270902 },
    );
    expect(Math.min(seen.passed, seen.failed)).toBeGreaterThan(25);
  });
});

describe('plans under reps that change', () => {
  it('break nothing and stay below every bound, whatever the method', async () => {
    let plans = 0;
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const problem = makeSpanProblem(seed, { contacts: 5 + (seed % 6), channels: 2 + (seed % 2), days: 6 + (seed % 8), rules: 3 + (seed % 6) });
        const exact = await solveSoundly(problem, 'highs', seed);
        for (const method of ['greedy', 'local'] as const) {
          const plan = await solveSoundly(problem, method, seed);
          expect(plan.status === 'infeasible', `seed ${seed}, ${method}`).toBe(exact.status === 'infeasible');
          if (exact.bound !== null) expect(exact.bound, `seed ${seed}, ${method}`).toBeGreaterThanOrEqual(plan.objective - 1e-6 * Math.max(1, plan.objective));
          if (plan.bound !== null) expect(plan.bound, `seed ${seed}, ${method}`).toBeGreaterThanOrEqual(exact.objective - 1e-6 * Math.max(1, exact.objective));
        }
        if (exact.actions.length > 0) plans += 1;
      }),
      { numRuns: runs(45), seed: 20270903 },
    );
    expect(plans).toBeGreaterThanOrEqual(runs(15));
  });

  it('are the best of all from the exact solvers, on problems small enough to try every plan', async () => {
    let plans = 0;
    await fc.assert(
      fc.asyncProperty(seeds, async (seed) => {
        const { objective, ...problem } = makeSpanProblem(seed, { ...(seed % 2 === 0 ? { contacts: 2, days: 4 } : { contacts: 3, days: 3 }), channels: 2, rules: 2 + (seed % 5) });
        const plain: AllocationProblem = { ...problem, objective: { metric: objective.metric } };
        const best = findBestByHand(plain);
        fc.pre(best !== undefined);
        for (const method of ['highs', 'greedy', 'local', ...(seed % 4 === 0 ? (['glpk'] as const) : [])] as const) {
          const plan = await solveSoundly(plain, method, seed);
          const note = `seed ${seed}, ${method}`;
          expect(plan.status === 'infeasible', note).toBe(best === null);
          if (best === null) continue;
          expect(plan.objective, note).toBeLessThanOrEqual(best + 1e-6);
          if (plan.bound !== null) expect(plan.bound, note).toBeGreaterThanOrEqual(best - 1e-6);
          if (method === 'highs' || method === 'glpk') expect(plan.objective, note).toBeCloseTo(best, 6);
          if (plan.actions.length > 0) plans += 1;
        }
      }),
      { numRuns: runs(45), seed: 20270904 },
    );
    expect(plans).toBeGreaterThanOrEqual(runs(30));
  });
});
