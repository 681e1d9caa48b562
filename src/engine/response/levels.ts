import type { ChannelCounts } from './channel-counts.ts';
import type { Grouping } from './grouping.ts';

/** Mean and variance of a rate. */
export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

/** What a channel is taken to do before any touch: 5 %, worth two touches. */
export const ROOT_MEAN = 0.05;
export const ROOT_STRENGTH = 2;

/** Strength of the prior of segments around their channel, and of contacts around their segment, in touches. */
export interface LevelStrengths {
  readonly segment: number;
  readonly contact: number;
}

/** Posterior of one channel and of its groups of contacts. */
export interface ChannelLevels {
  readonly channel: Moments;
  readonly groupMean: Float64Array;
  readonly groupVariance: Float64Array;
  /** Successes and failures of each group that count as independent: contacts with many touches are held back. */
  readonly groupSuccess: Float64Array;
  readonly groupFailure: Float64Array;
}

/**
 * Posterior moments of a rate whose prior is Beta(m·strength, (1 − m)·strength) around an uncertain mean m, after the
 * counts. By the law of total variance: the beta's own variance averaged over m, plus the part of m's variance that the
 * counts leave. Without counts this is the prior.
 */
export function updateMoments(prior: Moments, strength: number, success: number, failure: number): Moments {
  const total = strength + success + failure;
  const mean = (prior.mean * strength + success) / total;
  const inherited = (strength / total) ** 2 * prior.variance;
  return { mean, variance: (mean * (1 - mean) - inherited) / (total + 1) + inherited };
}

/**
 * Share of a member's counts that tells about its group: members of one group differ, so n touches of one member tell
 * (strength + 1) / (strength + n) times n. Weighted so, the pooled rate is an unbiased estimate of the group's mean
 * even where touching stopped after a response, since the posterior mean of a member is a martingale.
 */
export function pooledShare(strength: number, count: number): number {
  return (strength + 1) / (strength + Math.max(1, count));
}

/** Groups' and channel's posterior of one channel from its contacts' counts. O(contacts + groups). */
export function estimateLevels(counts: ChannelCounts, grouping: Grouping, strengths: LevelStrengths): ChannelLevels {
  const { groupOf, groupCount } = grouping;
  const groupSuccess = new Float64Array(groupCount);
  const groupFailure = new Float64Array(groupCount);
  for (let contact = 0; contact < groupOf.length; contact += 1) {
    const success = counts.success[contact]!;
    const failure = counts.failure[contact]!;
    if (success + failure <= 0) continue;
    const share = pooledShare(strengths.contact, counts.exposure[contact]!);
    groupSuccess[groupOf[contact]!]! += share * success;
    groupFailure[groupOf[contact]!]! += share * failure;
  }
  let channelSuccess = 0;
  let channelFailure = 0;
  for (let group = 0; group < groupCount; group += 1) {
    const share = pooledShare(strengths.segment, groupSuccess[group]! + groupFailure[group]!);
    channelSuccess += share * groupSuccess[group]!;
    channelFailure += share * groupFailure[group]!;
  }
  const channel = updateMoments({ mean: ROOT_MEAN, variance: 0 }, ROOT_STRENGTH, channelSuccess, channelFailure);
  const groupMean = new Float64Array(groupCount);
  const groupVariance = new Float64Array(groupCount);
  for (let group = 0; group < groupCount; group += 1) {
    const moments = updateMoments(channel, strengths.segment, groupSuccess[group]!, groupFailure[group]!);
    groupMean[group] = moments.mean;
    groupVariance[group] = moments.variance;
  }
  return { channel, groupMean, groupVariance, groupSuccess, groupFailure };
}
