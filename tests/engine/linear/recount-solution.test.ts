import { describe, expect, it } from 'vitest';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import { recountObjective, recountSolution, roundSolution } from '../../../src/engine/linear/recount-solution.ts';

function buildModel() {
  const builder = createModelBuilder({ sense: 'max' });
  builder.addOffset(10);
  builder.addColumn({ name: 'x', upper: 4, cost: 3, isInteger: true });
  builder.addColumn({ name: 'y', lower: -1, upper: 1, cost: -2 });
  builder.addRow({ name: 'sum', lower: 1, upper: 3 });
  builder.addEntry(0, 0, 1);
  builder.addEntry(0, 1, 1);
  return builder.build();
}

describe('recountSolution', () => {
  it('counts the objective with its constant', () => {
    expect(recountSolution(buildModel(), Float64Array.of(2, 1))).toEqual({ objective: 14, isFeasible: true, worst: null });
  });

  it.each([
    ['a bound', [5, -1], 'bound', 'x'],
    ['a row from above', [4, 1], 'row', 'sum'],
    ['a row from below', [1, -1], 'row', 'sum'],
    ['integrality', [1.5, 0], 'integrality', 'x'],
    ['a number', [NaN, 0], 'not_a_number', 'x'],
  ])('names %s that is broken', (_what, values, kind, name) => {
    const { isFeasible, worst } = recountSolution(buildModel(), Float64Array.from(values));
    expect(isFeasible).toBe(false);
    expect(worst).toMatchObject({ kind, name });
  });

  it('forgives rounding relative to the numbers of the row, and no more', () => {
    const builder = createModelBuilder();
    builder.addColumn({ name: 'x', upper: 1e9 });
    builder.addColumn({ name: 'y', upper: 1e9 });
    builder.addRow({ name: 'same', lower: 0, upper: 0 });
    builder.addEntry(0, 0, 1);
    builder.addEntry(0, 1, -1);
    const model = builder.build();
    expect(recountSolution(model, Float64Array.of(1e9 - 0.5, 1e9)).isFeasible).toBe(true);
    expect(recountSolution(model, Float64Array.of(1e9 - 2, 1e9)).isFeasible).toBe(false);
    expect(recountSolution(model, Float64Array.of(1, 1.00001)).isFeasible).toBe(false);
    expect(recountSolution(model, Float64Array.of(1, 1.0000005)).isFeasible).toBe(true);
  });

  it('adds up without losing small terms between large ones', () => {
    const builder = createModelBuilder();
    for (const cost of [1e16, 1, -1e16]) builder.addColumn({ cost });
    expect(recountObjective(builder.build(), Float64Array.of(1, 1, 1))).toBe(1);
  });

  it('rounds whole-numbered columns and moves values into their bounds', () => {
    const rounded = roundSolution(buildModel(), Float64Array.of(3.9999997, 1.0000001));
    expect(Array.from(rounded)).toEqual([4, 1]);
    expect(Object.is(roundSolution(buildModel(), Float64Array.of(-1e-9, 0))[0], 0)).toBe(true);
    expect(Array.from(roundSolution(buildModel(), Float64Array.of(1, 2e-16)))).toEqual([1, 0]);
  });

  it('throws on a point of another size', () => {
    expect(() => recountSolution(buildModel(), new Float64Array(3))).toThrow('3 values for 2 columns');
  });
});
