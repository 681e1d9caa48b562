import { describe, expect, it } from 'vitest';
import { createMatcher, matchLogitNormal, WIDEST_VARIANCE, type LogitNormal } from '../../../src/engine/simulation/logit-normal.ts';

/** Mean and standard deviation by a fine sum over z, the variance about the mean. */
function momentsOf({ centre, spread }: LogitNormal): { mean: number; sd: number } {
  const step = Math.min(0.02, 0.1 / spread);
  let [weight, mean, variance] = [0, 0, 0];
  const at = (z: number): [number, number] => [Math.exp(-z * z / 2), 1 / (1 + Math.exp(-(centre + spread * z)))];
  for (let z = -10; z <= 10; z += step) {
    const [density, chance] = at(z);
    weight += density;
    mean += density * chance;
  }
  mean /= weight;
  for (let z = -10; z <= 10; z += step) {
    const [density, chance] = at(z);
    variance += density * (chance - mean) ** 2;
  }
  return { mean, sd: Math.sqrt(variance / weight) };
}

const means = [1e-6, 1e-4, 0.003, 0.05, 0.2, 0.5, 0.7, 0.97, 0.9999];

describe('a logit-normal', () => {
  it.each(means)('of mean %f has the mean and deviation it was matched to', (mean) => {
    for (const part of [1e-3, 0.01, 0.1, 0.4, 0.7, 0.94]) {
      const sd = part * Math.sqrt(mean * (1 - mean));
      const found = momentsOf(matchLogitNormal(mean, sd));
      expect(Math.abs(found.mean / mean - 1), `sd ${sd}`).toBeLessThan(1e-8);
      expect(Math.abs(found.sd / sd - 1), `sd ${sd}`).toBeLessThan(part < 0.01 ? 1e-4 : 1e-7);
    }
  });

  it('is certain at 0 and 1 and without deviation', () => {
    expect(matchLogitNormal(0, 0.1)).toEqual({ centre: -Infinity, spread: 0 });
    expect(matchLogitNormal(1, 0.1)).toEqual({ centre: Infinity, spread: 0 });
    expect(matchLogitNormal(0.25, 0)).toEqual({ centre: Math.log(1 / 3), spread: 0 });
  });

  it('is as wide as a chance may be where the estimate is wider', () => {
    const found = momentsOf(matchLogitNormal(0.3, 0.6));
    expect(found.mean).toBeCloseTo(0.3, 8);
    expect(found.sd).toBeCloseTo(Math.sqrt(WIDEST_VARIANCE * 0.21), 8);
  });

  it('is matched once for equal estimates', () => {
    const match = createMatcher();
    expect(match(0.2, 0.05)).toBe(match(0.2, 0.05));
    expect(match(0.2, 0.05)).toEqual(matchLogitNormal(0.2, 0.05));
  });
});
