import { z } from 'zod';
import { IsoDate } from './text.ts';

/** Why an action changed: its capacity went, another rule stands against it now, its day went by undone, or the change is worth more than its price. */
export const ChangeCause = z.enum(['capacity', 'rule', 'late', 'value']);
export type ChangeCause = z.infer<typeof ChangeCause>;

/** What happened to an action; `rep` = same contact, channel and day, another rep. */
export const ChangeKind = z.enum(['moved', 'added', 'dropped', 'rep']);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** One difference between a plan and its rebalanced version. */
export const PlanChange = z.strictObject({
  kind: ChangeKind,
  contact: z.string(),
  channel: z.string(),
  /** Date before and after; null where it was not, or is no more, planned. */
  from: IsoDate.nullable(),
  to: IsoDate.nullable(),
  repFrom: z.string().nullable(),
  repTo: z.string().nullable(),
  /** Lift in the new plan, 0 for what was dropped. */
  lift: z.number(),
  /** True where the change has its price. */
  published: z.boolean(),
  cause: ChangeCause,
  /** Rule that stands against the action where it was; null where none does. */
  rule: z.string().nullable(),
  why: z.string(),
});
export type PlanChange = z.infer<typeof PlanChange>;

/** Counts of a rebalancing. `changed` = moved + added + dropped + rep. */
export const ChangeCounts = z.strictObject({ kept: z.int(), moved: z.int(), added: z.int(), dropped: z.int(), rep: z.int(), changed: z.int() });
export type ChangeCounts = z.infer<typeof ChangeCounts>;

/** What becomes of actions whose day went by undone: late still on their day, on another day, or gone. The three add up to `actions`. */
export const LateCounts = z.strictObject({ actions: z.int(), kept: z.int(), moved: z.int(), dropped: z.int() });
export type LateCounts = z.infer<typeof LateCounts>;

/** What a rebalancing gains and what it disturbs. Values are in units of the plan's metric. */
export const RebalanceSummary = z.strictObject({
  /** Objective of the new plan, and of what is left of the old one where nothing is put in its place. */
  objective: z.number(),
  stands: z.number(),
  /** objective − stands. */
  gain: z.number(),
  /** Changes that have a price, and what they cost together; gain − changeCost is what was maximised. */
  charged: z.int(),
  changeCost: z.number(),
  /** Proven upper bound on the objective, whatever changes; null where none was found. */
  bound: z.number().nullable(),
  counts: ChangeCounts,
  /** Of `counts`, what was late; absent where nothing was. */
  late: LateCounts.optional(),
  /** Changed actions as a share of the actions before; 0 where there were none. */
  disruption: z.number(),
});
export type RebalanceSummary = z.infer<typeof RebalanceSummary>;

/** Something that speaks for a rebalancing; `about` is the rule that actions break, or how outcomes lie off the forecast. */
export const RebalanceTrigger = z.strictObject({ kind: z.enum(['capacity', 'rule', 'forecast', 'campaign', 'hand', 'schedule']), about: z.string().optional(), message: z.string(), actions: z.int() });
export type RebalanceTrigger = z.infer<typeof RebalanceTrigger>;

/** What a suggestion was worked out with; `lastEntry` is the newest entry of the ledger at that time. */
export const SuggestionOptions = z.strictObject({ today: z.string(), frozenUntil: z.string(), publishedUntil: z.string(), changePrice: z.number(), lastEntry: z.int().optional() });
export type SuggestionOptions = z.infer<typeof SuggestionOptions>;
