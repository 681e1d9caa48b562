import { z } from 'zod';
import { RuleUsage, SolveStatus } from './plan.ts';
import { Identifier, IsoDate } from './text.ts';

/** Settings of a channel that can be loosened. */
export const ChannelSetting = z.enum(['cooldownDays', 'maxPerContact', 'weekdays']);
export type ChannelSetting = z.infer<typeof ChannelSetting>;

/** One change of a problem that is tried before it is made. */
export const ProblemChange = z.discriminatedUnion('kind', [
  /** Money on top of the limit of a budget (less of it where negative); the only enforced budget where no rule is named. */
  z.strictObject({ kind: z.literal('budget'), rule: Identifier.optional(), add: z.number() }),
  /** Another limit of a rule, in the rule's own unit; of a share of contacts either a share below 1 or a number of contacts. */
  z.strictObject({ kind: z.literal('limit'), rule: Identifier, to: z.number().min(0) }),
  /** Another most in single periods of a capacity or budget, of one rep where named; the rule is split by its dates and keeps its limit on all other days. */
  z.strictObject({ kind: z.literal('periods'), rule: Identifier, limits: z.array(z.strictObject({ from: IsoDate, to: IsoDate, rep: Identifier.optional(), max: z.number().min(0) })).min(1).max(50) }),
  z.strictObject({ kind: z.literal('drop'), rule: Identifier }),
  /** Another setting of a channel; without `to` it is given up. */
  z.strictObject({ kind: z.literal('channel'), channel: Identifier, setting: ChannelSetting, to: z.int().min(0).optional() }),
  /** So many reps more: they take contacts over from those who have more than the new average. */
  z.strictObject({ kind: z.literal('reps'), add: z.int().min(1).max(200) }),
  /** An action that must be in the plan; without a date, on some day. */
  z.strictObject({ kind: z.literal('force_in'), contact: Identifier, channel: Identifier, date: IsoDate.optional() }),
  /** A fixed action that is no longer. */
  z.strictObject({ kind: z.literal('free'), contact: Identifier, channel: Identifier, date: IsoDate }),
  /** What must not be in the plan: one day, any day, or any channel either. A fixed action there is given up. */
  z.strictObject({ kind: z.literal('force_out'), contact: Identifier, channel: Identifier.optional(), date: IsoDate.optional() }),
]);
export type ProblemChange = z.infer<typeof ProblemChange>;

/** Public format `omnivor.changes/1`: what `what-if` tries. */
export const ChangeSet = z.strictObject({ format: z.literal('omnivor.changes/1'), changes: z.array(ProblemChange).min(1).max(1000) });
export type ChangeSet = z.infer<typeof ChangeSet>;

/** Figures of a plan. */
export const PlanFigures = z.strictObject({
  status: SolveStatus,
  objective: z.number(),
  bound: z.number().nullable(),
  lift: z.number(),
  cost: z.number(),
  reached: z.int(),
  actions: z.int(),
});
export type PlanFigures = z.infer<typeof PlanFigures>;

const Slot = { contact: Identifier, channel: Identifier };

/** What became of one action: another day is a move, not one more and one less. */
export const ActionDifference = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('added'), ...Slot, date: IsoDate, lift: z.number() }),
  z.strictObject({ what: z.literal('removed'), ...Slot, date: IsoDate, lift: z.number() }),
  z.strictObject({ what: z.literal('moved'), ...Slot, date: IsoDate, from: IsoDate, lift: z.number() }),
]);
export type ActionDifference = z.infer<typeof ActionDifference>;

/** One plan beside another: figures, actions, channels and rules. */
export const PlanComparison = z.strictObject({
  before: PlanFigures,
  after: PlanFigures,
  kept: z.int(),
  added: z.int(),
  removed: z.int(),
  moved: z.int(),
  channels: z.array(z.strictObject({ channel: Identifier, before: z.int(), after: z.int(), liftBefore: z.number(), liftAfter: z.number() })),
  /** Rows of usage that differ; null where only one plan has them. */
  rules: z.array(z.strictObject({ constraint: Identifier, period: z.string().optional(), rep: z.string().optional(), before: RuleUsage.nullable(), after: RuleUsage.nullable() })),
  /** Contacts whose actions differ by what it is worth, largest first. */
  contacts: z.array(z.strictObject({ contact: Identifier, liftBefore: z.number(), liftAfter: z.number() })),
  /** Largest difference first, cut to the first thousands; the counts tell all. */
  actions: z.array(ActionDifference),
});
export type PlanComparison = z.infer<typeof PlanComparison>;

/** A plan under changes. `unchanged` = objective that the same effort reaches without them, so that only the changes are told. */
export const WhatIf = z.strictObject({ changes: z.array(ProblemChange), words: z.array(z.string()), unchanged: z.number(), comparison: PlanComparison, conflicts: z.array(z.string()) });
export type WhatIf = z.infer<typeof WhatIf>;

/** How a rule stands in a plan: at its limit and priced; with room; never enforced; at its limit, but without a price. */
export const PriceState = z.enum(['saturated', 'idle', 'report_only', 'unpriced']);
export type PriceState = z.infer<typeof PriceState>;

/** What happened when the limit was moved and the plan solved again. */
export const PriceCheck = z.strictObject({
  /** Units the limit was loosened by. */
  by: z.number(),
  predicted: z.number().nullable(),
  resolved: z.number(),
  /** What the proven bound gained. */
  boundGain: z.number().nullable(),
});
export type PriceCheck = z.infer<typeof PriceCheck>;

/** The price of one rule. `price` = objective per unit by which the limit of all its rows is loosened. */
export const RulePrice = z.strictObject({
  rule: Identifier,
  ruleKind: z.string(),
  state: PriceState,
  limit: z.number().nullable(),
  unit: z.enum(['actions', 'money', 'contacts', 'days']).nullable(),
  price: z.number().nullable(),
  /** One slot, 1,000 of money, one contact, one touch. */
  step: z.number().nullable(),
  valuePerStep: z.number().nullable(),
  /** Limits between which the price stays about the same; null where it was not looked for. */
  holdsFrom: z.number().nullable(),
  holdsTo: z.number().nullable(),
  check: PriceCheck.nullable(),
  rows: z.array(RuleUsage),
});
export type RulePrice = z.infer<typeof RulePrice>;

/** Prices of a plan's rules, what to loosen first on top. */
export const PriceLedger = z.strictObject({ objective: z.number(), bound: z.number().nullable(), isComplete: z.boolean(), rules: z.array(RulePrice) });
export type PriceLedger = z.infer<typeof PriceLedger>;

/** One point of the frontier. `marginal` = objective one more unit of money is worth there. */
export const FrontierPoint = z.strictObject({ budget: z.number(), objective: z.number(), bound: z.number().nullable(), lift: z.number(), cost: z.number(), actions: z.int(), marginal: z.number().nullable() });
export type FrontierPoint = z.infer<typeof FrontierPoint>;

/** The best objective at every budget. `rule` is null where no budget rule exists and the whole cost is capped. */
export const Frontier = z.strictObject({ rule: Identifier.nullable(), isComplete: z.boolean(), now: z.strictObject({ budget: z.number().nullable(), cost: z.number(), objective: z.number() }), points: z.array(FrontierPoint) });
export type Frontier = z.infer<typeof Frontier>;

/** Changes that make a problem feasible. */
export const Relaxation = z.strictObject({
  changes: z.array(ProblemChange),
  words: z.array(z.string()),
  /** Natural steps given up in all. */
  steps: z.number(),
  /** Proven smallest among relaxations of numbers. */
  isCheapest: z.boolean(),
  /** Solved with them: whether every rule is kept, and what the plan is worth. */
  isVerified: z.boolean(),
  objective: z.number().nullable(),
  actions: z.int(),
});
export type Relaxation = z.infer<typeof Relaxation>;

/** Why no plan exists, and what would mend it. */
export const Diagnosis = z.strictObject({
  verdict: z.enum(['feasible', 'infeasible', 'unproven']),
  conflicts: z.array(z.strictObject({ words: z.string(), rule: Identifier.nullable(), isChecked: z.boolean() })),
  /** True where leaving out any one of the conflicts leaves rules that can be kept together. */
  isIrreducible: z.boolean(),
  relaxations: z.array(Relaxation),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
