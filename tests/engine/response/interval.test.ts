import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { betaFromMoments, betaInterval, responseInterval } from '../../../src/engine/response/interval.ts';
import { normalCdf, normalHalfWidth, normalQuantile } from '../../../src/engine/response/normal.ts';
import { wilsonInterval } from '../../../src/engine/response/wilson.ts';
import { describeWithShared } from '../../support/shared.ts';
import { readKnownAnswers } from './known-answers.ts';
import '../../support/seeded.ts';

describe('normal', () => {
  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.96, 0.024997895148220435],
    [3, 0.9986501019683699],
    [-4, 3.167124183311992e-5],
    [-8, 6.22096057427178e-16],
  ])('cdf at %f', (z, wanted) => {
    expect(Math.abs(normalCdf(z) - wanted) / wanted).toBeLessThan(1e-12);
  });

  it.each([
    [0.975, 1.959963984540054],
    [0.95, 1.6448536269514722],
    [0.5, 0],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
  ])('quantile at %f', (probability, wanted) => {
    expect(Math.abs(normalQuantile(probability) - wanted)).toBeLessThan(1e-11);
  });

  it('gives the half-width of a level and refuses 0 and 1', () => {
    expect(normalHalfWidth(0.99)).toBeCloseTo(2.5758293035489, 11);
    expect(() => normalQuantile(0)).toThrow(RangeError);
  });
});

describe('betaInterval', () => {
  it('cuts equal tails of the uniform', () => {
    const interval = betaInterval(1, 1, 0.9);
    expect(interval.low).toBeCloseTo(0.05, 12);
    expect(interval.high).toBeCloseTo(0.95, 12);
    expect(() => betaInterval(1, 1, 1)).toThrow(RangeError);
  });

  it('goes from a shape to its moments and back', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 1e4, noNaN: true }), fc.double({ min: 0.1, max: 1e4, noNaN: true }), (alpha, beta) => {
        const sum = alpha + beta;
        const sd = Math.sqrt((alpha * beta) / (sum * sum * (sum + 1)));
        const shape = betaFromMoments(alpha / sum, sd);
        expect(Math.abs(shape.alpha / alpha - 1)).toBeLessThan(1e-8);
        expect(Math.abs(shape.beta / beta - 1)).toBeLessThan(1e-8);
      }),
    );
    expect(() => betaFromMoments(0, 0.1)).toThrow(RangeError);
  });

  it('holds the mean of a usual estimate', () => {
    const interval = responseInterval(0.12, 0.04, 0.9);
    expect(interval.low).toBeLessThan(0.12);
    expect(interval.high).toBeGreaterThan(0.12);
    expect(interval.high - interval.low).toBeCloseTo(2 * 1.645 * 0.04, 2);
  });
});

describe('wilsonInterval', () => {
  it('says nothing without trials', () => {
    expect(wilsonInterval(0, 0, 0.95)).toEqual({ low: 0, high: 1 });
  });
});

describeWithShared('binomial intervals against known answers', () => {
  it('Wilson at 95 %', () => {
    const known = readKnownAnswers();
    for (const row of [...known.binomial_ci95, ...known.binomial_ci95_edge]) {
      const interval = wilsonInterval(row.count, row.nobs, 0.95);
      expect(Math.abs(interval.low - row.low.wilson)).toBeLessThan(1e-7);
      expect(Math.abs(interval.high - row.upp.wilson)).toBeLessThan(1e-7);
    }
  });

  it('exact (Clopper–Pearson) at 95 %, which is made of beta quantiles', () => {
    for (const row of readKnownAnswers().binomial_ci95) {
      expect(Math.abs(betaInterval(row.count, row.nobs - row.count + 1, 0.95).low - row.low.exact)).toBeLessThan(1e-7);
      expect(Math.abs(betaInterval(row.count + 1, row.nobs - row.count, 0.95).high - row.upp.exact)).toBeLessThan(1e-7);
    }
  });
});
