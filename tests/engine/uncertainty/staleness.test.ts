import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explorationValue } from '../../../src/engine/uncertainty/exploration-value.ts';
import { recommend, type RecommendationGround } from '../../../src/engine/uncertainty/recommendation.ts';
import { combineDrift, stalenessScore } from '../../../src/engine/uncertainty/staleness.ts';
import '../../support/seeded.ts';

const age = fc.integer({ min: 0, max: 2000 });
const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('stalenessScore', () => {
  it('halves freshness at each half-life', () => {
    const settings = { predictionHalfLifeDays: 30, validationHalfLifeDays: 40 };
    expect(stalenessScore(0, 0, 0, settings)).toBe(0);
    expect(stalenessScore(30, 0, 0, settings)).toBe(0.5);
    expect(stalenessScore(0, 80, 0, settings)).toBe(0.75);
    expect(stalenessScore(30, 40, 0.5, settings)).toBe(0.875);
    expect(stalenessScore(0, 0, 1, settings)).toBe(1);
    expect(stalenessScore(30, null, 0, settings)).toBe(stalenessScore(30, 30, 0, settings));
  });

  it('stays in [0, 1] and never falls when anything grows worse', () => {
    fc.assert(
      fc.property(age, age, share, age, (prediction, validation, drift, more) => {
        const score = stalenessScore(prediction, validation, drift);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(stalenessScore(prediction + more, validation, drift)).toBeGreaterThanOrEqual(score);
        expect(stalenessScore(prediction, validation + more, drift)).toBeGreaterThanOrEqual(score);
        expect(stalenessScore(prediction, validation, drift + (1 - drift) / 2)).toBeGreaterThanOrEqual(score);
      }),
    );
    expect(() => stalenessScore(-1, 0, 0)).toThrow(RangeError);
    expect(() => stalenessScore(1, 0, 1.1)).toThrow(RangeError);
  });

  it('combines drifts as independent', () => {
    expect(combineDrift(0, 0.3)).toBeCloseTo(0.3, 15);
    expect(combineDrift(0.5, 0.5)).toBe(0.75);
    expect(combineDrift(1, 0)).toBe(1);
  });
});

describe('recommend', () => {
  const ground: RecommendationGround = { staleness: 0.1, completeness: 1, mean: 0.1, sd: 0.02, optimistic: 0.13, channelMean: 0.1 };

  it.each<[string, Partial<RecommendationGround>, string]>([
    ['well known', {}, 'use'],
    ['stale', { staleness: 0.5 }, 'refresh'],
    ['stale, thin and unknown at once', { staleness: 0.9, completeness: 0, sd: 0.1, optimistic: 0.3 }, 'refresh'],
    ['thin', { completeness: 0.49, sd: 0.1, optimistic: 0.3 }, 'collect'],
    ['little known and promising', { sd: 0.05, optimistic: 0.18 }, 'explore'],
    ['little known and hopeless', { mean: 0.01, sd: 0.01, optimistic: 0.03 }, 'use'],
  ])('%s', (_, change, wanted) => {
    expect(recommend({ ...ground, ...change })).toBe(wanted);
  });
});

describe('explorationValue', () => {
  it('is the 95 % bound above the mean in the unit of the value', () => {
    expect(explorationValue(0.1, 50)).toBeCloseTo(8.224, 3);
    expect(explorationValue(0.1, 50, 2)).toBe(10);
    expect(explorationValue(0, 50)).toBe(0);
  });
});
