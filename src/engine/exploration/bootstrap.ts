import { createRandom, randomIndex } from '../base/rng.ts';
import type { OffPolicyOptions } from './choice-log.ts';

/** Estimates of every resample, rising. */
export interface Resampled {
  readonly ips: Float64Array;
  readonly snips: Float64Array;
  readonly doublyRobust: Float64Array;
}

/** Estimates of resamples with replacement (Efron 1979), each sorted; a resample without weight is left out of `snips`. */
export function resample(weights: Float64Array, weighted: Float64Array, corrected: Float64Array | null, options: OffPolicyOptions): Resampled {
  const random = createRandom(options.seed);
  const count = options.resamples ?? 1000;
  const choices = weights.length;
  const ips = new Float64Array(count);
  const snips = new Float64Array(count);
  const doublyRobust = new Float64Array(count);
  for (let draw = 0; draw < count; draw += 1) {
    let sumWeights = 0;
    let sumWeighted = 0;
    let sumCorrected = 0;
    for (let taken = 0; taken < choices; taken += 1) {
      const row = randomIndex(random, choices);
      sumWeights += weights[row]!;
      sumWeighted += weighted[row]!;
      if (corrected !== null) sumCorrected += corrected[row]!;
    }
    ips[draw] = sumWeighted / choices;
    snips[draw] = sumWeighted / sumWeights;
    doublyRobust[draw] = sumCorrected / choices;
  }
  return { ips: ips.sort(), snips: snips.filter((value) => !Number.isNaN(value)).sort(), doublyRobust: doublyRobust.sort() };
}

/** The values that leave `tail` of the rising values on either side. */
export function percentiles(rising: Float64Array, tail: number): { low: number; high: number } {
  const at = (share: number): number => rising[Math.min(rising.length - 1, Math.max(0, Math.round(share * (rising.length - 1))))]!;
  return { low: at(tail), high: at(1 - tail) };
}
