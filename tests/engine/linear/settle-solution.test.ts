import { describe, expect, it } from 'vitest';
import { createModelBuilder } from '../../../src/engine/linear/model-builder.ts';
import { settleSolution, type SolverClaim } from '../../../src/engine/linear/settle-solution.ts';

/** Maximise 3x + 2y, x + y ≤ 4, both whole, x ≤ 3: the optimum is (3, 1) with 11. */
function buildModel() {
  const builder = createModelBuilder({ sense: 'max' });
  builder.addColumn({ name: 'x', upper: 3, cost: 3, isInteger: true });
  builder.addColumn({ name: 'y', cost: 2, isInteger: true });
  builder.addRow({ name: 'sum', upper: 4 });
  builder.addEntry(0, 0, 1);
  builder.addEntry(0, 1, 1);
  return builder.build();
}

const identity = { solver: 'test', solverVersion: '1' };
const good: SolverClaim = { status: 'optimal', values: Float64Array.of(2.9999998, 1), objective: 11, bound: 11, rowDuals: null };
const settle = (claim: Partial<SolverClaim>, options = {}) => settleSolution(buildModel(), { ...good, ...claim }, options, identity);
const nothing = { objective: null, bound: null, values: null, rowDuals: null, ...identity };

describe('settleSolution', () => {
  it('returns a sound optimum with whole numbers made whole and the objective recounted', () => {
    expect(settle({})).toEqual({ status: 'optimal', objective: 11, bound: 11, values: Float64Array.of(3, 1), rowDuals: null, ...identity });
  });

  it.each<[string, Partial<SolverClaim>]>([
    ['a point that breaks a row', { values: Float64Array.of(3, 2), objective: 13, bound: 13 }],
    ['a point that breaks a bound', { values: Float64Array.of(4, 0), objective: 12, bound: 12 }],
    ['a point between whole numbers', { values: Float64Array.of(2.5, 1.5), objective: 10.5, bound: 10.5 }],
    ['a point of the wrong size', { values: Float64Array.of(3) }],
    ['no point', { values: null }],
    ['an objective that does not match its point', { objective: 12, bound: 12 }],
    ['a bound away from its objective', { bound: 14 }],
    ['a bound that its own point passes', { bound: 9 }],
    ['NaN values', { values: Float64Array.of(NaN, 1) }],
  ])('claims nothing where a solver calls %s optimal', (_what, claim) => {
    expect(settle(claim)).toEqual({ status: 'unknown', ...nothing });
  });

  it('claims nothing where the start is better than the optimum, or feasible although no point should be', () => {
    const start = Float64Array.of(3, 1);
    expect(settle({ values: Float64Array.of(2, 1), objective: 8, bound: 8 }, { start })).toEqual({ status: 'unknown', ...nothing });
    expect(settle({ status: 'infeasible', values: null }, { start })).toEqual({ status: 'unknown', ...nothing });
  });

  it('claims nothing where the duals of a continuous model do not prove its point', () => {
    const model = { ...buildModel(), isInteger: Uint8Array.of(0, 0) };
    const withDual = (values: number[], dual: number) => {
      const objective = 3 * values[0]! + 2 * values[1]!;
      return settleSolution(model, { status: 'optimal', values: Float64Array.from(values), objective, bound: objective, rowDuals: Float64Array.of(dual) }, {}, identity).status;
    };
    expect(withDual([3, 1], 2)).toBe('optimal');
    expect(withDual([2, 2], 2)).toBe('unknown');
    expect(withDual([3, 1], 1)).toBe('unknown');
    expect(withDual([3, 1], -2)).toBe('unknown');
  });

  it('allows the gap that was asked for', () => {
    const claim = { values: Float64Array.of(3, 0), objective: 9, bound: 10 };
    expect(settle(claim, { relativeGap: 0.2 })).toMatchObject({ status: 'optimal', objective: 9, bound: 10 });
    expect(settle(claim, { relativeGap: 0.05 }).status).toBe('unknown');
  });

  it('returns the better of point and start from a stopped run, with the proven bound', () => {
    const start = Float64Array.of(3, 0);
    const stopped = { status: 'time_limit' as const, bound: 11.5 };
    expect(settle({ ...stopped, values: Float64Array.of(2, 2) }, { start })).toMatchObject({ objective: 10, bound: 11.5 });
    expect(settle({ ...stopped, values: null }, { start })).toMatchObject({ status: 'time_limit', objective: 9, values: start });
    expect(settle({ ...stopped, values: Float64Array.of(9, 9) })).toMatchObject({ objective: null, bound: 11.5, values: null });
    expect(settle({ ...stopped, values: null }, { start: Float64Array.of(9, 9) })).toMatchObject({ objective: null, values: null });
  });

  it('drops a bound that a feasible point contradicts, and moves one that rounding took past it', () => {
    expect(settle({ status: 'interrupted', bound: 10 })).toMatchObject({ objective: 11, bound: null });
    expect(settle({ status: 'interrupted', bound: 11 - 1e-7 })).toMatchObject({ objective: 11, bound: 11 });
    expect(settle({ status: 'interrupted', bound: Infinity })).toMatchObject({ objective: 11, bound: null });
  });

  it.each(['infeasible', 'unbounded', 'infeasible_or_unbounded'] as const)('returns %s without a point', (status) => {
    expect(settle({ status })).toEqual({ status, ...nothing });
  });
});
