import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { thinVariants, type ThinnedVariant } from '../../../src/main/core/scenarios/thin-variants.ts';
import { runs } from '../../support/runs.ts';

const variant = (rank: number | null, isFront = false): ThinnedVariant => ({ rank, isFront });

describe('variants that are drawn while a search runs', () => {
  it('are all where there is room, else evenly by rank with the best, beside the front', () => {
    const six = [variant(6), variant(5), variant(4), variant(3, true), variant(2), variant(1)];
    expect(thinVariants(six, 6)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(thinVariants(six, 2)).toEqual([2, 3, 5]);
    expect(thinVariants([variant(null), variant(1), variant(null)], 1)).toEqual([1]);
  });

  it('are always the best and the front, rising, and not many more than asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.array(fc.nat({ max: 59 }), { maxLength: 4 }), fc.nat({ max: 59 }), (count, most, front, unranked) => {
        const variants = Array.from({ length: count }, (_, at) => variant(at < unranked ? null : count - at, front.includes(at)));
        const drawn = thinVariants(variants, most);
        expect(drawn).toEqual([...new Set(drawn)].toSorted((a, b) => a - b));
        expect(drawn.length).toBeLessThanOrEqual(Math.min(count, most + new Set(front).size));
        expect(drawn.length).toBeGreaterThanOrEqual(Math.min(count, most));
        for (const at of front) if (at < count) expect(drawn).toContain(at);
        const best = variants.findIndex(({ rank }) => rank === 1);
        if (best >= 0) expect(drawn).toContain(best);
      }),
      { numRuns: runs(300), seed: 3 },
    );
  });
});
