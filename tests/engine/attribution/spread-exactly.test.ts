import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadExactly } from '../../../src/engine/attribution/spread-exactly.ts';

const spread = (value: number, weights: readonly number[]): number[] => {
  const parts = new Float64Array(weights.length + 1).fill(-7);
  spreadExactly(value, Float64Array.from(weights), weights.length, parts, 1);
  expect(parts[0]).toBe(-7);
  return [...parts.subarray(1)];
};

const sumOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum + part, 0);

describe('spreadExactly', () => {
  it.each<[number, number[], number[]]>([
    [3, [1, 1], [1.5, 1.5]],
    [10, [40, 20, 40], [4, 2, 4]],
    [0, [1, 2], [0, 0]],
    [7, [0, 5, 0], [0, 7, 0]],
  ])('divides %d by %j', (value, weights, wanted) => {
    expect(spread(value, weights)).toEqual(wanted);
  });

  it('gives the rounding to the last of the largest', () => {
    const [first = 0, second = 0, third = 0] = spread(1, [1, 1, 1]);
    expect(first).toBe(second);
    expect(third).toBeGreaterThan(first);
  });

  it('adds up exactly in any order, is never negative and keeps to the proportions', () => {
    const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-12, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(fc.double({ min: 1e-200, max: 1e200, noNaN: true }), fc.array(weight, { minLength: 1, maxLength: 40 }), fc.integer(), (value, weights, turn) => {
        fc.pre(weights.some((each) => each > 0));
        const parts = spread(value, weights);
        const total = sumOf(weights);
        expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
        expect(sumOf(parts)).toBe(value);
        expect(sumOf([...parts].reverse())).toBe(value);
        const at = Math.abs(turn) % parts.length;
        expect(sumOf([...parts.slice(at), ...parts.slice(0, at)])).toBe(value);
        parts.forEach((part, place) => {
          expect(Math.abs(part / value - weights[place]! / total)).toBeLessThan(parts.length * 2 ** -50);
          if (weights[place] === 0) expect(part).toBe(0);
        });
      }),
      { numRuns: 400, seed: 20_270_107 },
    );
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY, 1e-300, 1e300])('refuses to divide %d', (value) => {
    expect(() => spread(value, [1])).toThrow(RangeError);
  });
});
