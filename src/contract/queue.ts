import { z } from 'zod';
import { QueueSettings } from '../engine/model/queue.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { Recommendation } from '../engine/model/uncertainty.ts';
import { Nothing, page, route } from './base.ts';

/** open = nothing decided, or what was dismissed has changed since. Every recommendation is in exactly one state. */
export const QueueState = z.enum(['open', 'accepted', 'dismissed']);
export type QueueState = z.infer<typeof QueueState>;

/** When an action may stand, by every rule beside what is planned and held. */
const Eligibility = {
  /** First day from now on that passes; of an accepted one its day. Null where none does. */
  date: z.string().nullable(),
  /** The rule against the first day, or against all, with its numbers; null where the first day passes. */
  blocked: z.string().nullable(),
};

/** A recommended next action. */
export const QueueRow = z.strictObject({
  contactId: z.int(),
  contact: z.string(),
  name: z.string().nullable(),
  /** Value of the contact. */
  value: z.number(),
  state: QueueState,
  channel: z.string(),
  response: z.number(),
  low: z.number(),
  high: z.number(),
  /** value · response, less the cost where plans count net; and that with the exploration bonus, which it is ranked by. */
  worth: z.number(),
  score: z.number(),
  /** Standard deviation of what is not known of the response ÷ its mean. */
  uncertainty: z.number(),
  staleness: z.number(),
  recommendation: Recommendation,
  exploration: z.boolean(),
  /** Active campaigns that the contact is an audience of, or that hold it. */
  campaigns: z.array(z.strictObject({ id: z.string(), name: z.string(), isHeld: z.boolean() })),
  ...Eligibility,
  reason: z.string(),
  /** Words of the planner, or why a dismissed one came back. */
  note: z.string(),
  /** Approved plan that the accepted action stands in. */
  planId: z.int().nullable(),
});
export type QueueRow = z.infer<typeof QueueRow>;

export const QueueCounts = z.strictObject({
  /** open + accepted + dismissed. */
  recommended: z.int(),
  open: z.int(),
  accepted: z.int(),
  dismissed: z.int(),
  /** Open ones that explore. */
  exploring: z.int(),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

export const QueueSummary = z.strictObject({
  counts: QueueCounts,
  settings: QueueSettings,
  /** Share of cost that may explore, as the objective has it. */
  explorationShare: z.number(),
  cost: z.number(),
  explorationCost: z.number(),
  asOf: z.string(),
  channels: z.array(z.string()),
  campaigns: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Accepted actions that no approved plan holds yet. */
  toPlan: z.int(),
});
export type QueueSummary = z.infer<typeof QueueSummary>;

export const QueueSort = z.enum(['score', 'worth', 'response', 'uncertainty', 'staleness', 'value']);
export type QueueSort = z.infer<typeof QueueSort>;

export const QueueQuery = z.strictObject({
  state: QueueState.optional(),
  channel: Identifier.optional(),
  exploration: z.boolean().optional(),
  campaign: Identifier.optional(),
  search: z.string().max(200).optional(),
  sort: z.strictObject({ column: QueueSort, direction: z.enum(['asc', 'desc']) }).optional(),
  ...page,
});
export type QueueQuery = z.infer<typeof QueueQuery>;

/** One channel of a contact, for a change by hand. */
export const QueueOption = z.strictObject({ channel: z.string(), response: z.number(), low: z.number(), high: z.number(), worth: z.number(), uncertainty: z.number(), ...Eligibility });
export type QueueOption = z.infer<typeof QueueOption>;

/** A choice on one contact; channel and date as recommended where left out. */
export const QueueChoice = z.strictObject({ contactId: z.int(), channel: Identifier.optional(), date: IsoDate.optional() });
export type QueueChoice = z.infer<typeof QueueChoice>;

/** What a decision did, and on whom it could not be taken. */
export const QueueOutcome = z.strictObject({ done: z.int(), refused: z.array(z.strictObject({ contact: z.string(), reason: z.string() })) });
export type QueueOutcome = z.infer<typeof QueueOutcome>;

const LearnedFrom = z.strictObject({ actions: z.int(), judged: z.int(), cost: z.number(), reward: z.number() });

/** What explored actions of approved plans taught beside the others, as far as the newest fit has seen their outcomes. */
export const QueueLearning = z.strictObject({
  explored: LearnedFrom,
  exploited: LearnedFrom,
  /** Share of the explored pairs' variance that their outcomes removed. */
  learned: z.number(),
  /** Variance removed per judged action, explored ÷ other; null where one side says nothing yet. */
  gainRatio: z.number().nullable(),
  /** Responses forgone by exploring; below 0 where it earned more. */
  price: z.number().nullable(),
  rate: z.number(),
  /** Share of cost for the next plan, and why. */
  suggestedRate: z.number(),
  because: z.enum(['teaches_more', 'teaches_less', 'too_little_judged']),
});
export type QueueLearning = z.infer<typeof QueueLearning>;

/** Policies that are compared: those of the queue, and any open channel alike. */
export const ComparedPolicy = z.enum(['none', 'thompson', 'ucb', 'epsilon_greedy', 'uniform']);
export type ComparedPolicy = z.infer<typeof ComparedPolicy>;

const Interval = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** What policies would have earned per action on the choices that were logged; intervals hold 90 %. */
export const PolicyEvaluation = z.strictObject({
  /** Logged choices of approved plans: judged by the newest fit, and those that wait for outcomes. */
  judged: z.int(),
  waiting: z.int(),
  /** What was earned per choice: value of the contact where it answered, less the cost where plans count net. */
  logged: z.number(),
  policies: z.array(
    z.strictObject({
      policy: ComparedPolicy,
      /** Doubly robust: the model's prediction, corrected by what was seen. */
      estimate: Interval,
      /** Inverse propensity scoring alone. */
      weighted: Interval,
      /** So many choices of the policy itself would tell as much. */
      effectiveChoices: z.number(),
      /** Why the estimate may be far off though its interval is narrow. */
      warnings: z.array(z.enum(['few_effective_choices', 'one_choice_dominates', 'weights_off_one', 'no_overlap'])),
    }),
  ),
});
export type PolicyEvaluation = z.infer<typeof PolicyEvaluation>;

const MOST_AT_ONCE = 1000;
const ids = z.array(z.int()).min(1).max(MOST_AT_ONCE);

export const queueContract = {
  /** Null where no response model was fitted yet. */
  summary: route.input(Nothing).output(QueueSummary.nullable()),
  page: route.input(QueueQuery).output(z.strictObject({ total: z.int(), worth: z.number(), rows: z.array(QueueRow) })),
  /** `propensity`: probability with which a randomised policy takes the recommended channel; null where none draws. */
  contact: route.input(z.strictObject({ contactId: z.int() })).output(z.strictObject({ row: QueueRow, options: z.array(QueueOption), propensity: z.number().nullable() })),
  /** Accepts recommendations as pinned actions; one undoable step. Those that no day fits are refused one by one. */
  accept: route.input(z.strictObject({ choices: z.array(QueueChoice).min(1).max(MOST_AT_ONCE) })).output(QueueOutcome),
  dismiss: route.input(z.strictObject({ contactIds: ids, reason: z.string().max(500) })).output(QueueOutcome),
  /** Takes decisions back; accepted actions are pinned no more. */
  reopen: route.input(z.strictObject({ contactIds: ids })).output(QueueOutcome),
  /** Null where no approved plan explored, or no model was fitted yet. */
  learning: route.input(Nothing).output(QueueLearning.nullable()),
  /** What other policies would have earned; CONFLICT where too few choices with a known probability are judged. */
  evaluate: route.input(Nothing).output(PolicyEvaluation),
  configure: route.input(QueueSettings).output(QueueSettings),
  /** A draft plan of exactly the accepted actions that no approved plan holds yet. */
  planAccepted: route.input(Nothing).output(z.strictObject({ planId: z.int(), actions: z.int() })),
};
