import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileProblem } from '../../../src/engine/allocation/compile-problem.ts';
import { readWarmPrices } from '../../../src/engine/allocation/warm-start.ts';
import { priceUsage } from '../../../src/engine/allocation/usage-prices.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { runs } from '../../support/runs.ts';
import { describeWithShared } from '../../support/shared.ts';
import { NaiveRecount } from './support/naive-recount.ts';
import { makeRuleProblem } from './support/random-rules.ts';
import { checkPlan, makeAllocation } from './support/shared-tools.ts';
import { patientControl, solve } from './support/solving.ts';

const sizeOf = (seed: number) => ({ contacts: 6 + (seed % 10), channels: 2 + (seed % 3), days: 5 + (seed % 16), rules: 3 + (seed % 6) });

/** The same problem with ceilings moved by a factor. */
const moved = (problem: AllocationProblem, factor: number): AllocationProblem => ({
  ...problem,
  constraints: problem.constraints.map((rule): Constraint => (rule.kind === 'capacity' || rule.kind === 'rep_capacity' || rule.kind === 'budget' ? { ...rule, max: Math.round(rule.max * factor) } : rule)),
});

const stripped = ({ elapsedMs: _elapsed, ...plan }: Plan): Omit<Plan, 'elapsedMs'> => plan;

describe('a warm start', () => {
  it('of an unchanged problem is at least as good as the plan it starts from, by any method', async () => {
    let started = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const { objective, ...problem } = makeRuleProblem(seed, sizeOf(seed));
        const plain: AllocationProblem = { ...problem, objective: { metric: objective.metric } };
        const first = await solve(plain, 'local', { seconds: 5 });
        if (first.status === 'infeasible') return;
        started += 1;
        for (const method of ['greedy', 'local'] as const) {
          const again = await solve(plain, method, { seconds: 5, warmStart: first });
          expect(new NaiveRecount(plain, again.actions).listBroken(), `seed ${seed}, ${method}`).toEqual([]);
          expect(again.objective, `seed ${seed}, ${method}`).toBeGreaterThanOrEqual(first.objective - 1e-6);
        }
      }),
      { numRuns: runs(30), seed: 20_270_301 },
    );
    expect(started).toBeGreaterThan(runs(12));
  });

  it('of a changed problem keeps its rules, agrees on what is infeasible, never claims more than is true and repeats itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(0.4, 0.8, 1.3), async (seed, factor) => {
        const problem = makeRuleProblem(seed, sizeOf(seed));
        const warmStart = await solve(problem, 'greedy');
        const changed = moved(problem, factor);
        const exact = await solve(changed, 'highs', { gap: 0.01, seconds: 20 });
        const warm = await solve(changed, 'local', { seconds: 3, warmStart });
        expect(warm.status === 'infeasible', `seed ${seed}`).toBe(exact.status === 'infeasible');
        expect(stripped(await solve(changed, 'local', { seconds: 3, warmStart })), `seed ${seed}`).toEqual(stripped(warm));
        if (warm.status === 'infeasible') return;
        expect(new NaiveRecount(changed, warm.actions).listBroken(), `seed ${seed}`).toEqual([]);
        if (warm.bound !== null) expect(warm.bound, `seed ${seed}`).toBeGreaterThanOrEqual(exact.objective - 1e-6 * Math.max(1, exact.objective));
      }),
      { numRuns: runs(18), seed: 20_270_302 },
    );
  });

  it('passes over actions and prices that the problem does not know or that cannot be', async () => {
    const problem = makeRuleProblem(12, sizeOf(12));
    const cold = await solve(problem, 'local', { seconds: 3 });
    expect(cold.actions.length).toBeGreaterThan(0);
    const action = { lift: 1e9, cost: 0, exploration: false, reason: '' };
    const warmStart: Pick<Plan, 'actions' | 'usage'> = {
      actions: [
        { ...action, contact: 'nobody', channel: problem.channels[0]!.id, date: problem.horizon.start },
        { ...action, contact: problem.contacts.ids[0]!, channel: 'fax', date: problem.horizon.start },
        { ...action, contact: problem.contacts.ids[0]!, channel: problem.channels[0]!.id, date: '1999-01-01' },
        ...problem.contacts.ids.flatMap((contact) => problem.channels.flatMap(({ id }) => [1, 2].map(() => ({ ...action, contact, channel: id, date: problem.horizon.start })))),
      ],
      usage: [...cold.usage.map((row) => ({ ...row, price: row.price === null ? null : -1000 * row.price })), { constraint: 'unheard of', used: 0, limit: 1, price: 5 }],
    };
    const warm = await solve(problem, 'local', { seconds: 3, warmStart });
    expect(new NaiveRecount(problem, warm.actions).listBroken()).toEqual([]);
    expect(warm.bound ?? Infinity).toBeGreaterThanOrEqual(cold.objective - 1e-6);
    expect(stripped(await solve(problem, 'local', { seconds: 3, warmStart: { actions: [], usage: [] } }))).toMatchObject({ status: cold.status });
  });

  it('reads the prices of a plan back as they were written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1_000_000 }), async (seed) => {
        const problem = makeRuleProblem(seed, sizeOf(seed));
        const { usage, status } = await solve(problem, 'greedy');
        if (status === 'infeasible') return;
        const compiled = compileProblem(problem);
        const counts = usage.map(({ price: _price, ...count }) => count);
        expect(priceUsage(compiled, counts, readWarmPrices(compiled, usage))).toEqual(usage);
      }),
      { numRuns: runs(30), seed: 20_270_303 },
    );
  });
});

describeWithShared('a warm start of 300 contacts', () => {
  it('plays a fraction of the moves, passes the checker and loses nothing', async () => {
    const problem = makeAllocation(300, 'coverage');
    const movesOf = async (warmStart?: Plan): Promise<{ plan: Plan; moves: number }> => {
      let moves = 0;
      const plan = await solve(problem, 'local', { seconds: 60, ...(warmStart === undefined ? {} : { warmStart }) }, { ...patientControl, onProgress: ({ phase, total }) => void (phase === 'search' && (moves = total ?? 0)) });
      return { plan, moves };
    };
    const cold = await movesOf();
    const warm = await movesOf(cold.plan);
    expect(warm.moves).toBeLessThan(cold.moves / 2);
    expect(warm.plan.objective).toBeGreaterThanOrEqual(cold.plan.objective);
    expect(checkPlan(problem, warm.plan)).toMatchObject({ ok: true, faults: [] });
  });
});
