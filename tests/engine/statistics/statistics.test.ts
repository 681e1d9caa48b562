import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../../src/engine/response/normal.ts';
import { exactInterval, testBinomial } from '../../../src/engine/statistics/binomial-test.ts';
import { calibrationCurve } from '../../../src/engine/statistics/calibration-curve.ts';
import { chiSquareTail, upperGamma } from '../../../src/engine/statistics/chi-square.ts';
import { testIndependence } from '../../../src/engine/statistics/contingency.ts';
import { adjustHolm } from '../../../src/engine/statistics/holm.ts';
import { fitIsotonic } from '../../../src/engine/statistics/isotonic.ts';
import { powerOfShares, trialsForPower } from '../../../src/engine/statistics/power.ts';
import { agrestiCaffoDifference, newcombeDifference, scoreDifference } from '../../../src/engine/statistics/share-difference.ts';
import { testTwoShares, type Count } from '../../../src/engine/statistics/share-test.ts';
import '../../support/seeded.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const count: fc.Arbitrary<Count> = fc.integer({ min: 1, max: 80 }).chain((trials) => fc.integer({ min: 0, max: trials }).map((successes) => ({ successes, trials })));

describe('chiSquareTail', () => {
  it('is the square of a normal with one degree of freedom, an exponential with two', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 400, noNaN: true }), (x) => {
        expect(Math.abs(chiSquareTail(x, 1) / (2 * normalCdf(-Math.sqrt(x))) - 1)).toBeLessThan(1e-9);
        expect(Math.abs(chiSquareTail(x, 2) / Math.exp(-x / 2) - 1)).toBeLessThan(1e-10);
      }),
    );
    expect(upperGamma(3, 0)).toBe(1);
    expect(() => upperGamma(0, 1)).toThrow(RangeError);
  });

  it('obeys Q(a + 1, x) = Q(a, x) + xᵃe⁻ˣ/Γ(a + 1)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 100, noNaN: true }), (a, x) => {
        let term = Math.exp(-x);
        for (let k = 1; k <= a; k += 1) term *= x / k;
        expect(Math.abs(upperGamma(a + 1, x) - upperGamma(a, x) - term)).toBeLessThan(1e-12);
      }),
    );
  });
});

describe('tests', () => {
  it('z squared is chi-square of the 2 × 2 table', () => {
    fc.assert(
      fc.property(count, count, (first, second) => {
        const total = first.successes + second.successes;
        fc.pre(total > 0 && total < first.trials + second.trials);
        const { z, pValue } = testTwoShares(first, second);
        const table = testIndependence([first, second].map(({ successes, trials }) => [successes, trials - successes]), false);
        expect(Math.abs(z * z - table.statistic)).toBeLessThan(1e-9);
        expect(Math.abs(pValue - table.pValue)).toBeLessThan(1e-9);
      }),
    );
    expect(testTwoShares({ successes: 0, trials: 3 }, { successes: 0, trials: 5 })).toEqual({ z: 0, pValue: 1 });
    expect(() => testTwoShares({ successes: 4, trials: 3 }, { successes: 0, trials: 5 })).toThrow('4 of 3 is no count');
    expect(() => testIndependence([[1, 2], [1]], false)).toThrow(RangeError);
  });

  it('exact tails share the observed count, and the exact interval rejects what the tails reject', () => {
    fc.assert(
      fc.property(count, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (one, rate) => {
        const less = testBinomial(one, rate, 'less');
        const greater = testBinomial(one, rate, 'greater');
        expect(less + greater).toBeGreaterThan(1 - 1e-9);
        expect(testBinomial(one, rate, 'two-sided')).toBeGreaterThanOrEqual(Math.min(less, greater) - 1e-9);
        const interval = exactInterval(one, 0.9);
        fc.pre(Math.abs(rate - interval.low) > 1e-6 && Math.abs(rate - interval.high) > 1e-6);
        expect(interval.low <= rate && rate <= interval.high).toBe(less > 0.05 && greater > 0.05);
      }),
    );
    expect(() => testBinomial({ successes: 1.5, trials: 3 }, 0.5, 'less')).toThrow(RangeError);
  });

  it('Holm lies between the raw p-values and Bonferroni, and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 12 }), (raw) => {
        const adjusted = adjustHolm(raw);
        raw.forEach((p, a) => {
          expect(adjusted[a]!).toBeGreaterThanOrEqual(p);
          expect(adjusted[a]!).toBeLessThanOrEqual(Math.min(1, p * raw.length));
          raw.forEach((other, b) => expect(p < other && adjusted[a]! > adjusted[b]!).toBe(false));
        });
      }),
    );
  });
});

describe('intervals of a difference', () => {
  it.each([['score', scoreDifference], ['Newcombe', newcombeDifference], ['Agresti–Caffo', agrestiCaffoDifference]] as const)('%s turns round when the groups change places', (_, interval) => {
    fc.assert(
      fc.property(count, count, (first, second) => {
        const there = interval(first, second, 0.9);
        const back = interval(second, first, 0.9);
        expect(Math.abs(there.low + back.high)).toBeLessThan(1e-7);
        expect(Math.abs(there.high + back.low)).toBeLessThan(1e-7);
        expect(there.low).toBeLessThan(there.high);
      }),
    );
  });
});

describe('power', () => {
  it('rises with trials, and the trials needed reach it', () => {
    const rate = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(rate, rate, fc.integer({ min: 5, max: 5000 }), (first, second, trials) => {
        fc.pre(Math.abs(first - second) > 0.01);
        const comparison = { first, second };
        expect(powerOfShares(comparison, 2 * trials)).toBeGreaterThanOrEqual(powerOfShares(comparison, trials) - 1e-12);
        expect(Math.abs(powerOfShares(comparison, trialsForPower(comparison, 0.8)) - 0.8)).toBeLessThan(1e-6);
      }),
    );
    expect(trialsForPower({ first: 0.3, second: 0.3 }, 0.8)).toBe(Infinity);
    expect(() => trialsForPower({ first: 0.3, second: 0.4 }, 0.05)).toThrow(RangeError);
    expect(() => powerOfShares({ first: 0, second: 0.4 }, 10)).toThrow(RangeError);
  });
});

describe('fitIsotonic', () => {
  it('never falls, keeps the weighted sum, and no rising sequence of block means lies nearer', () => {
    const row = fc.record({ value: fc.double({ min: -10, max: 10, noNaN: true }), weight: fc.integer({ min: 1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), fc.double({ min: -3, max: 3, noNaN: true }), fc.nat(29), (rows, step, from) => {
        const values = rows.map(({ value }) => value);
        const weights = rows.map(({ weight }) => weight);
        const fit = fitIsotonic(values, weights);
        const loss = (other: readonly number[]): number => other.reduce((sum, value, place) => sum + weights[place]! * (value - values[place]!) ** 2, 0);
        fit.forEach((value, place) => expect(place === 0 || value >= fit[place - 1]! - 1e-12).toBe(true));
        expect(Math.abs(fit.reduce((sum, value, place) => sum + weights[place]! * (value - values[place]!), 0))).toBeLessThan(1e-9);
        const moved = fit.map((value, place) => (place >= from ? value + Math.abs(step) : value));
        expect(loss(moved)).toBeGreaterThanOrEqual(loss(fit) - 1e-9);
      }),
    );
    expect(() => fitIsotonic([1, 2], [1])).toThrow(RangeError);
    expect(() => fitIsotonic([1], [0])).toThrow(RangeError);
  });
});

describe('calibrationCurve', () => {
  it('counts every prediction once, each in its own bin', () => {
    fc.assert(
      fc.property(fc.array(share, { minLength: 1, maxLength: 50 }), (predicted) => {
        const points = calibrationCurve(predicted, predicted.map(() => 1), 10);
        expect(points.reduce((sum, point) => sum + point.count, 0)).toBe(predicted.length);
        expect(points.every((point) => point.observed === 1)).toBe(true);
        points.forEach((point, place) => expect(place === 0 || point.predicted > points[place - 1]!.predicted).toBe(true));
      }),
    );
    expect(() => calibrationCurve([1.2], [1], 2)).toThrow('prediction 0 is 1.2');
    expect(() => calibrationCurve([1], [], 2)).toThrow(RangeError);
  });
});
