import { countFirstTouches, countTouches, type ChannelCounts, type ChannelScope } from './channel-counts.ts';
import type { Grouping } from './grouping.ts';
import { estimateLevels, updateMoments, type ChannelLevels, type Moments } from './levels.ts';
import type { Strength } from './response-model.ts';
import { estimateOrderEffect, type OrderEffect } from './saturation.ts';
import { DEFAULT_STRENGTH, estimateStrength, groupLogLikelihood, MemberHistogram } from './strength.ts';

/** What the whole history of a channel says, apart from recency: how alike its groups and contacts are, and order. */
export interface ChannelHistory {
  readonly segmentStrength: Strength;
  readonly contactStrength: Strength;
  /** Factor taken out of the counts: the order effect where it is clear, else 1. */
  readonly saturation: number;
  readonly order: OrderEffect;
  /** Group means over the whole history, where a non-response at a later position is judged (see countFirstTouches). */
  readonly groupMean: Float64Array;
}

/** Posterior of one channel at one half-life. */
export interface ChannelPosterior {
  readonly counts: ChannelCounts;
  readonly levels: ChannelLevels;
  readonly contactStrength: number;
}

const ROUNDS = 3;

/**
 * Prior strengths by marginal likelihood, then the order effect. Whole counts are used here: fractional counts from
 * recency weights look less spread than the responses behind them and would overstate how alike contacts are.
 */
export function estimateChannelHistory(scope: ChannelScope, grouping: Grouping): ChannelHistory {
  const unordered = estimateStrengths(scope, grouping);
  const first = estimateOrderEffect(scope, grouping, unordered.groupMean, unordered.contactStrength.touches);
  if (first.reason !== 'order_effect') return { ...unordered, saturation: 1, order: first };
  const placed = placeOnFirstTouch(scope, grouping, first, unordered);
  const second = estimateOrderEffect(scope, grouping, placed.groupMean, placed.contactStrength.touches);
  if (second.reason !== 'order_effect') return { ...unordered, saturation: 1, order: second };
  return { ...placeOnFirstTouch(scope, grouping, second, placed), saturation: second.estimate ?? 1, order: second };
}

interface Strengths {
  readonly segmentStrength: Strength;
  readonly contactStrength: Strength;
  readonly groupMean: Float64Array;
}

/** Strengths and group means where every touch counts alike, in turns until they settle. */
function estimateStrengths(scope: ChannelScope, grouping: Grouping): Strengths {
  const counts = countTouches(scope);
  const members = new MemberHistogram(grouping.groupCount);
  for (let contact = 0; contact < counts.success.length; contact += 1) {
    members.add(grouping.groupOf[contact]!, counts.success[contact]!, counts.failure[contact]!);
  }
  let segmentStrength: Strength = { touches: DEFAULT_STRENGTH, isShown: false };
  let contactStrength: Strength = { touches: DEFAULT_STRENGTH, isShown: false };
  let levels = estimateLevels(counts, grouping, { segment: segmentStrength.touches, contact: contactStrength.touches });
  for (let round = 0; round < ROUNDS; round += 1) {
    const { groupMean } = levels;
    contactStrength = estimateStrength((strength) => members.logLikelihood(groupMean, strength));
    segmentStrength = estimateSegmentStrength(levels);
    levels = estimateLevels(counts, grouping, { segment: segmentStrength.touches, contact: contactStrength.touches });
  }
  return { segmentStrength, contactStrength, groupMean: levels.groupMean };
}

function estimateSegmentStrength(levels: ChannelLevels): Strength {
  return estimateStrength((strength) => groupLogLikelihood(levels.groupSuccess, levels.groupFailure, levels.channel.mean, strength));
}

/** The same on the scale of a first touch, once an order effect is known. */
function placeOnFirstTouch(scope: ChannelScope, grouping: Grouping, order: OrderEffect, from: Strengths): Strengths {
  const saturation = order.estimate ?? 1;
  const contactStrength: Strength = { touches: order.contactStrength ?? from.contactStrength.touches, isShown: from.contactStrength.isShown };
  let { segmentStrength, groupMean } = from;
  for (let round = 0; round < ROUNDS; round += 1) {
    const counts = countFirstTouches(scope, null, saturation, grouping, groupMean);
    const levels = estimateLevels(counts, grouping, { segment: segmentStrength.touches, contact: contactStrength.touches });
    segmentStrength = estimateSegmentStrength(levels);
    groupMean = levels.groupMean;
  }
  return { segmentStrength, contactStrength, groupMean };
}

/** Posterior of a channel with its touches weighted by recency (`weights` by age in days). O(touches + contacts). */
export function estimateChannelPosterior(scope: ChannelScope, grouping: Grouping, history: ChannelHistory, weights: Float64Array): ChannelPosterior {
  const counts = countFirstTouches(scope, weights, history.saturation, grouping, history.groupMean);
  const contactStrength = history.contactStrength.touches;
  const levels = estimateLevels(counts, grouping, { segment: history.segmentStrength.touches, contact: contactStrength });
  return { counts, levels, contactStrength };
}

/** Response of one contact to a first touch: its group's prior after its own counts. */
export function estimateContact(posterior: ChannelPosterior, contact: number, group: number): Moments {
  const { counts, levels } = posterior;
  const prior: Moments = { mean: levels.groupMean[group]!, variance: levels.groupVariance[group]! };
  return updateMoments(prior, posterior.contactStrength, counts.success[contact]!, counts.failure[contact]!);
}
