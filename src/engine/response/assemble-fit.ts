import { rowsThrough } from './ordered-touches.ts';
import type { ChannelScope } from './channel-counts.ts';
import { estimateContact, type ChannelHistory, type ChannelPosterior } from './channel-history.ts';
import type { Grouping } from './grouping.ts';
import type { Moments } from './levels.ts';
import type { ChannelEstimate, SaturationEstimate, SegmentEstimate } from './response-model.ts';
import { SATURATION_LEVEL } from './saturation.ts';

/** One channel after fitting. */
export interface FittedChannel {
  readonly scope: ChannelScope;
  readonly history: ChannelHistory;
  readonly posterior: ChannelPosterior;
}

/** Estimates by pair, index contact · channelCount + channel. */
export interface PairEstimates {
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly n: Float64Array;
  readonly effectiveN: Float64Array;
}

/** Writes out every contact × channel. O(pairs + immature touches). */
export function estimatePairs(channels: readonly FittedChannel[], grouping: Grouping): PairEstimates {
  const contactCount = grouping.groupOf.length;
  const size = contactCount * channels.length;
  const estimates = { mean: new Float64Array(size), sd: new Float64Array(size), n: new Float64Array(size), effectiveN: new Float64Array(size) };
  channels.forEach(({ scope, posterior }, channel) => {
    for (let contact = 0; contact < contactCount; contact += 1) {
      const pair = contact * channels.length + channel;
      const moments = estimateContact(posterior, contact, grouping.groupOf[contact]!);
      estimates.mean[pair] = moments.mean;
      estimates.sd[pair] = Math.sqrt(moments.variance);
      estimates.n[pair] = rowsThrough(scope.ordered, pair, scope.throughDay);
      estimates.effectiveN[pair] = posterior.counts.success[contact]! + posterior.counts.failure[contact]!;
    }
  });
  return estimates;
}

/** The channel's row of the summary. */
export function summariseChannel(fitted: FittedChannel, grouping: Grouping): ChannelEstimate {
  const { scope, history } = fitted;
  const judged = history.order.positions;
  const { ordered, channel } = scope;
  const average = averageOverContacts(fitted, grouping);
  let all = 0;
  for (let pair = channel; pair + 1 < ordered.pairStart.length; pair += ordered.channelCount) all += ordered.pairStart[pair + 1]! - ordered.pairStart[pair]!;
  const touches = judged.reduce((sum, row) => sum + row.touches, 0);
  return {
    channel,
    touches,
    responded: judged.reduce((sum, row) => sum + row.responded, 0),
    immature: all - touches,
    mean: average.mean,
    sd: Math.sqrt(average.variance),
    segmentStrength: history.segmentStrength,
    contactStrength: history.contactStrength,
  };
}

/**
 * Mean of the groups' rates weighted by their contacts. Groups share the channel's uncertainty in the part their own
 * counts leave to the prior; the rest of their variances is independent.
 */
function averageOverContacts({ history, posterior }: FittedChannel, grouping: Grouping): Moments {
  const { levels } = posterior;
  if (grouping.groupOf.length === 0) return levels.channel;
  const contacts = new Float64Array(grouping.groupCount);
  for (const group of grouping.groupOf) contacts[group]! += 1;
  const strength = history.segmentStrength.touches;
  let mean = 0;
  let shared = 0;
  let own = 0;
  contacts.forEach((count, group) => {
    const weight = count / grouping.groupOf.length;
    const leftToPrior = strength / (strength + levels.groupSuccess[group]! + levels.groupFailure[group]!);
    mean += weight * levels.groupMean[group]!;
    shared += weight * leftToPrior;
    own += weight * weight * (levels.groupVariance[group]! - leftToPrior * leftToPrior * levels.channel.variance);
  });
  return { mean, variance: shared * shared * levels.channel.variance + own };
}

/** One row per group that has contacts or is a named segment. */
export function summariseSegments({ scope, posterior }: FittedChannel, grouping: Grouping): SegmentEstimate[] {
  const { ordered, channel } = scope;
  const { groupOf, groupCount } = grouping;
  const touches = new Float64Array(groupCount);
  const responded = new Float64Array(groupCount);
  const effectiveN = new Float64Array(groupCount);
  let hasOthers = false;
  groupOf.forEach((group, contact) => {
    hasOthers ||= group === groupCount - 1;
    const pair = contact * ordered.channelCount + channel;
    const from = ordered.pairStart[pair]!;
    const count = rowsThrough(ordered, pair, scope.throughDay);
    touches[group]! += count;
    for (let row = from; row < from + count; row += 1) responded[group]! += ordered.responded[row]!;
    effectiveN[group]! += posterior.counts.success[contact]! + posterior.counts.failure[contact]!;
  });
  const shown = hasOthers ? groupCount : groupCount - 1;
  return Array.from({ length: shown }, (_, group) => ({
    segment: group === groupCount - 1 ? -1 : group,
    channel,
    touches: touches[group]!,
    responded: responded[group]!,
    effectiveN: effectiveN[group]!,
    mean: posterior.levels.groupMean[group]!,
    sd: Math.sqrt(posterior.levels.groupVariance[group]!),
  }));
}

/** What the plan should use for further touches, and why. */
export function summariseSaturation({ scope, history }: FittedChannel, setting: number): SaturationEstimate {
  const { order } = history;
  return {
    channel: scope.channel,
    value: history.scales === null ? setting : history.scales.saturation,
    source: history.scales === null ? 'setting' : 'history',
    reason: order.reason,
    estimate: order.estimate,
    low: order.low,
    high: order.high,
    level: SATURATION_LEVEL,
    positions: order.positions,
  };
}
