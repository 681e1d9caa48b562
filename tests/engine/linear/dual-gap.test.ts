import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProvenByDuals, measureDualGap } from '../../../src/engine/linear/dual-gap.ts';
import { createHighsSolver } from '../../../src/engine/linear/highs-adapter.ts';
import type { LinearModel } from '../../../src/engine/linear/linear-model.ts';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import { recountSolution } from '../../../src/engine/linear/recount-solution.ts';
import { freeControl } from './support/controls.ts';
import { tinyModels } from './support/random-models.ts';

const continuous = tinyModels().map((model): LinearModel => ({ ...model, isInteger: new Uint8Array(model.isInteger.length) }));

describe('measureDualGap', () => {
  it('never proves more than is true: objective less gap is a bound, whatever the duals', async () => {
    const solve = createHighsSolver();
    const duals = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(continuous, duals, async (model, prices) => {
        const { objective: optimum } = await solve(model, {}, freeControl);
        const point = model.lower;
        const { isFeasible, objective } = recountSolution(model, point);
        if (!isFeasible || optimum === null) return;
        const gap = measureDualGap(model, point, Float64Array.from(prices.slice(0, model.rowNames.length)));
        expect(gap).toBeGreaterThanOrEqual(Math.abs(objective - optimum) - 1e-6);
      }),
      { numRuns: 400, seed: 20_270_104 },
    );
  });

  it('is 0 at an optimum with its own duals, and infinite where a price has no limit to push against', () => {
    const builder = createModelBuilder({ sense: 'max' });
    builder.addColumn({ cost: 3 });
    builder.addColumn({ cost: 2 });
    builder.addRow({ upper: 4 });
    builder.addEntry(0, 0, 1);
    builder.addEntry(0, 1, 1);
    const model = builder.build();
    expect(measureDualGap(model, Float64Array.of(4, 0), Float64Array.of(3))).toBe(0);
    expect(measureDualGap(model, Float64Array.of(0, 4), Float64Array.of(3))).toBe(4);
    expect(measureDualGap(model, Float64Array.of(4, 0), Float64Array.of(2))).toBe(Infinity);
    expect(measureDualGap(model, Float64Array.of(4, 0), Float64Array.of(-1))).toBe(Infinity);
    expect(isProvenByDuals(model, { values: Float64Array.of(4, 0), objective: 12 }, Float64Array.of(3))).toBe(true);
    expect(isProvenByDuals(model, { values: Float64Array.of(0, 4), objective: 8 }, Float64Array.of(3))).toBe(false);
  });
});
