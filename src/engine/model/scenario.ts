import { z } from 'zod';
import { ActionKey, AllocationProblem } from './allocation.ts';
import { Identifier } from './text.ts';

/** Largest seed: seeds are 31-bit numbers everywhere. */
export const LARGEST_SEED = 2_147_483_647;

/** Who of the audience a policy acts on, where not on everybody: the best by value, by value × response, or anybody by lot. */
export const Targeting = z.enum(['value', 'lift', 'random']);
export type Targeting = z.infer<typeof Targeting>;

/** How a bandit policy chooses channels. */
export const BanditRule = z.enum(['epsilon_greedy', 'ucb1', 'thompson']);
export type BanditRule = z.infer<typeof BanditRule>;

/** Share of the audience that is acted on at all, and how it is chosen. */
const target = { targetShare: z.number().min(0).max(1).optional(), targeting: Targeting.optional() };

/**
 * A channel mix and a frequency: every targeted contact is to get `actionsPerContact` actions in the horizon (a fraction is
 * drawn by lot), of which each channel takes its share; spread evenly over the days that the channel allows, from a day
 * drawn by lot. Shares add up to 1.
 */
export const MixPolicy = z.strictObject({ kind: z.literal('mix'), actionsPerContact: z.number().min(0).max(200), shares: z.record(Identifier, z.number().min(0).max(1)), ...target });
/** The actions of a plan, as they stand. */
export const PlanPolicy = z.strictObject({ kind: z.literal('plan'), actions: z.array(ActionKey) });
/**
 * Channels chosen as answers come in: every targeted contact is to get `actionsPerContact` actions on evenly spread days, each by
 * the channel that the rule chooses from what the days before taught, starting from the response estimates as prior knowledge.
 */
export const BanditPolicy = z.strictObject({
  kind: z.literal('bandit'),
  rule: BanditRule,
  actionsPerContact: z.number().min(0).max(200),
  /** Channels to choose from; absent = all. */
  channels: z.array(Identifier).min(1).optional(),
  /** Share of choices at random, for `epsilon_greedy`. */
  epsilon: z.number().min(0).max(1).optional(),
  ...target,
});
/** What is done to whom and when. */
export const Policy = z.discriminatedUnion('kind', [MixPolicy, PlanPolicy, BanditPolicy]);
export type Policy = z.infer<typeof Policy>;
export type PlanPolicy = z.infer<typeof PlanPolicy>;
export type MixPolicy = z.infer<typeof MixPolicy>;
export type BanditPolicy = z.infer<typeof BanditPolicy>;

const factor = z.number().min(0).max(100);

/**
 * What is taken to be different from the estimates. Factors multiply, 1 = as estimated; `all` and the one by name multiply
 * with each other.
 */
export const Assumptions = z.strictObject({
  /** On the response to a channel's actions, never beyond probability 1. */
  response: z.strictObject({ all: factor.optional(), byChannel: z.record(Identifier, factor).optional() }).optional(),
  /** On the cost of a channel's actions; budgets count the changed cost. */
  cost: z.strictObject({ all: factor.optional(), byChannel: z.record(Identifier, factor).optional() }).optional(),
  /** On the limits of capacity, rep capacity, concurrent and budget rules, by the rule's id. */
  capacity: z.strictObject({ all: factor.optional(), byRule: z.record(Identifier, factor).optional() }).optional(),
  /**
   * Earlier actions tire: the response to an action is multiplied by exp(−perTouch · Σ weight · 2^(−days ago / halfLifeDays))
   * over the contact's earlier actions and touches.
   */
  fatigue: z.strictObject({ perTouch: z.number().min(0).max(100), halfLifeDays: z.number().gt(0).max(3650), weights: z.record(Identifier, z.number().min(0).max(100)).optional() }).optional(),
  /** Chance that an action makes the contact opt out of everything that follows, per unit of the same pressure (the action itself counts 1). */
  optOut: z.number().min(0).max(1).optional(),
  /** Share of the estimates' variance that contacts of a channel have in common (0 = each is off by itself, 1 = all in the same direction). */
  sharedUncertainty: z.number().min(0).max(1).optional(),
});
export type Assumptions = z.infer<typeof Assumptions>;

/**
 * Public format `omnivor.scenario/1`: a named set of assumptions and a policy over the contacts, channels, rules and estimates
 * of a problem, and how often and from which seed it is played. Cross-references are checked by `checkScenario`.
 */
export const Scenario = z.strictObject({
  format: z.literal('omnivor.scenario/1'),
  name: z.string().min(1).max(200),
  problem: AllocationProblem,
  policy: Policy,
  assumptions: Assumptions.optional(),
  replications: z.int().min(1).max(100_000),
  seed: z.int().min(0).max(LARGEST_SEED),
});
export type Scenario = z.infer<typeof Scenario>;
