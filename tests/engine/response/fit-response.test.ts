import { describe, expect, it } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../src/engine/base/progress.ts';
import { createRandom, randomIndex } from '../../../src/engine/base/rng.ts';
import { fitResponse } from '../../../src/engine/response/fit-response.ts';
import { responseInterval } from '../../../src/engine/response/interval.ts';
import type { ResponseFit, ResponseInput, ResponseOptions } from '../../../src/engine/response/response-model.ts';
import { simulateHistory, type SimulationPlan } from './simulate-history.ts';

const plan: SimulationPlan = {
  seed: 1,
  contactCount: 5000,
  segmentCount: 10,
  channelMeans: [0.05, 0.15, 0.35],
  segmentStrength: 60,
  contactStrength: 12,
  mostTouches: 10,
  days: 85,
  saturation: 1,
  withoutSegment: 0.1,
};
const options: ResponseOptions = { saturationSetting: [0.8, 0.8, 0.8] };
const control = { now: () => 0 };

function fit(input: ResponseInput, change: Partial<ResponseOptions> = {}): ResponseFit {
  const result = fitResponse(input, { ...options, ...change }, control);
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

function shuffle(input: ResponseInput, seed: number): ResponseInput {
  const random = createRandom(seed);
  const order = Array.from(input.responded.keys());
  for (let place = order.length - 1; place > 0; place -= 1) {
    const other = randomIndex(random, place + 1);
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  const { contact, channel, day } = input.touches;
  return {
    ...input,
    touches: { contact: Int32Array.from(order, (row) => contact[row]!), channel: Uint8Array.from(order, (row) => channel[row]!), day: Int32Array.from(order, (row) => day[row]!) },
    responded: Uint8Array.from(order, (row) => input.responded[row]!),
  };
}

const emptyHistory: ResponseInput = {
  contactCount: 2,
  channelCount: 1,
  segmentOf: Int32Array.of(0, -1),
  segmentNames: ['a'],
  touches: { contact: new Int32Array(), channel: new Uint8Array(), day: new Int32Array() },
  responded: new Uint8Array(),
  asOfDay: 100,
};

function measureCoverage(result: ResponseFit, rate: Float64Array, isCounted: (pair: number) => boolean): number {
  let inside = 0;
  let counted = 0;
  rate.forEach((truth, pair) => {
    if (!isCounted(pair)) return;
    const interval = responseInterval(result.mean[pair]!, result.sd[pair]!, 0.9);
    counted += 1;
    if (interval.low <= truth && truth <= interval.high) inside += 1;
  });
  return inside / counted;
}

describe('fitResponse on histories drawn from the model', () => {
  it('holds the true rates in 88–92 % of its 90 % intervals, with many touches, few and none', () => {
    let overall = 0;
    let untouched = 0;
    const seeds = [1, 2, 3, 4, 5, 6];
    for (const seed of seeds) {
      const history = simulateHistory({ ...plan, seed });
      const result = fit(history.input);
      overall += measureCoverage(result, history.rate, () => true) / seeds.length;
      untouched += measureCoverage(result, history.rate, (pair) => result.n[pair] === 0) / seeds.length;
    }
    expect(overall).toBeGreaterThan(0.88);
    expect(overall).toBeLessThan(0.92);
    expect(untouched).toBeGreaterThan(0.88);
    expect(untouched).toBeLessThan(0.92);
  });

  it('holds them with saturation too', () => {
    let overall = 0;
    const seeds = [1, 2, 3, 4];
    for (const seed of seeds) {
      const history = simulateHistory({ ...plan, seed, saturation: 0.7 });
      overall += measureCoverage(fit(history.input), history.rate, () => true) / seeds.length;
    }
    expect(overall).toBeGreaterThan(0.87);
    expect(overall).toBeLessThan(0.93);
  });

  it('finds the strength of both levels', () => {
    const strengths = [1, 2, 3, 4].map((seed) => fit(simulateHistory({ ...plan, seed }).input).channels.map((channel) => channel.contactStrength.touches));
    for (const one of strengths.flat()) expect(Math.abs(Math.log(one / 12))).toBeLessThan(Math.log(1.35));
    const wide = fit(simulateHistory({ ...plan, segmentCount: 80, segmentStrength: 15 }).input).channels;
    for (const channel of wide) expect(Math.abs(Math.log(channel.segmentStrength.touches / 15))).toBeLessThan(Math.log(2));
  });

  it('beats the base rates on what it has not seen, and its bins hold what was observed', () => {
    const backtest = fit(simulateHistory({ ...plan, contactCount: 10_000 }).input).backtest!;
    expect(backtest.model.logLoss).toBeLessThan(backtest.channelRate.logLoss - 0.01);
    expect(backtest.channelRate.logLoss).toBeLessThan(backtest.baseRate.logLoss);
    expect(backtest.model.brier).toBeLessThan(backtest.baseRate.brier);
    expect(backtest.calibration).toHaveLength(10);
    const held = backtest.calibration.filter((bin) => bin.observedLow <= bin.predicted && bin.predicted <= bin.observedHigh);
    expect(held.length).toBeGreaterThanOrEqual(8);
    expect(backtest.calibration.reduce((sum, bin) => sum + bin.touches, 0)).toBe(backtest.touches);
    expect(backtest.trainedTouches).toBeGreaterThan(3 * backtest.touches);
  });

  it('is no worse than the base rate where nothing differs', () => {
    const same = simulateHistory({ ...plan, channelMeans: [0.2, 0.2, 0.2], segmentStrength: Infinity, contactStrength: Infinity });
    const backtest = fit(same.input).backtest!;
    expect(backtest.model.logLoss - backtest.baseRate.logLoss).toBeLessThan(0.001);
  });
});

describe('half-life', () => {
  it('is long where nothing changes and short where everything does', () => {
    expect(fit(simulateHistory({ ...plan, days: 700 }).input).halfLifeDays).toBe(3650);
    const turning = fit(simulateHistory({ ...plan, days: 700, drift: (day) => (day < 350 ? 0.3 : 1) }).input);
    expect(turning.halfLifeDays).toBeLessThanOrEqual(90);
    expect(turning.halfLifeSource).toBe('backtest');
    expect(turning.backtest!.halfLives.map((row) => row.halfLifeDays)).toEqual([14, 30, 90, 180, 365, 730, 3650]);
  });

  it('weights every touch by 2^(−age / half-life), and estimates from those weights', () => {
    const history = simulateHistory({ ...plan, contactCount: 600 });
    const result = fit(history.input, { halfLifeDays: 20 });
    expect(result).toMatchObject({ halfLifeDays: 20, halfLifeSource: 'given' });
    const { contact, channel, day } = history.input.touches;
    const success = new Float64Array(result.mean.length);
    const weight = new Float64Array(result.mean.length);
    history.input.responded.forEach((responded, row) => {
      const pair = contact[row]! * 3 + channel[row]!;
      const own = 2 ** (-(history.input.asOfDay - day[row]!) / 20);
      weight[pair]! += own;
      success[pair]! += own * responded;
    });
    expect(result.saturation.every((estimate) => estimate.source === 'setting')).toBe(true);
    weight.forEach((wanted, pair) => {
      expect(Math.abs(result.effectiveN[pair]! - wanted)).toBeLessThan(1e-12 * Math.max(1, wanted));
      const segment = result.segments.find((row) => row.channel === pair % 3 && row.segment === history.input.segmentOf[Math.floor(pair / 3)])!;
      const strength = result.channels[pair % 3]!.contactStrength.touches;
      const total = strength + wanted;
      const mean = (strength * segment.mean + success[pair]!) / total;
      const inherited = (strength / total) ** 2 * segment.sd ** 2;
      expect(Math.abs(result.mean[pair]! - mean)).toBeLessThan(1e-12);
      expect(Math.abs(result.sd[pair]! ** 2 - (mean * (1 - mean) - inherited) / (total + 1) - inherited)).toBeLessThan(1e-12);
    });
  });
});

describe('what a fit depends on', () => {
  it('not on the order of the touches', () => {
    const { input } = simulateHistory({ ...plan, contactCount: 1500, saturation: 0.8 });
    expect(fit(shuffle(input, 9))).toEqual(fit(input));
  });

  it('leaves a contact without touches at its segment, and one without a segment at the others of its kind', () => {
    const { input } = simulateHistory(plan);
    const result = fit(input);
    const untouched = result.n.findIndex((n, pair) => n === 0 && input.segmentOf[Math.floor(pair / 3)]! >= 0);
    const segment = result.segments.find((row) => row.channel === untouched % 3 && row.segment === input.segmentOf[Math.floor(untouched / 3)])!;
    expect(result.mean[untouched]).toBeCloseTo(segment.mean, 14);
    expect(result.sd[untouched]).toBeGreaterThan(segment.sd);
    expect(result.segments.filter((row) => row.segment === -1)).toHaveLength(3);
  });

  it('not on touches after the day, nor on those whose outcome may still come', () => {
    const { input } = simulateHistory(plan);
    const early = fit({ ...input, asOfDay: 60 });
    const isEarly = (row: number): boolean => input.touches.day[row]! <= 60;
    const rows = Array.from(input.responded.keys()).filter(isEarly);
    const cut: ResponseInput = {
      ...input,
      asOfDay: 60,
      touches: {
        contact: Int32Array.from(rows, (row) => input.touches.contact[row]!),
        channel: Uint8Array.from(rows, (row) => input.touches.channel[row]!),
        day: Int32Array.from(rows, (row) => input.touches.day[row]!),
      },
      responded: Uint8Array.from(rows, (row) => input.responded[row]!),
    };
    expect(early.futureTouches).toBe(input.responded.length - rows.length);
    expect({ ...early, futureTouches: 0 }).toEqual(fit(cut));

    const mature = fit(input, { matureAfterDays: [14, 0, 0] });
    const young = Array.from(input.responded.keys()).filter((row) => input.touches.channel[row] === 0 && input.touches.day[row]! > input.asOfDay - 14);
    expect(mature.channels.map((channel) => channel.immature)).toEqual([young.length, 0, 0]);
    const answered = { ...input, responded: input.responded.map((value, row) => (young.includes(row) ? 1 : value)) };
    expect(fit(answered, { matureAfterDays: [14, 0, 0] }).mean).toEqual(mature.mean);
  });

  it('without any history is the prior, with no backtest and the default half-life', () => {
    const result = fit(emptyHistory);
    expect(result.backtest).toBeNull();
    expect(result.halfLifeSource).toBe('default');
    expect(Array.from(result.n)).toEqual([0, 0]);
    expect(result.mean[0]).toBeCloseTo(0.05, 14);
    expect(result.mean[1]).toBe(result.mean[0]);
    expect(result.sd[0]).toBeGreaterThan(0.1);
    expect(result.segments.map((row) => row.segment)).toEqual([0, -1]);
    expect(result.saturation[0]).toMatchObject({ value: 0.8, source: 'setting', reason: 'too_few_repeats', positions: [] });
  });

  it('takes a backtest period that was asked for', () => {
    const { input } = simulateHistory(plan);
    expect(fit(input, { backtestDays: 10 }).backtest).toMatchObject({ fromDay: 75, toDay: 84 });
    expect(fit(input, { backtestDays: 500 }).backtest).toBeNull();
  });

  it('works with no contacts at all', () => {
    const none = { ...emptyHistory, contactCount: 0, segmentOf: new Int32Array() };
    expect(fit(none).mean).toHaveLength(0);
  });
});

describe('control', () => {
  const { input } = simulateHistory({ ...plan, contactCount: 800 });

  it('reports every step up to the last', () => {
    const seen: Progress[] = [];
    fitResponse(input, options, { now: () => 0, onProgress: (progress) => seen.push(progress) });
    expect([...new Set(seen.map((progress) => progress.phase))]).toEqual(['order', 'backtest', 'fit', 'estimates']);
    expect(seen.map((progress) => progress.done)).toEqual(seen.map((_, step) => step));
    expect(seen.at(-1)).toMatchObject({ done: seen.length - 1, total: seen.length - 1 });
  });

  it('stops at the next step once cancelled or out of time', () => {
    const cancel = createCancelFlag();
    let reports = 0;
    const result = fitResponse(input, options, {
      now: () => 0,
      cancel,
      onProgress: () => {
        reports += 1;
        if (reports === 3) raiseCancel(cancel);
      },
    });
    expect(result).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
    expect(reports).toBe(3);
    expect(fitResponse(input, options, { now: () => 5, deadlineMs: 5 })).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
  });

  it.each<[string, Partial<ResponseOptions>]>([
    ['halfLifeDays', { halfLifeDays: 0 }],
    ['halfLifeDays', { halfLifeDays: Infinity }],
    ['halfLifeCandidates', { halfLifeCandidates: [] }],
    ['halfLifeCandidates[1]', { halfLifeCandidates: [10, Number.NaN] }],
    ['saturationSetting[1]', { saturationSetting: [0.5, 1.5, 1] }],
    ['saturationSetting[2]', { saturationSetting: [0.5, 1] }],
    ['matureAfterDays[0]', { matureAfterDays: [-1] }],
    ['positionWindowDays', { positionWindowDays: 0 }],
    ['backtestDays', { backtestDays: 1.5 }],
  ])('answers a fault for %s out of range', (path, change) => {
    expect(fitResponse(input, { ...options, ...change }, control)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
  });

  it('throws where columns do not fit together', () => {
    expect(() => fitResponse({ ...input, responded: new Uint8Array(1) }, options, control)).toThrow(RangeError);
    expect(() => fitResponse({ ...input, segmentOf: new Int32Array(1) }, options, control)).toThrow(RangeError);
    expect(() => fitResponse({ ...input, segmentNames: [] }, options, control)).toThrow(RangeError);
  });
});
