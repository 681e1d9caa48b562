import { z } from 'zod';
import { LARGEST_SEED } from './scenario.ts';

/** How a plan is played to see what may come of it. */
export const RangeSettings = z.strictObject({
  replications: z.int().min(100).max(10_000),
  /** Share of the estimates' variance that contacts of a channel have in common. */
  shared: z.number().min(0).max(1),
  seed: z.int().min(0).max(LARGEST_SEED),
});
export type RangeSettings = z.infer<typeof RangeSettings>;

/** One measure over the replications; quantiles by linear interpolation of the order statistics (Hyndman and Fan's type 7). */
export const Spread = z.strictObject({ mean: z.number(), sd: z.number(), p10: z.number(), p50: z.number(), p90: z.number() });
export type Spread = z.infer<typeof Spread>;

/** Counts of replications in bins of equal width, the first from `from`; the last holds its upper end. */
export const Histogram = z.strictObject({ from: z.number(), width: z.number(), counts: z.array(z.int()) });
export type Histogram = z.infer<typeof Histogram>;

/** What came of a plan in so many replications: responses drawn from the estimates, answers drawn from the responses. */
export const PlanRange = z.strictObject({
  ...RangeSettings.shape,
  lift: Spread,
  net: Spread,
  /** net / cost; 0 without cost. */
  roi: Spread,
  responses: Spread,
  /** The same in every replication. */
  cost: z.number(),
  reach: z.int(),
  actions: z.int(),
  /** Actions of the plan that a rule of its problem kept out. */
  refused: z.int(),
  /** Of the lift. */
  histogram: Histogram,
});
export type PlanRange = z.infer<typeof PlanRange>;

export const TargetMeasure = z.enum(['lift', 'net', 'roi', 'responses', 'cost', 'reach']);
export type TargetMeasure = z.infer<typeof TargetMeasure>;

/** Something asked of a plan: cost is to stay at or below it, every other measure to reach it. */
export const RangeTarget = z.strictObject({ measure: TargetMeasure, value: z.number() });
export type RangeTarget = z.infer<typeof RangeTarget>;

/** Share of the replications that meet a target, with its 95 % interval (Wilson 1927); 0 or 1 and no wider where nothing of it is drawn. */
export const TargetChance = z.strictObject({
  kind: z.enum(['asked', 'objective', 'level', 'coverage', 'minimum']),
  /** Rule or metric it is about. */
  name: z.string(),
  value: z.number(),
  probability: z.number(),
  low: z.number(),
  high: z.number(),
});
export type TargetChance = z.infer<typeof TargetChance>;
