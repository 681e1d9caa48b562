import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import { fitResponse } from '../../../src/engine/response/fit-response.ts';
import { responseInterval } from '../../../src/engine/response/interval.ts';
import { calculateBatch, NO_DAY, readPair, type UncertaintyColumns, type UncertaintyInput, type UncertaintyOptions } from '../../../src/engine/uncertainty/calculate-batch.ts';
import { assessContact, reportDataQuality } from '../../../src/engine/uncertainty/data-quality.ts';
import type { FeatureTable } from '../../../src/engine/uncertainty/feature-table.ts';
import { findLastTouches } from '../../../src/engine/uncertainty/last-touch.ts';
import { simulateHistory } from '../response/simulate-history.ts';

const control = { now: () => 0 };

const small: UncertaintyInput = {
  contactCount: 2,
  channelCount: 2,
  today: 120,
  predictedDay: 100,
  mean: Float64Array.of(0.1, 0.2, 0.1, 0.05),
  sd: Float64Array.of(0.02, 0.15, 0.02, 0.01),
  n: Float64Array.of(0, 1, 0, 30),
  lastTouchDay: Int32Array.of(NO_DAY, 90, NO_DAY, 115),
  lastValidatedDay: Int32Array.of(NO_DAY, NO_DAY, NO_DAY, 118),
  completeness: Float64Array.of(1, 0.25),
  drift: Float64Array.of(0, 0),
  channelMean: [0.1, 0.1],
  channelValue: [1, 20],
};

function calculate(input: UncertaintyInput, options: UncertaintyOptions = {}): UncertaintyColumns {
  const result = calculateBatch(input, options, control);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

describe('calculateBatch', () => {
  it('answers every pair', () => {
    const columns = calculate(small);
    const interval = responseInterval(0.2, 0.15, 0.9);
    expect(readPair(columns, 0, 1)).toEqual({
      mean: 0.2,
      low: interval.low,
      high: interval.high,
      total: 0.2 * 0.8,
      epistemic: 0.15 * 0.15,
      aleatoric: 0.2 * 0.8 - 0.15 * 0.15,
      sampleSize: 1,
      recency: 30,
      predictionAge: 20,
      validationAge: null,
      staleness: 1 - 2 ** -(20 / 60 + 20 / 90),
      explorationValue: 1.6448536269514722 * 0.15 * 20,
      recommendation: 'explore',
    });
    expect(readPair(columns, 1, 1)).toMatchObject({ recency: 5, validationAge: 2, recommendation: 'collect' });
    expect(readPair(columns, 0, 0)).toMatchObject({ recency: null, sampleSize: 0, recommendation: 'use' });
    expect(columns.low[2]).toBe(columns.low[0]);
    expect(() => readPair(columns, 2, 0)).toThrow(RangeError);
  });

  it('goes stale with drift, and a certain probability is its own interval', () => {
    const columns = calculate({ ...small, sd: Float64Array.of(0, 0.15, 0.02, 0.01), drift: Float64Array.of(0.6, 0) });
    expect(readPair(columns, 0, 1).recommendation).toBe('refresh');
    expect(readPair(columns, 0, 0)).toMatchObject({ low: 0.1, high: 0.1, epistemic: 0 });
  });

  it('parts add up, intervals widen with the level and hold the mean unless nearly all mass lies at an end', () => {
    const moments = fc.record({ mean: fc.double({ min: 0.001, max: 0.999, noNaN: true }), strength: fc.double({ min: 0.5, max: 5000, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(moments, { minLength: 4, maxLength: 4 }), (rows) => {
        const input = { ...small, mean: Float64Array.from(rows, (row) => row.mean), sd: Float64Array.from(rows, (row) => Math.sqrt((row.mean * (1 - row.mean)) / (row.strength + 1))) };
        const narrow = calculate(input, { level: 0.8 });
        const wide = calculate(input, { level: 0.95 });
        for (let pair = 0; pair < 4; pair += 1) {
          expect(Math.abs(narrow.epistemic[pair]! + narrow.aleatoric[pair]! - narrow.total[pair]!)).toBeLessThan(1e-15);
          expect(narrow.aleatoric[pair]!).toBeGreaterThan(0);
          expect(wide.low[pair]!).toBeLessThanOrEqual(narrow.low[pair]!);
          expect(wide.high[pair]!).toBeGreaterThanOrEqual(narrow.high[pair]!);
          const { mean, strength } = rows[pair]!;
          if (Math.min(mean, 1 - mean) * strength < 1) continue;
          expect(wide.low[pair]!).toBeLessThan(mean);
          expect(wide.high[pair]!).toBeGreaterThan(mean);
        }
      }),
    );
  });

  it('refuses a level, a prediction of tomorrow and columns that do not fit', () => {
    expect(calculateBatch(small, { level: 1 }, control)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'level' } });
    expect(calculateBatch({ ...small, predictedDay: 121 }, {}, control)).toMatchObject({ ok: false, fault: { path: 'predictedDay' } });
    expect(() => calculateBatch({ ...small, drift: new Float64Array(3) }, {}, control)).toThrow('drift holds 3 of 2 contacts');
    expect(() => calculateBatch({ ...small, n: new Float64Array(3) }, {}, control)).toThrow('n holds 3 of 4 pairs');
  });

  it('stops when told to', () => {
    const cancel = createCancelFlag();
    raiseCancel(cancel);
    expect(calculateBatch(small, {}, { ...control, cancel })).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
  });
});

describe('on histories drawn from the response model', () => {
  it('the 90 % intervals hold the true rate in 88–92 %, overall and by number of touches', () => {
    const groups = [
      { name: 'none', has: (n: number) => n === 0, inside: 0, count: 0 },
      { name: 'one to four', has: (n: number) => n >= 1 && n <= 4, inside: 0, count: 0 },
      { name: 'five and more', has: (n: number) => n >= 5, inside: 0, count: 0 },
    ];
    for (const seed of [11, 12, 13, 14]) {
      const plan = { seed, contactCount: 4000, segmentCount: 10, channelMeans: [0.05, 0.15, 0.35], segmentStrength: 60, contactStrength: 12, mostTouches: 10, days: 85, saturation: 1 };
      const { input, rate } = simulateHistory(plan);
      const fit = fitResponse(input, { saturationSetting: [0.8, 0.8, 0.8], halfLifeDays: 3650 }, control);
      if (!fit.ok) throw new Error(fit.fault.message);
      const { mean, sd, n, contactCount, channelCount, asOfDay } = fit.value;
      const size = { contactCount, channelCount };
      const days = { predictedDay: asOfDay, today: asOfDay, matureAfterDays: [0, 0, 0] };
      const columns = calculate({
        ...size,
        ...days,
        ...findLastTouches(input.touches, size, days),
        mean,
        sd,
        n,
        completeness: new Float64Array(contactCount).fill(1),
        drift: new Float64Array(contactCount),
        channelMean: fit.value.channels.map((channel) => channel.mean),
        channelValue: [1, 1, 1],
      });
      rate.forEach((truth, pair) => {
        const group = groups.find((one) => one.has(n[pair]!))!;
        group.count += 1;
        if (columns.low[pair]! <= truth && truth <= columns.high[pair]!) group.inside += 1;
      });
      expect(columns.recency.every((recency, pair) => recency < 0 === (n[pair] === 0))).toBe(true);
    }
    const overall = groups.reduce((sum, group) => sum + group.inside, 0) / groups.reduce((sum, group) => sum + group.count, 0);
    for (const coverage of [overall, ...groups.map((group) => group.inside / group.count)]) {
      expect(coverage).toBeGreaterThan(0.88);
      expect(coverage).toBeLessThan(0.92);
    }
  });
});

describe('findLastTouches', () => {
  it('takes the last touch old enough to be judged, and the last judged one after the prediction', () => {
    const touches = { contact: Int32Array.of(0, 0, 0, 1), channel: Uint8Array.of(0, 0, 0, 1), day: Int32Array.of(10, 90, 99, 60) };
    const found = findLastTouches(touches, { contactCount: 2, channelCount: 2 }, { predictedDay: 80, today: 100, matureAfterDays: [5, 5] });
    expect([...found.lastTouchDay]).toEqual([90, NO_DAY, NO_DAY, 60]);
    expect([...found.lastValidatedDay]).toEqual([95, NO_DAY, NO_DAY, NO_DAY]);
  });
});

describe('data quality', () => {
  const profiles: FeatureTable = {
    rowCount: 2,
    features: [
      { kind: 'category', name: 'specialty', codes: Int32Array.of(0, -1), values: ['a'] },
      { kind: 'number', name: 'volume', numbers: Float64Array.of(3, Number.NaN) },
    ],
  };

  it('reports one contact', () => {
    const columns = calculate({ ...small, n: Float64Array.of(0, 1, 0, 0), lastTouchDay: Int32Array.of(NO_DAY, -90, NO_DAY, NO_DAY), lastValidatedDay: new Int32Array(4).fill(NO_DAY) });
    expect(assessContact(columns, profiles, 0)).toEqual({
      touches: 1,
      recency: 210,
      completeness: 1,
      missingFeatures: [],
      untouchedChannels: [0],
      problems: ['few_touches', 'old_history', 'never_validated'],
    });
    expect(assessContact(columns, profiles, 1)).toMatchObject({ recency: null, missingFeatures: ['specialty', 'volume'], problems: ['no_touches', 'thin_profile', 'never_validated'] });
  });

  it('adds up over all', () => {
    expect(reportDataQuality(calculate(small), profiles)).toEqual({
      contacts: 2,
      pairs: 4,
      touchedPairs: 2,
      completeness: 0.5,
      features: [
        { name: 'specialty', known: 0.5 },
        { name: 'volume', known: 0.5 },
      ],
      medianRecency: 17.5,
      problems: { no_touches: 0, few_touches: 1, old_history: 0, thin_profile: 1, never_validated: 1 },
    });
  });
});
