import { expect, it } from 'vitest';
import { describeWithShared } from '../../support/shared.ts';
import { checkPlan, makeAllocation, shapes } from './support/shared-tools.ts';
import { solve } from './support/solving.ts';

/** Gap to the proven bound that greedy and local keep on generated problems of 1000 contacts, seed 5. */
const greedyGap = 0.015;
const localGap = 0.003;

describeWithShared('generated problems of 1000 contacts', () => {
  it.each(shapes)('%s: greedy and local pass the checker, local is better, both are near a proven bound', async (shape) => {
    const problem = makeAllocation(1000, shape);
    const greedy = await solve(problem, 'greedy');
    const local = await solve(problem, 'local', { gap: 0.0005, seconds: 3 });
    for (const plan of [greedy, local]) {
      expect(checkPlan(problem, plan)).toMatchObject({ ok: true, faults: [] });
      expect(plan.status).toBe('feasible');
    }
    expect(local.objective).toBeGreaterThan(greedy.objective);
    expect(greedy.gap).toBeLessThan(greedyGap);
    expect(local.gap).toBeLessThan(localGap);
  });
});

describeWithShared('generated problems of 30 contacts', () => {
  it.each(shapes)('%s: highs proves its plan within 0.1 % and passes the checker', async (shape) => {
    const problem = makeAllocation(30, shape);
    const plan = await solve(problem, 'highs', { gap: 0.001, seconds: 90 });
    expect(checkPlan(problem, plan)).toMatchObject({ ok: true, faults: [] });
    expect(plan.status).toBe('optimal');
    expect(plan.gap).toBeLessThanOrEqual(0.001 + 1e-9);
  });

  it('auto takes the exact solver at this size and prices at 1000 contacts', async () => {
    expect((await solve(makeAllocation(60, 'reps'), 'auto', { gap: 0.01 })).method).toBe('highs');
    expect((await solve(makeAllocation(1000, 'base'), 'auto', { gap: 0.5, seconds: 1 })).method).toBe('prices');
  });
});
