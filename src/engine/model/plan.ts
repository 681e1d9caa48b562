import { z } from 'zod';
import { Identifier, IsoDate } from './text.ts';

/** How a solve ended. `interrupted` and `time_limit` carry the best plan so far. */
export const SolveStatus = z.enum(['optimal', 'feasible', 'infeasible', 'interrupted', 'time_limit']);
export type SolveStatus = z.infer<typeof SolveStatus>;

/** How to solve; `auto` chooses by size. */
export const SolveMethod = z.enum(['auto', 'greedy', 'local', 'highs', 'glpk']);
export type SolveMethod = z.infer<typeof SolveMethod>;

/**
 * Another place for an action, which lost: what is named differs from the action (contact, channel, date). `net` = its gain
 * less its prices with the action taken out; `keptOutBy` = the rule that refuses it even then, absent where it only pays less.
 */
export const PlanAlternative = z.strictObject({ contact: Identifier.optional(), channel: Identifier.optional(), date: IsoDate.optional(), net: z.number(), keptOutBy: z.string().optional() });
export type PlanAlternative = z.infer<typeof PlanAlternative>;

/** One dated action of a plan, with what it is worth in this plan and why it is there. */
export const PlannedAction = z.strictObject({
  contact: Identifier,
  channel: Identifier,
  date: IsoDate,
  lift: z.number(),
  cost: z.number(),
  exploration: z.boolean(),
  reason: z.string(),
  /** Campaign it is for; on every action of a plan for campaigns, on none of any other. */
  campaign: Identifier.optional(),
  /** What else was considered, best first; absent where the solve was not asked for it. */
  alternatives: z.array(PlanAlternative).max(3).optional(),
});
export type PlannedAction = z.infer<typeof PlannedAction>;

/** Used against limit of one rule in one period (and for one rep). `price` is the value of one more unit, null where none is known. */
export const RuleUsage = z.strictObject({
  constraint: Identifier,
  period: z.string().optional(),
  rep: z.string().optional(),
  used: z.number(),
  limit: z.number(),
  price: z.number().nullable(),
});
export type RuleUsage = z.infer<typeof RuleUsage>;

/** Public format `omnivor.plan/1`. `bound` is proven or null; gap = (bound − objective) / bound, null without a bound. */
export const Plan = z.strictObject({
  format: z.literal('omnivor.plan/1'),
  problem: z.string(),
  status: SolveStatus,
  method: SolveMethod.exclude(['auto']),
  seed: z.int(),
  objective: z.number(),
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  cost: z.number(),
  elapsedMs: z.number(),
  actions: z.array(PlannedAction),
  usage: z.array(RuleUsage),
  /** Rules that could not be kept together, in words; absent where all were. */
  conflicts: z.array(z.string()).optional(),
});
export type Plan = z.infer<typeof Plan>;
