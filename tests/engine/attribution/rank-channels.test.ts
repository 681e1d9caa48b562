import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { drawPoisson } from '../../../src/engine/attribution/draw-poisson.ts';
import { kendallTau, rankChannels } from '../../../src/engine/attribution/rank-channels.ts';

const ranks = (...credit: number[]): number[] => [...rankChannels(Float64Array.from(credit))];
const tau = (left: readonly number[], right: readonly number[]): number | null => kendallTau(Int32Array.from(left), Int32Array.from(right));

describe('rankChannels', () => {
  it('puts the most first; equal credits share the better rank', () => {
    expect(ranks(1, 5, 3, 5)).toEqual([4, 1, 3, 1]);
  });

  it('takes what differs by rounding only as equal', () => {
    expect(ranks(0.1 + 0.2, 0.3, 0.1)).toEqual([1, 1, 3]);
  });
});

describe('kendallTau', () => {
  it.each<[readonly number[], readonly number[], number | null]>([
    [[1, 2, 3, 4], [1, 2, 3, 4], 1],
    [[1, 2, 3, 4], [4, 3, 2, 1], -1],
    [[1, 2, 3], [1, 3, 2], 1 / 3],
    [[12, 2, 1, 12, 2], [1, 4, 7, 1, 0], -0.47140452079103173],
    [[1, 1, 1], [1, 2, 3], null],
    [[1], [1], null],
  ])('of %j and %j', (left, right, wanted) => {
    const found = tau(left, right);
    if (wanted === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(wanted, 14);
  });

  it('is symmetric, and 1 with itself', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), { minLength: 2, maxLength: 8 }), (pairs) => {
        const [left, right] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        expect(tau(left, right)).toBe(tau(right, left));
        if (new Set(left).size > 1) expect(tau(left, left)).toBe(1);
      }),
      { numRuns: 200, seed: 20_270_107 },
    );
  });
});

describe('drawPoisson', () => {
  it.each([0, 0.3, 4, 60, 5000])('has mean and variance %d', (mean) => {
    const random = createRandom(11);
    const draws = Array.from({ length: 4000 }, () => drawPoisson(mean, random));
    const found = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - found) ** 2, 0) / draws.length;
    expect(Math.abs(found - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean / draws.length));
    expect(Math.abs(variance - mean)).toBeLessThanOrEqual(0.15 * mean);
    expect(draws.every((draw) => Number.isInteger(draw) && draw >= 0)).toBe(true);
  });
});
