import { z } from 'zod';
import { LevelMetric } from './objective.ts';
import { Identifier, IsoDate } from './text.ts';

/** How a solve ended. `interrupted` and `time_limit` carry the best plan so far. */
export const SolveStatus = z.enum(['optimal', 'feasible', 'infeasible', 'interrupted', 'time_limit']);
export type SolveStatus = z.infer<typeof SolveStatus>;

/** How to solve; `auto` chooses by size. */
export const SolveMethod = z.enum(['auto', 'greedy', 'local', 'prices', 'highs', 'glpk']);
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

/** Everything an objective can weigh, counted from the actions. */
const worths = { lift: z.number(), cost: z.number(), reach: z.int(), responses: z.number() };
/** A value, a bound that no plan passes (proven or null), and (bound − value) / bound. */
const proof = { value: z.number(), bound: z.number().nullable(), gap: z.number().nullable() };

/** One level of an ordered list: its value in the plan, what it was when it was solved, and what later levels had to keep. */
export const LevelResult = z.strictObject({
  metric: LevelMetric,
  value: z.number(),
  solved: z.number(),
  /** Proven over all plans that keep the levels before: no plan has more, or for cost less, than this. */
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  /** Least value, for cost the most, that later levels had to keep; null for the last. */
  keep: z.number().nullable(),
});
export type LevelResult = z.infer<typeof LevelResult>;

/** What a plan was judged by where that is not its problem's metric alone. */
export const PlanGoal = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('weighted'), ...worths, ...proof }),
  z.strictObject({ kind: z.literal('levels'), ...worths, levels: z.array(LevelResult) }),
  z.strictObject({
    kind: z.literal('robust'),
    ...worths,
    ...proof,
    /** Over the draws: mean of the lift, mean of the worst share of it, and the best of that share. */
    mean: z.number(),
    tailMean: z.number(),
    quantile: z.number(),
  }),
]);
export type PlanGoal = z.infer<typeof PlanGoal>;

/**
 * Public format `omnivor.plan/1`. `objective` is the problem's metric recounted, `bound` a proven bound on that metric or null; gap =
 * (bound − objective) / bound, null without a bound. `goal` says what else was maximised, with its own bound and gap.
 */
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
  /** Absent where the metric is what was maximised. */
  goal: PlanGoal.optional(),
});
export type Plan = z.infer<typeof Plan>;
