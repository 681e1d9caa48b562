import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomIndex, type Random } from '../../../src/engine/base/rng.ts';
import { drawLift } from '../../../src/engine/allocation/objective/drawn-lift.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import { LevelMetric, type Objective, type ObjectiveLevel, type RobustChoice } from '../../../src/engine/model/objective.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { runs } from '../../support/runs.ts';
import { listEveryPlan, type LawfulPlan } from './support/every-plan.ts';
import { makeRandomProblem } from './support/random-problem.ts';
import { solve } from './support/solving.ts';

const methods = ['greedy', 'local', 'highs', 'glpk'] as const;
const size = { contacts: 2, channels: 2, days: 3, rules: 3 };
const ROUNDING = 1e-6;

/** A tiny problem with an objective of its own; with deviations where lift is to be robust. */
function withObjective(seed: number, objective: Objective): AllocationProblem {
  const problem = makeRandomProblem(seed, size);
  const random = createRandom(seed + 77);
  const sd = Object.fromEntries(problem.channels.map(({ id }) => [id, problem.contacts.ids.map(() => Number((0.25 * random()).toFixed(3)))]));
  const made = { ...problem, contacts: { ...problem.contacts, sd }, objective };
  expect(readAllocationProblem(made).ok).toBe(true);
  return made;
}

const pick = <T>(random: Random, list: readonly T[]): T => list[randomIndex(random, list.length)]!;

function drawWeights(random: Random): NonNullable<Objective['weights']> {
  const weights = { lift: pick(random, [0, 0.5, 1, 3]), cost: pick(random, [0, 0.2, 1, 2]), reach: pick(random, [0, 1, 5]), responses: pick(random, [0, 2]) };
  return weights.lift + weights.reach + weights.responses === 0 ? { ...weights, lift: 1 } : weights;
}

/** A metric of a plan as a value that is to be high, counted here anew. */
const valueOf = ({ recount: { lift, cost, reached, responses } }: LawfulPlan, metric: LevelMetric): number => ({ lift, net: lift - cost, reach: reached, responses, cost: -cost })[metric];

const sumOf = ({ recount }: LawfulPlan, weights: NonNullable<Objective['weights']>): number =>
  (weights.lift ?? 0) * recount.lift - (weights.cost ?? 0) * recount.cost + (weights.reach ?? 0) * recount.reached + (weights.responses ?? 0) * recount.responses;

/** Best value of every level by going through the plans that keep the levels before. */
function bestByLevels(plans: readonly LawfulPlan[], levels: readonly ObjectiveLevel[]): number[] {
  let left = plans;
  return levels.map(({ metric, tolerance = 0 }) => {
    const best = Math.max(...left.map((plan) => valueOf(plan, metric)));
    left = left.filter((plan) => valueOf(plan, metric) >= best - tolerance * Math.abs(best) - ROUNDING);
    return best;
  });
}

function expectLawful(problem: AllocationProblem, plan: Plan): void {
  const recount = recountPlan(problem, plan.actions);
  expect(recount.violations).toEqual([]);
  expect(plan.objective).toBe(recount.objective);
  if (plan.bound !== null) expect(plan.bound).toBeGreaterThanOrEqual(plan.objective);
}

/** Solves by every method: infeasible where no plan is lawful, else lawful and handed on. */
async function solveEach(problem: AllocationProblem, plans: readonly LawfulPlan[], check: (plan: Plan, method: (typeof methods)[number]) => void): Promise<void> {
  for (const method of methods) {
    const plan = await solve(problem, method);
    if (plans.length === 0) expect(plan.status).toBe('infeasible');
    else {
      expectLawful(problem, plan);
      check(plan, method);
    }
  }
}

const isExact = (method: string): boolean => method === 'highs' || method === 'glpk';

describe('a weighted sum', () => {
  it('is the best of all plans where it is proven, and its bound never lies below the best', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const weights = drawWeights(createRandom(seed));
        const problem = withObjective(seed, { metric: 'lift', weights });
        const plans = listEveryPlan(problem);
        await solveEach(problem, plans, (plan, method) => {
          const best = Math.max(...plans.map((one) => sumOf(one, weights)));
          const { goal } = plan;
          if (goal?.kind !== 'weighted') throw new Error('no weighted goal');
          expect(goal.value).toBeCloseTo(sumOf({ entries: plan.actions, recount: recountPlan(problem, plan.actions) }, weights), 9);
          expect(goal.value).toBeLessThanOrEqual(best + ROUNDING);
          if (goal.bound !== null) expect(goal.bound).toBeGreaterThanOrEqual(best - ROUNDING);
          if (isExact(method)) expect(plan.status).toBe('optimal');
          if (plan.status === 'optimal') expect(goal.value).toBeGreaterThanOrEqual(best - ROUNDING);
        });
      }),
      { numRuns: runs(5), seed: 20271101 },
    );
  });
});

describe('an ordered list of levels', () => {
  it('gives each level the best that those before leave, and bounds that never lie below it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const random = createRandom(seed);
        const metrics = LevelMetric.options.map((metric) => ({ metric, key: random() })).sort((first, second) => first.key - second.key).slice(0, 2 + randomIndex(random, 2));
        const levels = metrics.map(({ metric }) => ({ metric, tolerance: pick(random, [0, 0.05, 0.2]) }));
        const problem = withObjective(seed, { metric: 'lift', levels });
        const plans = listEveryPlan(problem);
        await solveEach(problem, plans, (plan, method) => {
          const { goal } = plan;
          if (goal?.kind !== 'levels') throw new Error('no levels');
          expect(goal.levels.map(({ metric }) => metric)).toEqual(levels.map(({ metric }) => metric));
          const mine: LawfulPlan = { entries: plan.actions, recount: recountPlan(problem, plan.actions) };
          let left: readonly LawfulPlan[] = plans;
          for (const level of goal.levels) {
            const sign = level.metric === 'cost' ? -1 : 1;
            const best = Math.max(...left.map((one) => valueOf(one, level.metric)));
            expect(sign * level.value).toBeCloseTo(valueOf(mine, level.metric), 9);
            expect(sign * level.solved).toBeLessThanOrEqual(best + ROUNDING);
            if (level.bound !== null) expect(sign * level.bound, `${seed} ${method} ${level.metric}`).toBeGreaterThanOrEqual(best - ROUNDING);
            if (level.keep === null) continue;
            const keep = sign * level.keep;
            expect(sign * level.value).toBeGreaterThanOrEqual(keep - ROUNDING);
            left = left.filter((one) => valueOf(one, level.metric) >= keep - ROUNDING);
          }
          if (isExact(method)) {
            expect(plan.status, `${seed} ${method}`).toBe('optimal');
            const best = bestByLevels(plans, levels);
            for (const [at, level] of goal.levels.entries()) expect((level.metric === 'cost' ? -1 : 1) * level.solved, `${seed} ${method} ${level.metric}`).toBeCloseTo(best[at]!, 5);
          }
        });
      }),
      { numRuns: runs(8), seed: 20271102 },
    );
  });
});

describe('larger problems', () => {
  const larger = (seed: number, objective: Objective): AllocationProblem => ({ ...makeRandomProblem(seed, { contacts: 30, channels: 3, days: 14, rules: 0 }), fixed: [], forbidden: [], constraints: [{ id: 'cap', kind: 'capacity', per: 'week', max: 12 }], objective });

  it('have a bound on every level also where a gap is allowed, and keep what the first may not lose', async () => {
    for (const seed of [1, 2]) {
      const plan = await solve(larger(seed, { metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.1 }, { metric: 'reach' }] }), 'local', { gap: 0.01 });
      if (plan.goal?.kind !== 'levels') throw new Error('no levels');
      const [first, second] = plan.goal.levels;
      expect(first!.value).toBeGreaterThanOrEqual(first!.solved * 0.9 - ROUNDING);
      expect(first!.keep).toBeCloseTo(first!.solved * 0.9, 9);
      expect(second!.bound).not.toBeNull();
      expect(second!.bound!).toBeGreaterThanOrEqual(second!.value);
    }
  });

  it('come near the best on each of three levels, by local search and by prices', async () => {
    const small = { ...makeRandomProblem(5, { contacts: 6, channels: 2, days: 7, rules: 0 }), fixed: [], forbidden: [], constraints: [{ id: 'cap', kind: 'capacity', per: 'week', max: 6 }] } satisfies AllocationProblem;
    const problem: AllocationProblem = { ...small, objective: { metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.1 }, { metric: 'reach', tolerance: 0.1 }, { metric: 'cost' }] } };
    const levelsOf = async (method: 'highs' | 'local' | 'prices') => {
      const { goal } = await solve(problem, method, { seconds: 0.5 });
      if (goal?.kind !== 'levels') throw new Error('no levels');
      return goal.levels.map(({ solved }) => solved);
    };
    const best = await levelsOf('highs');
    for (const method of ['local', 'prices'] as const) for (const [at, solved] of (await levelsOf(method)).entries()) expect(Math.abs(solved - best[at]!) / best[at]!, `${method}, level ${at + 1}`).toBeLessThan(0.1);
  });

  it('give the same bytes for the same problem, options and seed', async () => {
    for (const objective of [{ metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.1 }, { metric: 'cost' }] }, { metric: 'lift', robust: { tail: 0.2, draws: 20, shared: 0.5 } }] satisfies Objective[]) {
      const [one, other] = [await solve(larger(4, objective), 'local', { gap: 0.01 }), await solve(larger(4, objective), 'local', { gap: 0.01 })];
      expect({ ...one, elapsedMs: 0 }).toEqual({ ...other, elapsedMs: 0 });
    }
  });
});

/** (1 − weight) · mean + weight · mean of the worst share, by sorting and adding up. */
function robustOf(lifts: readonly number[], { tail, weight = 1 }: RobustChoice): number {
  const sorted = [...lifts].sort((first, second) => first - second);
  let left = tail * lifts.length;
  let sum = 0;
  for (const lift of sorted) {
    const taken = Math.min(1, left);
    sum += taken * lift;
    left -= taken;
  }
  return (1 - weight) * (lifts.reduce((total, lift) => total + lift, 0) / lifts.length) + (weight * sum) / (tail * lifts.length);
}

describe('a robust lift', () => {
  it('is the best of all plans over the draws where it is proven, and its bound never lies below', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const random = createRandom(seed);
        const robust: RobustChoice = { tail: pick(random, [0.1, 0.25, 0.5]), weight: pick(random, [0.5, 1]), draws: 12, shared: pick(random, [0, 0.5]), seed };
        const metric = pick(random, ['lift', 'net'] as const);
        const problem = withObjective(seed, { metric, robust });
        const plans = listEveryPlan(problem);
        const scoreOf = ({ entries, recount }: Pick<LawfulPlan, 'entries' | 'recount'>): number => robustOf([...drawLift(problem, entries, robust)], robust) - (metric === 'net' ? recount.cost : 0);
        const best = Math.max(...plans.map(scoreOf));
        await solveEach(problem, plans, (plan, method) => {
          const { goal } = plan;
          if (goal?.kind !== 'robust') throw new Error('no robust goal');
          expect(goal.value).toBeCloseTo(scoreOf({ entries: plan.actions, recount: recountPlan(problem, plan.actions) }), 6);
          expect(goal.value).toBeLessThanOrEqual(best + ROUNDING);
          if (goal.bound !== null) expect(goal.bound, `${seed} ${method}`).toBeGreaterThanOrEqual(best - 1e-5);
          if (plan.status === 'optimal') expect(goal.value, `${seed} ${method}`).toBeGreaterThanOrEqual(best - 1e-4);
          if (method === 'highs') expect(plan.status).toBe('optimal');
        });
      }),
      { numRuns: runs(6), seed: 20271103 },
    );
  });

  it('never has a higher mean over the draws where the worst draws count more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        let before = Infinity;
        for (const weight of [0, 0.3, 0.7, 1]) {
          const plan = await solve(withObjective(seed, { metric: 'lift', robust: { tail: 0.2, weight, draws: 20, shared: 0.5, seed } }), 'highs');
          if (plan.status === 'infeasible') return;
          if (plan.goal?.kind !== 'robust') throw new Error('no robust goal');
          expect(plan.goal.mean).toBeLessThanOrEqual(before + 1e-4);
          before = plan.goal.mean;
        }
      }),
      { numRuns: runs(4), seed: 20271104 },
    );
  });
});
