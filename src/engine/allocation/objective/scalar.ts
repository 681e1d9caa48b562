import type { LevelMetric, Objective } from '../../model/objective.ts';

/** A weighted sum of what a plan brings and costs: what every search and every model maximises. Cost is taken off. */
export interface Scalar {
  readonly lift: number;
  readonly cost: number;
  readonly reach: number;
  readonly responses: number;
}

const nothing: Scalar = { lift: 0, cost: 0, reach: 0, responses: 0 };

/** Each metric as a weighted sum that is to be as high as possible; cost counts below zero. */
export const scalarOfMetric: { readonly [Name in LevelMetric]: Scalar } = {
  lift: { ...nothing, lift: 1 },
  net: { ...nothing, lift: 1, cost: 1 },
  reach: { ...nothing, reach: 1 },
  responses: { ...nothing, responses: 1 },
  cost: { ...nothing, cost: 1 },
};

/** What an objective maximises at first: its weights, its first level, else its metric. */
export function scalarOf({ metric, weights, levels }: Objective): Scalar {
  if (weights !== undefined) return { lift: weights.lift ?? 0, cost: weights.cost ?? 0, reach: weights.reach ?? 0, responses: weights.responses ?? 0 };
  return scalarOfMetric[levels?.[0]?.metric ?? metric];
}

/** What a plan comes to, counted from its actions. */
export interface Worths {
  readonly lift: number;
  readonly cost: number;
  /** Contacts with an action. */
  readonly reached: number;
  /** Σ response · saturation^(k−1). */
  readonly responses: number;
}

/** A weighted sum of a counted plan. */
export const weighWorths = (scalar: Scalar, { lift, cost, reached, responses }: Worths): number => scalar.lift * lift - scalar.cost * cost + scalar.reach * reached + scalar.responses * responses;

/** True where only contacts reached count, one each: a bound on it may be rounded down. */
export const countsContactsOnly = ({ lift, cost, reach, responses }: Scalar): boolean => lift === 0 && cost === 0 && responses === 0 && reach === 1;
