import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Goal } from '../../../src/engine/design/goal.ts';
import { findParetoFront } from '../../../src/engine/design/pareto.ts';
import { rankVariants } from '../../../src/engine/design/rank-variants.ts';
import '../../support/seeded.ts';
import { valueOf } from './known-spaces.ts';

/** Every row against every other. */
function bruteFront(rows: readonly number[][], goals: readonly Goal[]): number[] {
  const isAsGood = (a: number, b: number, at: number): boolean => (goals[at] === 'max' ? a >= b : a <= b);
  const beats = (a: readonly number[], b: readonly number[]): boolean => a.every((value, at) => isAsGood(value, b[at]!, at)) && a.some((value, at) => value !== b[at]);
  return rows.flatMap((row, at) => (rows.some((other) => beats(other, row)) ? [] : [at]));
}

describe('findParetoFront', () => {
  it('is what comparing every pair finds', () => {
    const table = fc.integer({ min: 1, max: 4 }).chain((objectives) =>
      fc.record({
        goals: fc.array(fc.constantFrom<Goal>('min', 'max'), { minLength: objectives, maxLength: objectives }),
        rows: fc.array(fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.double({ min: 0, max: 6, noNaN: true })), { minLength: objectives, maxLength: objectives }), { maxLength: 40 }),
      }),
    );
    fc.assert(
      fc.property(table, ({ goals, rows }) => {
        expect(findParetoFront(rows, goals)).toEqual({ ok: true, value: bruteFront(rows, goals) });
      }),
      { numRuns: 500 },
    );
  });

  it('keeps equal rows together and tells lift from cost', () => {
    const rows = [[10, 5], [10, 5], [12, 9], [8, 5], [7, 1]];
    expect(valueOf(findParetoFront(rows, ['max', 'min']))).toEqual([0, 1, 2, 4]);
    expect(valueOf(findParetoFront(rows, ['max', 'max']))).toEqual([2]);
    expect(valueOf(findParetoFront([], ['max']))).toEqual([]);
  });

  it('refuses ragged rows and what is not a number', () => {
    expect(findParetoFront([[1, 2], [1]], ['max', 'max'])).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'rows.1' } });
    expect(findParetoFront([[1, Number.NaN]], ['max', 'max'])).toMatchObject({ fault: { path: 'rows.0.1' } });
  });
});

describe('rankVariants', () => {
  it('shares places, keeps the order of equals, and puts those without a score last', () => {
    expect(rankVariants([3, null, 7, 3, 9, null], 'max')).toEqual([
      { variant: 4, score: 9, rank: 1 },
      { variant: 2, score: 7, rank: 2 },
      { variant: 0, score: 3, rank: 3 },
      { variant: 3, score: 3, rank: 3 },
      { variant: 1, score: null, rank: null },
      { variant: 5, score: null, rank: null },
    ]);
    expect(rankVariants([3, 1, 3, 4], 'min').map(({ variant, rank }) => [variant, rank])).toEqual([[1, 1], [0, 2], [2, 2], [3, 4]]);
    expect(rankVariants([], 'max')).toEqual([]);
  });
});
