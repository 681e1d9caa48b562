import type { Grouping } from './grouping.ts';
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
}

/** Whole counts of one channel by contact. */
export function countTouches(scope: ChannelScope): ChannelCounts {
  return sumTouches(scope, null, () => 1);
}

/**
 * Counts weighted by recency (`weights` by age in days, null = all alike) and put on the scale of a first touch.
 *
 * With saturation s the k-th touch responds with p·f, f = s^(k − 1). A response counts 1; a non-response counts
 * c = f·(1 − p₀)/(1 − p₀·f), with p₀ the group's mean. With these counts y/p − Σc/(1 − p), the slope of the beta
 * likelihood, equals the slope of the exact likelihood at p = p₀, so the estimate stays unbiased and conjugate.
 */
export function countFirstTouches(scope: ChannelScope, weights: Float64Array | null, saturation: number, grouping: Grouping, groupMean: Float64Array): ChannelCounts {
  if (saturation === 1) return sumTouches(scope, weights, () => 1);
  return sumTouches(scope, weights, (contact, position) => {
    const factor = saturation ** (position - 1);
    const mean = groupMean[grouping.groupOf[contact]!]!;
    return (factor * (1 - mean)) / (1 - mean * factor);
  });
}

function sumTouches(scope: ChannelScope, weights: Float64Array | null, missCount: (contact: number, position: number) => number): ChannelCounts {
  const { ordered, channel, throughDay, asOfDay } = scope;
  const success = new Float64Array(ordered.contactCount);
  const failure = new Float64Array(ordered.contactCount);
  for (let contact = 0; contact < ordered.contactCount; contact += 1) {
    const pair = contact * ordered.channelCount + channel;
    const from = ordered.pairStart[pair]!;
    const to = from + rowsThrough(ordered, pair, throughDay);
    for (let row = from; row < to; row += 1) {
      const weight = weights === null ? 1 : weights[asOfDay - ordered.day[row]!]!;
      if (ordered.responded[row] === 1) success[contact]! += weight;
      else failure[contact]! += weight * missCount(contact, ordered.position[row]!);
    }
  }
  return { success, failure };
}
