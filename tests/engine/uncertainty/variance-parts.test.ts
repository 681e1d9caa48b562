import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import { splitBernoulliVariance, splitNumberVariance, splitValueVariance, updateNumberBelief } from '../../../src/engine/uncertainty/variance-parts.ts';
import '../../support/seeded.ts';

describe('splitBernoulliVariance', () => {
  it('equals the integrals over the beta: Beta(2, 3)', () => {
    const parts = splitBernoulliVariance(0.4, 0.04);
    expect(parts.total).toBeCloseTo(0.24, 15);
    expect(parts.epistemic).toBe(0.04);
    expect(parts.aleatoric).toBeCloseTo((2 * 3) / (5 * 6), 15);
  });

  it('adds up to the total, and the epistemic part falls with data while the total moves to m(1 − m)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 500, noNaN: true }), fc.double({ min: 0.05, max: 500, noNaN: true }), (alpha, beta) => {
        const count = alpha + beta;
        const mean = alpha / count;
        const of = (weight: number): ReturnType<typeof splitBernoulliVariance> => splitBernoulliVariance(mean, (mean * (1 - mean)) / (weight + 1));
        const parts = of(count);
        expect(Math.abs(parts.epistemic + parts.aleatoric - parts.total)).toBeLessThanOrEqual(1e-15);
        expect(Math.abs(parts.aleatoric - (alpha * beta) / (count * (count + 1)))).toBeLessThan(1e-12);
        expect(of(2 * count).epistemic).toBeLessThan(parts.epistemic);
        expect(of(2 * count).total).toBe(parts.total);
      }),
    );
  });

  it('refuses moments that no probability has', () => {
    expect(() => splitBernoulliVariance(0.5, 0.26)).toThrow(RangeError);
    expect(() => splitBernoulliVariance(-0.1, 0)).toThrow(RangeError);
    expect(() => splitBernoulliVariance(0.5, Number.NaN)).toThrow(RangeError);
  });
});

describe('number outcomes', () => {
  const prior = { mean: 1, meanWeight: 2, shape: 3, scale: 4 };

  it('updates in one step or in many alike', () => {
    const numbers = [3, 5, 10, -2, 0.5];
    const sampleOf = (rows: readonly number[]): { count: number; mean: number; squaredDeviations: number } => {
      const mean = rows.reduce((sum, row) => sum + row, 0) / rows.length;
      return { count: rows.length, mean, squaredDeviations: rows.reduce((sum, row) => sum + (row - mean) ** 2, 0) };
    };
    const atOnce = updateNumberBelief(prior, sampleOf(numbers));
    const inSteps = numbers.reduce((belief, row) => updateNumberBelief(belief, sampleOf([row])), prior);
    expect(inSteps.mean).toBeCloseTo(atOnce.mean, 12);
    expect(inSteps.scale).toBeCloseTo(atOnce.scale, 12);
    expect([inSteps.meanWeight, inSteps.shape]).toEqual([atOnce.meanWeight, atOnce.shape]);
  });

  it('splits the variance of the Student-t that predicts the next number', () => {
    const parts = splitNumberVariance(prior);
    expect(parts).toEqual({ aleatoric: 2, epistemic: 1, total: 3 });
    const freedom = 2 * prior.shape;
    const scale = (prior.scale * (prior.meanWeight + 1)) / (prior.shape * prior.meanWeight);
    expect(parts.total).toBeCloseTo((scale * freedom) / (freedom - 2), 12);
    expect(() => splitNumberVariance({ ...prior, shape: 1 })).toThrow(RangeError);
  });

  it('splits the variance of a value as a simulation does', () => {
    const probability = { mean: 0.3, variance: 0.01 };
    const belief = { mean: 5, meanWeight: 4, shape: 400, scale: 399 * 4 };
    const parts = splitValueVariance(probability, belief);
    expect(parts.epistemic + parts.aleatoric).toBe(parts.total);
    const random = createRandom(7);
    const draws = 400_000;
    let sum = 0;
    let squares = 0;
    let expectations = 0;
    let squaredExpectations = 0;
    for (let draw = 0; draw < draws; draw += 1) {
      const p = probability.mean + 0.1 * (random() < 0.5 ? 1 : -1);
      const mean = belief.mean + randomNormal(random);
      const value = random() < p ? mean + 2 * randomNormal(random) : 0;
      sum += value;
      squares += value * value;
      expectations += p * mean;
      squaredExpectations += (p * mean) ** 2;
    }
    expect(Math.abs(squares / draws - (sum / draws) ** 2 - parts.total)).toBeLessThan(0.08);
    expect(Math.abs(squaredExpectations / draws - (expectations / draws) ** 2 - parts.epistemic)).toBeLessThan(0.01);
  });

  it('is the Bernoulli split where the value is surely 1', () => {
    const sure = { mean: 1, meanWeight: 1, shape: 2, scale: 0 };
    const parts = splitValueVariance({ mean: 0.2, variance: 0.02 }, sure);
    const wanted = splitBernoulliVariance(0.2, 0.02);
    expect(parts.epistemic).toBeCloseTo(wanted.epistemic, 14);
    expect(parts.aleatoric).toBeCloseTo(wanted.aleatoric, 14);
  });
});
