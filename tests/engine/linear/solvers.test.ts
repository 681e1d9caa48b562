import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../src/engine/base/progress.ts';
import { createGlpkSolver } from '../../../src/engine/linear/glpk-adapter.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { createModelBuilder, type ColumnDefinition, type RowDefinition } from '../../../src/engine/linear/model-builder.ts';
import { recountSolution } from '../../../src/engine/linear/recount-solution.ts';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { createCancelAfter, freeControl } from './support/controls.ts';
import { buildMarketSplit } from './support/market-split.ts';
import { enumerateBest, tinyModels } from './support/random-models.ts';
import { runs } from '../../support/runs.ts';

const solvers = [
  ['highs', createHighsSolver()],
  ['glpk', createGlpkSolver()],
] as const;

type DenseRow = RowDefinition & { readonly of: readonly number[] };

function buildDense(sense: 'min' | 'max', columns: readonly ColumnDefinition[], rows: readonly DenseRow[], offset = 0): LinearModel {
  const builder = createModelBuilder({ sense });
  builder.addOffset(offset);
  for (const column of columns) builder.addColumn(column);
  for (const { of, ...limits } of rows) {
    const row = builder.addRow(limits);
    of.forEach((value, column) => builder.addEntry(row, column, value));
  }
  return builder.build();
}

/** Correlated knapsacks with many rows: no solver proves these at once. */
function buildHardKnapsack(objects: number, rows: number): LinearModel {
  const random = createRandom(11);
  const builder = createModelBuilder({ sense: 'max' });
  const weights = Array.from({ length: rows }, () => Array.from({ length: objects }, () => 100 + Math.floor(random() * 900)));
  for (let column = 0; column < objects; column++) {
    const mean = weights.reduce((sum, row) => sum + row[column]!, 0) / rows;
    builder.addColumn({ upper: 1, cost: Math.round(mean + 300 * random()), isInteger: true });
  }
  for (const row of weights) {
    const index = builder.addRow({ upper: Math.floor(row.reduce((sum, weight) => sum + weight, 0) / 2) });
    row.forEach((weight, column) => builder.addEntry(index, column, weight));
  }
  return builder.build();
}

const half: DenseRow = { lower: 1, upper: 1, of: [2, 2] };
const binary: ColumnDefinition = { upper: 1, isInteger: true };

describe.each(solvers)('%s', (name, solve) => {
  it('solves a continuous model with its constant, bound and duals', async () => {
    const model = buildDense('max', [{ cost: 3 }, { cost: 2 }], [{ upper: 4, of: [1, 1] }, { upper: 6, of: [1, 3] }], 100);
    const solution = await solve(model, {}, freeControl);
    expect(solution).toMatchObject({ status: 'optimal', objective: 112, bound: 112, values: Float64Array.of(4, 0), rowDuals: Float64Array.of(3, 0), solver: name });
    expect(solution.solverVersion).toMatch(/^\d+\.\d+/);
  });

  it('gives duals that tell what one more unit of a row is worth, in both senses', async () => {
    for (const sense of ['min', 'max'] as const) {
      const sign = sense === 'min' ? 1 : -1;
      const build = (extra: number): LinearModel =>
        buildDense(sense, [{ cost: 3 * sign, upper: 10 }, { cost: 5 * sign, upper: 10 }], [{ lower: 7 + extra, of: [1, 2] }, { lower: 4, upper: 9, of: [1, 1] }]);
      const [base, more] = [await solve(build(0), {}, freeControl), await solve(build(0.25), {}, freeControl)];
      expect(base.rowDuals?.[0]).toBeCloseTo((more.objective! - base.objective!) / 0.25, 9);
    }
  });

  it('solves a whole-numbered model, without duals', async () => {
    const model = buildDense('max', [{ cost: 3, isInteger: true }, { cost: 2, isInteger: true }], [{ upper: 4.5, of: [1, 1] }, { upper: 6.5, of: [1, 3] }], -5);
    expect(await solve(model, {}, freeControl)).toMatchObject({ status: 'optimal', objective: 7, bound: 7, values: Float64Array.of(4, 0), rowDuals: null });
  });

  it.each<[string, LinearModel, string]>([
    ['continuous, rows clash', buildDense('min', [{ cost: 1, upper: 1 }], [{ lower: 2, of: [1] }]), 'infeasible'],
    ['whole-numbered, relaxation clashes', buildDense('min', [{ ...binary, cost: 1 }], [{ lower: 2, of: [1] }]), 'infeasible'],
    ['whole-numbered, only the relaxation has points', buildDense('min', [binary, binary], [half]), 'infeasible'],
    ['whole-numbered, one row leaves no whole number', buildDense('min', [{ lower: -3, upper: 1, cost: 9, isInteger: true }], [{ lower: -3, upper: -2, of: [-4] }]), 'infeasible'],
    ['crossed bounds', buildDense('min', [{ lower: 2, upper: 1 }], []), 'infeasible'],
    ['crossed row limits', buildDense('min', [{ upper: 1 }], [{ lower: 2, upper: 1, of: [1] }]), 'infeasible'],
    ['no whole number between the bounds', buildDense('min', [{ lower: 1.2, upper: 1.8, isInteger: true }], []), 'infeasible'],
    ['no columns, limits not at 0', buildDense('min', [], [{ lower: 1, of: [] }]), 'infeasible'],
    ['continuous without end', buildDense('max', [{ cost: 1 }], [{ lower: 1, of: [1] }]), 'unbounded'],
    ['whole-numbered without end', buildDense('max', [{ cost: 1, isInteger: true }], [{ lower: 1, of: [1] }]), 'unbounded'],
    ['without end and without point', buildDense('max', [{ cost: 1, isInteger: true }, binary, binary], [{ ...half, of: [0, 2, 2] }]), 'infeasible'],
    ['continuous, without end and without point', buildDense('max', [{ cost: 1 }, { upper: 1 }], [{ lower: 2, of: [0, 1] }]), 'infeasible'],
  ])('answers a model that is %s', async (_what, model, status) => {
    expect(await solve(model, {}, freeControl)).toMatchObject({ status, objective: null, bound: null, values: null, rowDuals: null });
  });

  it.each<[string, LinearModel, number, number[]]>([
    ['no rows', buildDense('max', [{ cost: 2, upper: 3 }, { cost: -1, lower: -4 }], []), 10, [3, -4]],
    ['no rows, whole-numbered', buildDense('max', [{ cost: 2, upper: 3.7, isInteger: true }], []), 6, [3]],
    ['no columns', buildDense('max', [], [{ lower: -1, of: [] }], 8), 8, []],
    ['no objective', buildDense('min', [{ lower: 2, upper: 2 }], [{ lower: 1, of: [1] }]), 0, [2]],
    ['a row without limits', buildDense('min', [{ cost: 1, lower: -2 }], [{ of: [1] }]), -2, [-2]],
    ['a column that costs nothing and stands nowhere', buildDense('min', [{ cost: 1, lower: 1 }, { lower: 5, upper: 5 }], []), 1, [1, 5]],
    ['fractional bounds of whole numbers', buildDense('min', [{ cost: 1, lower: -2.5, upper: 9.5, isInteger: true }], []), -2, [-2]],
    ['a free column', buildDense('min', [{ cost: 1, lower: -Infinity }], [{ lower: -7, of: [1] }]), -7, [-7]],
  ])('solves a model with %s', async (_what, model, objective, values) => {
    expect(await solve(model, {}, freeControl)).toMatchObject({ status: 'optimal', objective, bound: objective, values: Float64Array.from(values) });
  });

  it('agrees with listing every point of tiny whole-numbered models', async () => {
    await fc.assert(
      fc.asyncProperty(tinyModels(), async (model) => {
        const best = enumerateBest(model);
        const solution = await solve(model, {}, freeControl);
        expect(solution.status).toBe(best === null ? 'infeasible' : 'optimal');
        expect(solution.objective).toBe(best);
        if (best !== null) expect(solution.bound).toBeCloseTo(best, 6);
      }),
      { numRuns: runs(250), seed: 20_270_104 },
    );
  });

  it('proves optimality of objectives far below the solvers’ own tolerances', async () => {
    const scale = 2 ** -40;
    await fc.assert(
      fc.asyncProperty(tinyModels(scale), async (model) => {
        const solution = await solve(model, {}, freeControl);
        expect(solution.objective).toBe(enumerateBest(model));
      }),
      { numRuns: runs(60), seed: 20_270_104 },
    );
  });

  it('stops on a cancel in mid-run with a feasible point and a bound that holds', async () => {
    const model = buildHardKnapsack(80, 8);
    const control = createCancelAfter(name === 'highs' ? 60 : 20_000);
    const solution = await solve(model, {}, control);
    expect(solution.status).toBe('interrupted');
    expect(recountSolution(model, solution.values!).isFeasible).toBe(true);
    expect(solution.bound!).toBeGreaterThanOrEqual(solution.objective!);
    expect(control.reports.length).toBeGreaterThan(0);
    expect(control.reports.some(({ bound }) => bound !== undefined && bound >= solution.objective!)).toBe(true);
  });

  it('stops on a cancel at whichever of its first steps', async () => {
    const model = buildMarketSplit();
    for (let look = 2; look <= 60; look += 1) expect(await solve(model, {}, createCancelAfter(look)), `look ${look}`).toMatchObject({ status: 'interrupted' });
  });

  it('stops at the time limit and at the deadline, keeping a feasible start', async () => {
    const model = buildHardKnapsack(80, 8);
    const start = new Float64Array(80);
    const byOption = () => solve(model, { timeLimitSeconds: 0.5, start }, freeControl);
    const byDeadline = () => solve(model, { start }, { ...freeControl, deadlineMs: freeControl.now() + 500 });
    for (const run of [byOption, byDeadline]) {
      const solution = await run();
      expect(solution.status).toBe('time_limit');
      expect(recountSolution(model, solution.values!)).toMatchObject({ isFeasible: true, objective: solution.objective });
      expect(solution.bound!).toBeGreaterThanOrEqual(solution.objective!);
    }
  });

  it('does not start when it is cancelled or late already, and hands the start back', async () => {
    const model = buildHardKnapsack(10, 2);
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    const start = Float64Array.from({ length: 10 }, (_unused, column) => (column === 0 ? 1 : 0));
    expect(await solve(model, { start }, { ...freeControl, cancel })).toMatchObject({ status: 'interrupted', values: start, objective: model.objective[0], bound: null });
    expect(await solve(model, { timeLimitSeconds: 0 }, freeControl)).toMatchObject({ status: 'time_limit', values: null, objective: null });
  });

  it('ignores a start that is not feasible', async () => {
    const model = buildDense('max', [{ ...binary, cost: 2 }, { ...binary, cost: 3 }], [{ upper: 1, of: [1, 1] }]);
    expect(await solve(model, { start: Float64Array.of(1, 1) }, freeControl)).toMatchObject({ status: 'optimal', objective: 3 });
    expect(await solve(model, { start: Float64Array.of(NaN, 1) }, freeControl)).toMatchObject({ status: 'optimal', objective: 3 });
    expect(await solve(model, { start: Float64Array.of(1) }, freeControl)).toMatchObject({ status: 'optimal', objective: 3 });
  });

  it('stops within the gap asked for and tells the bound it proved', async () => {
    const model = buildHardKnapsack(60, 5);
    const solution = await solve(model, { relativeGap: 0.05 }, freeControl);
    expect(solution.status).toBe('optimal');
    expect(solution.bound! - solution.objective!).toBeGreaterThanOrEqual(0);
    expect(solution.bound! - solution.objective!).toBeLessThanOrEqual(0.05 * solution.objective! + 1e-6);
  });

  it('gives the same answer for the same input', async () => {
    const model = buildHardKnapsack(40, 4);
    const [first, second] = [await solve(model, { seed: 3 }, freeControl), await solve(model, { seed: 3 }, freeControl)];
    expect(second).toEqual(first);
    expect(await solve(model, { seed: -7.5 }, freeControl)).toMatchObject({ status: 'optimal', objective: first.objective });
  });

  it('lets a fault of the progress listener through, and works on afterwards', async () => {
    const model = buildHardKnapsack(40, 4);
    const dateNow = Date.now;
    const onProgress = (_progress: Progress): void => {
      throw new Error('listener broke');
    };
    await expect(solve(model, {}, { ...freeControl, onProgress })).rejects.toThrow('listener broke');
    expect((await solve(model, {}, freeControl)).status).toBe('optimal');
    expect(Date.now).toBe(dateNow);
  });
});

describe('both solvers', () => {
  it('agree on continuous models', async () => {
    const [[, highs], [, glpk]] = solvers;
    await fc.assert(
      fc.asyncProperty(tinyModels(), async (whole) => {
        const model: LinearModel = { ...whole, isInteger: new Uint8Array(whole.isInteger.length) };
        const [first, second] = [await highs(model, {}, freeControl), await glpk(model, {}, freeControl)];
        expect(second.status).toBe(first.status);
        if (first.objective !== null) expect(second.objective).toBeCloseTo(first.objective, 6);
      }),
      { numRuns: runs(250), seed: 20_270_104 },
    );
  });
});

describe('highs', () => {
  it('starts from a feasible start: the optimum handed in is the optimum handed out', async () => {
    const solve = createHighsSolver();
    const model = buildHardKnapsack(40, 4);
    const optimum = await solve(model, {}, freeControl);
    const again = await solve(model, { start: optimum.values! }, freeControl);
    expect(again).toMatchObject({ status: 'optimal', objective: optimum.objective });
    const seen: Progress[] = [];
    const stepped = createCancelAfter(8);
    const stopped = await solve(model, { start: optimum.values! }, { ...stepped, onProgress: (progress) => seen.push(progress) });
    expect(stopped).toMatchObject({ status: 'interrupted', objective: optimum.objective });
  });

  it('answers a model it refuses (a coefficient beyond 1e15) with unknown and goes on', async () => {
    const solve = createHighsSolver();
    const model = buildDense('min', [{ cost: 1 }], [{ lower: 1, of: [1e16] }]);
    expect(await solve(model, {}, freeControl)).toMatchObject({ status: 'unknown', objective: null, bound: null, values: null });
    expect((await solve(buildHardKnapsack(5, 1), {}, freeControl)).status).toBe('optimal');
  });
});
