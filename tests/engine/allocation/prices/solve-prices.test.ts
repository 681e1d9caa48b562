import { expect, it } from 'vitest';
import { compileProblem } from '../../../../src/engine/allocation/compile-problem.ts';
import { solvePrices } from '../../../../src/engine/allocation/prices/solve-prices.ts';
import { createRelaxation } from '../../../../src/engine/allocation/relaxation.ts';
import { createCancelFlag, raiseCancel } from '../../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../../src/engine/base/progress.ts';
import { runs } from '../../../support/runs.ts';
import { describeWithShared } from '../../../support/shared.ts';
import { checkPlan, makeAllocation, shapes } from '../support/shared-tools.ts';
import { patientControl, solve } from '../support/solving.ts';

describeWithShared('the method prices on generated problems', () => {
  it.each(shapes)('%s: is within 0.3 % of the exact optimum, and its bound is not below it', async (shape) => {
    for (let seed = 1; seed <= runs(3); seed += 1) {
      const problem = makeAllocation(12 + 10 * seed ** 2, shape, seed, 7 + 7 * seed);
      const exact = await solve(problem, 'highs', { gap: 0.001, seconds: 60 });
      const plan = await solve(problem, 'prices', { gap: 0.001 });
      const note = `${shape}, seed ${seed}`;
      expect(checkPlan(problem, plan), note).toMatchObject({ ok: true });
      expect(plan.objective, note).toBeGreaterThanOrEqual(0.997 * exact.objective);
      expect(plan.bound, note).toBeGreaterThanOrEqual(exact.objective - 1e-6);
      expect(exact.bound, note).toBeGreaterThanOrEqual(plan.objective - 1e-6);
    }
  });

  it('tells of a bound that falls and a plan that improves, and ends at the gap asked for', async () => {
    const heard: Progress[] = [];
    const plan = await solve(makeAllocation(450, 'reps'), 'prices', { gap: 0.004, seconds: 2 }, { ...patientControl, onProgress: (progress) => heard.push(progress) });
    const bounds = heard.flatMap(({ bound }) => (bound === undefined ? [] : [bound]));
    const bests = heard.flatMap(({ best }) => (best === undefined ? [] : [best]));
    expect(bounds).toEqual(bounds.toSorted((first, second) => second - first));
    expect(bests).toEqual(bests.toSorted((first, second) => first - second));
    expect(bests.length).toBeGreaterThan(1);
    expect(plan.gap).toBeLessThanOrEqual(0.004);
    expect(plan.status).toBe('feasible');
  });

  it('answers a lawful plan wherever it is cancelled', async () => {
    const problem = makeAllocation(450, 'coverage');
    let full = 0;
    await solve(problem, 'prices', { seconds: 1 }, { ...patientControl, onProgress: () => (full += 1) });
    const statuses = [];
    for (const share of [0.05, 0.6, 0.95, 0.995]) {
      const cancel = createCancelFlag();
      let heard = 0;
      const plan = await solve(problem, 'prices', { seconds: 1 }, {
        ...patientControl,
        cancel,
        onProgress: () => {
          heard += 1;
          if (heard >= share * full) raiseCancel(cancel);
        },
      });
      statuses.push(plan.status);
      const { faults } = checkPlan(problem, plan);
      // A plan cut before its coverage is reached says so; whatever else it holds is lawful.
      if (plan.conflicts === undefined) expect(faults, `${share}`).toEqual([]);
      else expect(faults.filter((fault) => !/reaches|^visits-B/u.test(fault)), `${share}`).toEqual([]);
    }
    expect(statuses).toEqual(['interrupted', 'interrupted', 'interrupted', 'interrupted']);
  });

  it('goes on from prices and actions it is given', () => {
    const compiled = compileProblem(makeAllocation(300, 'base'));
    const options = { seed: 1, gap: 0.002, seconds: 1 };
    const first = solvePrices(createRelaxation(compiled), options, patientControl);
    if (first === null) throw new Error('no plan');
    let rounds = 0;
    const again = solvePrices(createRelaxation(compiled), { ...options, start: { prices: first.prices, actions: first.actions } }, { ...patientControl, onProgress: ({ phase }) => (rounds += phase === 'prices' ? 1 : 0) });
    expect(again?.bound).toBeLessThanOrEqual(first.bound);
    expect(again?.objective).toBeGreaterThanOrEqual(0.999 * first.objective);
    expect(rounds).toBeLessThan(200);
  });
});
