import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationTable } from '../../../src/engine/response/calibration.ts';
import { brierScore, logLossOf, meanLogLoss } from '../../../src/engine/response/score.ts';
import { describeWithShared } from '../../support/shared.ts';
import { readKnownAnswers } from './known-answers.ts';
import '../../support/seeded.ts';

describe('scores', () => {
  it('take the log of the probability given to what happened', () => {
    expect(logLossOf(0.8, 1)).toBeCloseTo(-Math.log(0.8), 15);
    expect(logLossOf(0.8, 0)).toBeCloseTo(-Math.log(0.2), 15);
    expect(meanLogLoss(Float64Array.of(0.5, 0.5), Uint8Array.of(0, 1))).toBeCloseTo(Math.LN2, 15);
  });

  it('stay finite after a certain miss and are 0 without rows', () => {
    expect(logLossOf(0, 1)).toBeLessThan(30);
    expect(meanLogLoss(new Float64Array(), new Uint8Array())).toBe(0);
    expect(brierScore(new Float64Array(), new Uint8Array())).toBe(0);
  });
});

describe('calibrationTable', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), { maxLength: 200 });

  it('keeps every row once, in rising bins that never split equal predictions', () => {
    fc.assert(
      fc.property(rows, (pairs) => {
        const predicted = Float64Array.from(pairs, ([p]) => p / 20);
        const responded = Uint8Array.from(pairs, ([, y]) => y);
        const bins = calibrationTable(predicted, responded, 10);
        expect(bins.length).toBeLessThanOrEqual(10);
        expect(bins.reduce((sum, bin) => sum + bin.touches, 0)).toBe(pairs.length);
        expect(bins.reduce((sum, bin) => sum + bin.responded, 0)).toBe(responded.reduce((sum, y) => sum + y, 0));
        bins.forEach((bin, index) => {
          expect(bin.low).toBeLessThanOrEqual(bin.predicted);
          expect(bin.predicted).toBeLessThanOrEqual(bin.high);
          expect(bin.observedLow).toBeLessThanOrEqual(bin.observed);
          expect(bin.observed).toBeLessThanOrEqual(bin.observedHigh);
          if (index > 0) expect(bin.low).toBeGreaterThan(bins[index - 1]!.high);
        });
      }),
    );
  });

  it('makes ten bins where predictions differ', () => {
    const predicted = Float64Array.from({ length: 1000 }, (_, row) => row / 1000);
    expect(calibrationTable(predicted, new Uint8Array(1000), 10).map((bin) => bin.touches)).toEqual(Array.from({ length: 10 }, () => 100));
  });
});

describeWithShared('scores against known answers', () => {
  it('Brier', () => {
    for (const { y, p, brier } of readKnownAnswers().calibration.brier) {
      expect(brierScore(Float64Array.from(p), Uint8Array.from(y))).toBeCloseTo(brier, 14);
    }
  });

  it('calibration curve by quantiles', () => {
    const curve = readKnownAnswers().calibration.curve_quantile;
    const bins = calibrationTable(Float64Array.from(curve.p), Uint8Array.from(curve.y), curve.bins);
    bins.forEach((bin, index) => {
      expect(bin.predicted).toBeCloseTo(curve.prob_pred[index]!, 12);
      expect(bin.observed).toBeCloseTo(curve.prob_true[index]!, 12);
    });
    expect(bins).toHaveLength(curve.prob_true.length);
  });
});
