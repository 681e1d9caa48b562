import { countFirstTouches, countTouches, type ChannelCounts, type ChannelScope, type FirstTouchScale } from './channel-counts.ts';
import type { Grouping } from './grouping.ts';
import { estimateLevels, updateMoments, type ChannelLevels, type Moments } from './levels.ts';
import type { Strength } from './response-model.ts';
import { estimateOrderEffect, type OrderEffect, type ShownOrderEffect } from './saturation.ts';
import { DEFAULT_STRENGTH, estimateStrength, groupLogLikelihood, MemberHistogram } from './strength.ts';

/** What the whole history of a channel says, apart from recency: how alike its groups and contacts are, and order. */
export interface ChannelHistory {
  readonly segmentStrength: Strength;
  readonly contactStrength: Strength;
  readonly order: OrderEffect;
  /** The order effect that is taken out of the counts; null where none is clear. */
  readonly scales: FirstTouchScales | null;
}

/** Groups are pooled at their mean, which is unbiased; a contact is judged at its own rate, which is sharper. */
export interface FirstTouchScales {
  readonly saturation: number;
  readonly ofGroups: FirstTouchScale;
  readonly ofContacts: FirstTouchScale;
}

/** Posterior of one channel at one half-life. */
export interface ChannelPosterior {
  /** Counts of each contact at its own rate. */
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
  if (first.reason !== 'order_effect') return withoutScale(unordered, first);
  const placed = placeOnFirstTouch(scope, grouping, first, unordered);
  const second = estimateOrderEffect(scope, grouping, placed.groupMean, placed.contactStrength.touches);
  if (second.reason !== 'order_effect') return withoutScale(unordered, second);
  const { segmentStrength, contactStrength, scales } = placeOnFirstTouch(scope, grouping, second, placed);
  return { segmentStrength, contactStrength, order: second, scales };
}

function withoutScale({ segmentStrength, contactStrength }: Strengths, order: OrderEffect): ChannelHistory {
  return { segmentStrength, contactStrength, order, scales: null };
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

/** The same on the scale of a first touch, once an order effect is known; groups' and contacts' rates settle in turns. */
function placeOnFirstTouch(scope: ChannelScope, grouping: Grouping, order: ShownOrderEffect, from: Strengths): Strengths & { readonly scales: FirstTouchScales } {
  const saturation = order.estimate;
  const contactStrength: Strength = { touches: order.contactStrength, isShown: from.contactStrength.isShown };
  let { segmentStrength, groupMean } = from;
  const scaleByGroup = (): FirstTouchScale => ({ saturation, rate: Float64Array.from(grouping.groupOf, (group) => groupMean[group]!) });
  let scales: FirstTouchScales = { saturation, ofGroups: scaleByGroup(), ofContacts: scaleByGroup() };
  for (let round = 0; round < ROUNDS; round += 1) {
    const posterior = estimateChannelPosterior(scope, grouping, { segmentStrength, contactStrength, scales }, null);
    segmentStrength = estimateSegmentStrength(posterior.levels);
    groupMean = posterior.levels.groupMean;
    const rate = Float64Array.from(grouping.groupOf, (group, contact) => estimateContact(posterior, contact, group).mean);
    scales = { saturation, ofGroups: scaleByGroup(), ofContacts: { saturation, rate } };
  }
  return { segmentStrength, contactStrength, groupMean, scales };
}

/** Posterior of a channel with its touches weighted by recency (`weights` by age in days, null = all alike). */
export function estimateChannelPosterior(scope: ChannelScope, grouping: Grouping, history: Omit<ChannelHistory, 'order'>, weights: Float64Array | null): ChannelPosterior {
  const { scales } = history;
  const contactStrength = history.contactStrength.touches;
  const pooled = countFirstTouches(scope, weights, scales === null ? null : scales.ofGroups);
  const counts = scales === null ? pooled : countFirstTouches(scope, weights, scales.ofContacts);
  return { counts, levels: estimateLevels(pooled, grouping, { segment: history.segmentStrength.touches, contact: contactStrength }), contactStrength };
}

/** Response of one contact to a first touch: its group's prior after its own counts. */
export function estimateContact(posterior: ChannelPosterior, contact: number, group: number): Moments {
  const { counts, levels } = posterior;
  const prior: Moments = { mean: levels.groupMean[group]!, variance: levels.groupVariance[group]! };
  return updateMoments(prior, posterior.contactStrength, counts.success[contact]!, counts.failure[contact]!);
}
