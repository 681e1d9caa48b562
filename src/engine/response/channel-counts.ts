import { rowsThrough, type OrderedTouches } from './ordered-touches.ts';

/** Which touches of one channel count: those up to `throughDay`, of an age seen from `asOfDay`. */
export interface ChannelScope {
  readonly ordered: OrderedTouches;
  readonly channel: number;
  readonly throughDay: number;
  readonly asOfDay: number;
}

/** By contact: responses and non-responses of one channel, weighted. */
export interface ChannelCounts {
  readonly success: Float64Array;
  readonly failure: Float64Array;
  /** First touches that the touches amount to, whatever came of them; without saturation success + failure. */
  readonly exposure: Float64Array;
}

/** What puts a later touch on the scale of a first one: the channel's saturation and a rate for each contact. */
export interface FirstTouchScale {
  readonly saturation: number;
  readonly rate: Float64Array;
}

/** Whole counts of one channel by contact. */
export function countTouches(scope: ChannelScope): ChannelCounts {
  return countFirstTouches(scope, null, null);
}

/**
 * Counts weighted by recency (`weights` by age in days, null = all alike) and put on the scale of a first touch.
 *
 * With saturation s the k-th touch responds with p·f, f = s^(k − 1). A response counts 1; a non-response counts
 * c = f·(1 − p₀)/(1 − p₀·f), with p₀ the given rate. With these counts y/p − Σc/(1 − p), the slope of the beta
 * likelihood, equals the slope of the exact likelihood at p = p₀, so that the posterior stays a beta; and at p₀ = m
 * the pooled equation Σ y = m·Σ (y + c) is unbiased for the mean m of any mixture of rates.
 */
export function countFirstTouches(scope: ChannelScope, weights: Float64Array | null, scale: FirstTouchScale | null): ChannelCounts {
  const { ordered, channel, throughDay, asOfDay } = scope;
  const success = new Float64Array(ordered.contactCount);
  const failure = new Float64Array(ordered.contactCount);
  const exposure = new Float64Array(ordered.contactCount);
  for (let contact = 0; contact < ordered.contactCount; contact += 1) {
    const pair = contact * ordered.channelCount + channel;
    const from = ordered.pairStart[pair]!;
    const to = from + rowsThrough(ordered, pair, throughDay);
    const rate = scale === null ? 0 : scale.rate[contact]!;
    for (let row = from; row < to; row += 1) {
      const weight = weights === null ? 1 : weights[asOfDay - ordered.day[row]!]!;
      const factor = scale === null ? 1 : scale.saturation ** (ordered.position[row]! - 1);
      exposure[contact]! += weight * factor;
      if (ordered.responded[row] === 1) success[contact]! += weight;
      else failure[contact]! += (weight * factor * (1 - rate)) / (1 - rate * factor);
    }
  }
  return { success, failure, exposure };
}
