import type { Recommendation } from '../model/uncertainty.ts';

/** Where the lines are drawn. */
export interface RecommendationLimits {
  /** Stale from this staleness on (default 0.5). */
  readonly staleFrom: number;
  /** Too thin below this share of known features (default 0.5). */
  readonly leastCompleteness: number;
  /** Little known from this standard deviation ÷ mean on (default 0.5). */
  readonly uncertainFrom: number;
}

export const RECOMMENDATION_LIMITS: RecommendationLimits = { staleFrom: 0.5, leastCompleteness: 0.5, uncertainFrom: 0.5 };

/** What a recommendation is made from. */
export interface RecommendationGround {
  readonly staleness: number;
  readonly completeness: number;
  /** Mean and standard deviation of the response, its mean plus exploration bonus, and the channel's mean. */
  readonly mean: number;
  readonly sd: number;
  readonly optimistic: number;
  readonly channelMean: number;
}

/**
 * The first that applies: stale → `refresh` (it changes all that follows); too thin a profile → `collect`; sd/mean at or
 * above the limit and an optimistic response of at least the channel's mean → `explore`; else `use`. Where the optimistic
 * response stays below the channel's mean there is nothing to gain from learning more.
 */
export function recommend(ground: RecommendationGround, limits: RecommendationLimits = RECOMMENDATION_LIMITS): Recommendation {
  if (ground.staleness >= limits.staleFrom) return 'refresh';
  if (ground.completeness < limits.leastCompleteness) return 'collect';
  if (ground.sd >= limits.uncertainFrom * ground.mean && ground.optimistic >= ground.channelMean) return 'explore';
  return 'use';
}
