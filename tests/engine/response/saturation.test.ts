import { describe, expect, it } from 'vitest';
import { estimateDoseSaturation } from '../../../src/engine/response/dose-saturation.ts';
import { fitResponse } from '../../../src/engine/response/fit-response.ts';
import type { ResponseFit } from '../../../src/engine/response/response-model.ts';
import { createRandom, randomIndex, randomNormal } from '../../../src/engine/base/rng.ts';
import { runs } from '../../support/runs.ts';
import { simulateHistory, type SimulationPlan } from './simulate-history.ts';

const plan: SimulationPlan = {
  seed: 1,
  contactCount: 4000,
  segmentCount: 6,
  channelMeans: [0.2],
  segmentStrength: 60,
  contactStrength: 8,
  mostTouches: 9,
  days: 85,
  saturation: 1,
};
const fit = (change: Partial<SimulationPlan>): ResponseFit => {
  const result = fitResponse(simulateHistory({ ...plan, ...change }).input, { saturationSetting: [0.6] }, { now: () => 0 });
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
};
const seeds = [1, 2, 3, 4, 5, 6];

describe('saturation from touch order', () => {
  it.each([0.9, 0.7, 0.4])('%f is recovered within its interval', (saturation) => {
    let held = 0;
    for (const seed of seeds) {
      const estimate = fit({ seed, saturation }).saturation[0]!;
      expect(estimate).toMatchObject({ source: 'history', reason: 'order_effect', value: estimate.estimate });
      expect(Math.abs(estimate.value - saturation)).toBeLessThan(0.08);
      if (estimate.low! <= saturation && saturation <= estimate.high!) held += 1;
    }
    expect(held).toBeGreaterThanOrEqual(5);
  });

  it.each<[string, Partial<SimulationPlan>]>([
    ['contacts that differ', {}],
    ['contacts all alike', { contactStrength: Infinity }],
    ['touching that stops after a response', { stopsAfterResponse: true }],
    ['eager contacts touched more', { targetsEager: true }],
    ['a response that falls over time for everyone', { drift: (day) => 1.5 - day / 85 }],
    ['a fall over time and a stop after a response', { drift: (day) => 1.5 - day / 85, stopsAfterResponse: true }],
  ])('is not claimed without an order effect: %s', (_case, change) => {
    for (const seed of seeds.slice(0, runs(seeds.length))) {
      const estimate = fit({ ...change, seed }).saturation[0]!;
      expect(estimate).toMatchObject({ source: 'setting', value: 0.6, reason: 'no_order_effect' });
      expect(estimate.high).toBeGreaterThanOrEqual(1);
    }
  });

  it('is recovered where touching stops after a response, and where response falls over time', () => {
    expect(Math.abs(fit({ saturation: 0.7, stopsAfterResponse: true }).saturation[0]!.value - 0.7)).toBeLessThan(0.08);
    expect(Math.abs(fit({ saturation: 0.7, drift: (day) => 1.5 - day / 85 }).saturation[0]!.value - 0.7)).toBeLessThan(0.08);
  });

  it('is not judged with too few repeats, and the counts per position say why', () => {
    const estimate = fit({ mostTouches: 1 }).saturation[0]!;
    expect(estimate).toMatchObject({ source: 'setting', value: 0.6, reason: 'too_few_repeats', estimate: null, low: null, high: null });
    expect(estimate.positions).toHaveLength(1);
  });

  it('counts every judged touch at its position, the last row holding the later ones', () => {
    const history = simulateHistory({ ...plan, mostTouches: 30, contactCount: 300 });
    const result = fitResponse(history.input, { saturationSetting: [0.6] }, { now: () => 0 });
    const positions = result.ok ? result.value.saturation[0]!.positions : [];
    expect(positions.map((row) => row.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(positions.reduce((sum, row) => sum + row.touches, 0)).toBe(history.input.responded.length);
    expect(positions.reduce((sum, row) => sum + row.responded, 0)).toBe(history.input.responded.reduce((sum, value) => sum + value, 0));
  });

  it.each<[string, Partial<SimulationPlan>]>([
    ['', { saturation: 0.7 }],
    [', stopping after a response', { saturation: 0.7, stopsAfterResponse: true }],
    [', on a channel that responds often', { saturation: 0.7, channelMeans: [0.5] }],
  ])('puts responses on the scale of a first touch without bias%s', (_case, change) => {
    let bias = 0;
    for (const seed of seeds) {
      const history = simulateHistory({ ...plan, ...change, seed });
      const result = fit({ ...change, seed });
      const truth = history.rate.reduce((sum, rate) => sum + rate, 0) / history.rate.length;
      expect(result.channels[0]!.responded / result.channels[0]!.touches).toBeLessThan(0.8 * truth);
      bias += (result.channels[0]!.mean - truth) / seeds.length;
    }
    expect(Math.abs(bias)).toBeLessThan(0.008);
  });
});

describe('saturation from volumes per period', () => {
  function makeVolumes(seed: number, saturation: number, firstGain: number) {
    const random = createRandom(seed);
    const unitCount = 200;
    const unit: number[] = [];
    const dose: number[] = [];
    const volume: number[] = [];
    for (let one = 0; one < unitCount; one += 1) {
      const level = 10 + 4 * random();
      for (let period = 0; period < 24; period += 1) {
        const touches = randomIndex(random, level > 12 ? 7 : 4);
        const stock = Array.from({ length: touches }, (_, k) => saturation ** k).reduce((sum, part) => sum + part, 0);
        unit.push(one);
        dose.push(touches);
        volume.push(level + firstGain * stock + randomNormal(random));
      }
    }
    return { unit: Int32Array.from(unit), unitCount, dose: Int32Array.from(dose), volume: Float64Array.from(volume) };
  }

  it.each([0.3, 0.6, 0.9])('%f is recovered though larger units are touched more', (saturation) => {
    const found = estimateDoseSaturation(makeVolumes(3, saturation, 1));
    expect(found).not.toBeNull();
    expect(found!.low).toBeLessThanOrEqual(saturation);
    expect(found!.high).toBeGreaterThanOrEqual(saturation);
    expect(Math.abs(found!.saturation - saturation)).toBeLessThan(0.1);
    expect(Math.abs(found!.firstGain - 1)).toBeLessThan(0.15);
    expect(found!.isShown).toBe(true);
  });

  it('is not claimed where each touch adds the same, or nothing', () => {
    expect(estimateDoseSaturation(makeVolumes(4, 1, 1))).toMatchObject({ isShown: false });
    expect(estimateDoseSaturation(makeVolumes(5, 0.5, 0))).toMatchObject({ isShown: false });
  });

  it('has no answer where the dose never differs', () => {
    const volumes = { unit: Int32Array.of(0, 0, 1, 1), unitCount: 2, dose: Int32Array.of(1, 1, 2, 2), volume: Float64Array.of(1, 2, 3, 4) };
    expect(estimateDoseSaturation(volumes)).toBeNull();
  });
});
