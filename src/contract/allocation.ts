import { z } from 'zod';
import { CsvFormat } from '../engine/model/csv-format.ts';
import { Metric, Objective } from '../engine/model/objective.ts';
import { PlanGoal, PlannedAction, RuleUsage, SolveMethod, SolveStatus } from '../engine/model/plan.ts';
import { RangeSettings } from '../engine/model/plan-range.ts';
import { Identifier, IsoDate } from '../engine/model/text.ts';
import { JobId, Nothing, page, route } from './base.ts';
import { funnelContract } from './funnel.ts';
import { planDiffContract } from './plan-diff.ts';
import { planMapRoute } from './plan-map.ts';

export const PlanState = z.enum(['draft', 'approved', 'exported']);

/** A plan without its actions. */
export const PlanSummary = z.strictObject({
  id: z.int(),
  problem: z.string(),
  madeAt: z.int(),
  state: PlanState,
  /** Inputs that changed since the plan was made, in words; empty while it is fresh. */
  stale: z.array(z.string()),
  status: SolveStatus,
  method: z.string(),
  seed: z.int(),
  metric: Metric,
  objective: z.number(),
  bound: z.number().nullable(),
  gap: z.number().nullable(),
  lift: z.number(),
  cost: z.number(),
  actions: z.int(),
  contacts: z.int(),
  reached: z.int(),
  elapsedMs: z.number(),
  horizonStart: z.string(),
  horizonDays: z.int(),
  conflicts: z.array(z.string()),
  /** What it was judged by where that is not the metric alone. */
  goal: PlanGoal.nullable(),
  approver: z.string().nullable(),
  note: z.string().nullable(),
  approvedAt: z.int().nullable(),
  exportedAt: z.int().nullable(),
});
export type PlanSummary = z.infer<typeof PlanSummary>;

/** Actions, cost and lift of one slice of a plan. */
export const PlanSlice = z.strictObject({ key: z.string(), actions: z.int(), cost: z.number(), lift: z.number() });

/** What a rule counts in. */
export const UsageUnit = z.enum(['actions', 'money', 'contacts', 'contact-days']);
export type UsageUnit = z.infer<typeof UsageUnit>;

/** What one campaign gets of a plan that is for it. */
export const CampaignShare = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Contacts it may act on, and those of them with an action of its own. */
  contacts: z.int(),
  reached: z.int(),
  actions: z.int(),
  cost: z.number(),
  lift: z.number(),
  budget: z.number().nullable(),
  /** Least it was promised under a fair share, and what was due; less than due where budgets, days or limits left no room. */
  floor: z.strictObject({ of: z.enum(['actions', 'contacts']), due: z.int(), floor: z.int() }).nullable(),
  /** Channels of its mix and of its actions: the share it asked for, null without one, and the share it got. */
  channels: z.array(z.strictObject({ channel: z.string(), wanted: z.number().nullable(), actions: z.int(), share: z.number() })),
});
export type CampaignShare = z.infer<typeof CampaignShare>;

/** Conflicts between two campaigns, by name, that a plan for both decided: reservations that gave way, and contacts of both that only one acts on. */
export const SettledPair = z.strictObject({ winner: z.string(), loser: z.string(), reservations: z.int(), contacts: z.int() });
export type SettledPair = z.infer<typeof SettledPair>;

/** One of these decisions. */
export const SettledRow = z.strictObject({
  contact: z.string(),
  contactName: z.string().nullable(),
  /** Channel both reserved, null = the whole contact. */
  channel: z.string().nullable(),
  winner: z.string(),
  loser: z.string(),
  over: z.enum(['reservation', 'audience']),
  because: z.enum(['rank', 'priority', 'id', 'budget', 'plan']),
});

/**
 * Gives each of several campaigns at least `share` of its due: of the actions, or the contacts reached, that a quick plan
 * without floors has, in proportion to the contacts each may act on or to budgets; less where its budget and days leave no room.
 */
export const FairShare = z.strictObject({ by: z.enum(['audience', 'budget']), of: z.enum(['actions', 'contacts']), share: z.number().gt(0).max(1) });
export type FairShare = z.infer<typeof FairShare>;

export const PlanDetail = z.strictObject({
  summary: PlanSummary,
  /** What was asked of it. */
  asked: Objective,
  byChannel: z.array(PlanSlice),
  byDate: z.array(z.strictObject({ ...PlanSlice.shape, channels: z.record(z.string(), z.int()) })),
  byRep: z.array(PlanSlice),
  /** Campaigns the plan is for, and what was decided between them; empty where it is for none. */
  campaigns: z.array(CampaignShare),
  settled: z.array(SettledPair),
  usage: z.array(z.strictObject({ ...RuleUsage.shape, kind: z.string(), enforced: z.boolean(), unit: UsageUnit })),
});

export const PlanActionRow = z.strictObject({ ...PlannedAction.shape, position: z.int(), contactId: z.int().nullable(), name: z.string().nullable(), rep: z.string().nullable(), segment: z.string().nullable(), campaignName: z.string().nullable() });

/** Columns a plan can be exported with. */
export const ExportColumn = z.enum(['plan', 'contact', 'name', 'email', 'npi', 'channel', 'date', 'weekday', 'rep', 'territory', 'segment', 'lift', 'cost', 'exploration', 'reason', 'alternatives', 'campaign']);
export const ExportOptions = z.strictObject({ columns: z.array(ExportColumn).min(1), format: CsvFormat });
export type ExportOptions = z.infer<typeof ExportOptions>;

const PlanId = z.strictObject({ planId: z.int() });

/** Best plan and bound at a moment of a run; null while there is none. */
export const ProgressPoint = z.strictObject({ ms: z.number(), best: z.number().nullable(), bound: z.number().nullable() });
export type ProgressPoint = z.infer<typeof ProgressPoint>;

export const allocationContract = {
  /**
   * Builds the problem from contacts, response estimates, rules and what the ledger holds, solves it, stores problem and
   * plan; job result: {planId}. `replace` plans as if other plans held nothing: approving it will have to replace them.
   * What campaigns reserved (as of `asOf`) is closed to everybody else: `campaigns` are those the plan is for, with their
   * audiences, budgets, dates and channels; `audienceId` goes with none of them. Of several each action is for one of them.
   * `feedbackOf` adds the accepted challenges of a plan as rules of this solve, which is for whom that plan was for.
   * `problemId` solves a problem that is stored instead of building one: that of a promoted variant (`scenarios.batches.promote`).
   */
  solve: route
    .input(z.strictObject({ method: SolveMethod, seconds: z.number().gt(0).max(86_400), gap: z.number().min(0).max(1), seed: z.int().min(0), audienceId: z.int().optional(), name: z.string().max(120).optional(), replace: z.boolean().default(false), campaigns: z.array(Identifier).max(50).default([]), asOf: IsoDate.optional(), fairShare: FairShare.optional(), problemId: z.int().optional(), feedbackOf: z.int().optional(), range: RangeSettings.optional() }))
    .output(z.strictObject({ jobId: JobId })),
  /** How best and bound came together, ms from the start of solving: of a run under way or just ended, or of a stored plan. */
  progress: route.input(z.union([z.strictObject({ jobId: JobId }), PlanId])).output(z.array(ProgressPoint)),
  list: route.input(Nothing).output(z.array(PlanSummary)),
  get: route.input(PlanId).output(PlanDetail),
  actions: route
    .input(
      z.strictObject({
        planId: z.int(),
        ...page,
        sort: z.strictObject({ column: z.enum(['contact', 'name', 'channel', 'date', 'rep', 'segment', 'lift', 'cost', 'campaign', 'position']), direction: z.enum(['asc', 'desc']) }).optional(),
        channel: z.string().optional(),
        date: z.string().optional(),
        /** First and last date, both included. */
        from: IsoDate.optional(),
        to: IsoDate.optional(),
        /** Labels of the contact; '' = none. */
        segment: z.string().optional(),
        territory: z.string().optional(),
        rep: z.string().optional(),
        contact: z.string().optional(),
        /** Id of the campaign it is for. */
        campaign: z.string().optional(),
        /** Id of a rule: only the actions in its scope (and period). */
        constraint: z.string().optional(),
        period: z.string().optional(),
        search: z.string().max(200).optional(),
      }),
    )
    .output(z.strictObject({ total: z.int(), cost: z.number(), lift: z.number(), rows: z.array(PlanActionRow) })),
  /** What a plan for several campaigns decided between them, by contact. */
  settled: route.input(z.strictObject({ planId: z.int(), ...page })).output(z.strictObject({ total: z.int(), rows: z.array(SettledRow) })),
  /**
   * Approves a draft under a person's name and books what it takes. A stale plan is refused unless `acceptStale`; where other
   * plans leave no room (a fault at `replace`), `replace` withdraws them in the same step.
   */
  approve: route.input(z.strictObject({ planId: z.int(), approver: z.string().trim().min(1).max(120), note: z.string().max(2000), acceptStale: z.boolean(), replace: z.boolean().default(false) })).output(PlanSummary),
  /** Takes an approval back; logged with its reason. */
  withdraw: route.input(z.strictObject({ planId: z.int(), actor: z.string().trim().min(1).max(120), reason: z.string().trim().min(1).max(2000) })).output(PlanSummary),
  remove: route.input(PlanId).output(z.void()),
  funnel: funnelContract,
  diff: planDiffContract,
  map: planMapRoute,
  exportCsv: route.input(z.strictObject({ planId: z.int(), options: ExportOptions })).output(z.strictObject({ path: z.string(), rows: z.int() }).nullable()),
  exportJson: route.input(z.strictObject({ ...PlanId.shape, alternatives: z.boolean().optional() })).output(z.strictObject({ path: z.string(), rows: z.int() }).nullable()),
};
