import { z } from 'zod';
import { ActionOutcome, ActionStage, ExecutionSettings } from '../engine/model/execution.ts';
import { PlanChange, RebalanceSummary, RebalanceTrigger, SuggestionOptions } from '../engine/model/rebalance.ts';
import { IsoDate } from '../engine/model/text.ts';
import { JobId, Nothing, page, route } from './base.ts';

const PlanId = z.strictObject({ planId: z.int() });

/** Value that done actions brought, against what was expected of those judged by now; low and high hold 95 of 100 cases. */
export const Forecast = z.strictObject({
  judged: z.int(),
  answered: z.int(),
  expected: z.number(),
  realised: z.number(),
  low: z.number(),
  high: z.number(),
  verdict: z.enum(['as_expected', 'below', 'above', 'too_few']),
});
export type Forecast = z.infer<typeof Forecast>;

/** How far a plan is. The stages add up to `actions`. */
export const ExecutionProgress = z.strictObject({
  actions: z.int(),
  stages: z.record(ActionStage, z.int()),
  /** Expected value of the whole plan, and of what is done. */
  expected: z.number(),
  expectedDone: z.number(),
  costDone: z.number(),
  /** Days on which some rep has more to do than hours. */
  tightDays: z.int(),
  forecast: Forecast,
});
export type ExecutionProgress = z.infer<typeof ExecutionProgress>;

/** A rebalanced version that was worked out. Nothing changes until it is accepted, and then it is a draft to approve. */
export const Suggestion = z.strictObject({
  id: z.int(),
  planId: z.int(),
  newPlanId: z.int().nullable(),
  madeAt: z.int(),
  state: z.enum(['open', 'accepted', 'dismissed']),
  triggers: z.array(RebalanceTrigger),
  options: SuggestionOptions,
  summary: RebalanceSummary,
  reason: z.string(),
  decidedAt: z.int().nullable(),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** A plan as it is carried out. */
export const ExecutionDetail = z.strictObject({
  planId: z.int(),
  /** `ready` = approved and booked, not begun. */
  state: z.enum(['ready', 'running', 'paused']),
  startedAt: z.int().nullable(),
  pausedFrom: IsoDate.nullable(),
  today: IsoDate,
  progress: ExecutionProgress,
  triggers: z.array(RebalanceTrigger),
  suggestions: z.array(Suggestion),
});
export type ExecutionDetail = z.infer<typeof ExecutionDetail>;

/** One action, when it is carried out and what became of it. */
export const ExecutionRow = z.strictObject({
  position: z.int(),
  contact: z.string(),
  contactId: z.int().nullable(),
  name: z.string().nullable(),
  channel: z.string(),
  date: IsoDate,
  /** Date of the plan where a pause moved it. */
  movedFrom: IsoDate.nullable(),
  rep: z.string().nullable(),
  territory: z.string().nullable(),
  /** Place in the day of its rep, and minutes after midnight. */
  place: z.int(),
  start: z.int(),
  end: z.int(),
  lift: z.number(),
  cost: z.number(),
  stage: ActionStage,
  doneOn: IsoDate.nullable(),
  answered: z.boolean().nullable(),
  source: z.string().nullable(),
  note: z.string(),
});
export type ExecutionRow = z.infer<typeof ExecutionRow>;

/** A row of the timeline: per day of the horizon how many actions there are, and how many of them are done, or late or failed. */
export const TimelineLane = z.strictObject({ key: z.string(), actions: z.array(z.int()), done: z.array(z.int()), missed: z.array(z.int()) });
export type TimelineLane = z.infer<typeof TimelineLane>;

/** Which actions: every part narrows. */
export const ActionFilter = z.strictObject({ stage: ActionStage.optional(), rep: z.string().optional(), channel: z.string().optional(), date: IsoDate.optional(), search: z.string().max(200).optional() });
export type ActionFilter = z.infer<typeof ActionFilter>;

/** What to do with the actions whose days passed in a pause: move each to its first open day, skip them and give back what they hold, or leave them late. */
export const PauseAnswer = z.enum(['move', 'skip', 'leave']);
export type PauseAnswer = z.infer<typeof PauseAnswer>;

export const executionContract = {
  /** Null for a draft, which nothing is booked for. */
  get: route.input(PlanId).output(ExecutionDetail.nullable()),
  /** Begins to carry an approved plan out. Whatever of it is not booked yet is booked in the same transaction. Undoable. */
  start: route.input(PlanId).output(z.void()),
  actions: route
    .input(z.strictObject({ planId: z.int(), ...page, ...ActionFilter.shape, sort: z.strictObject({ column: z.enum(['date', 'contact', 'name', 'channel', 'rep', 'stage', 'lift', 'cost']), direction: z.enum(['asc', 'desc']) }).optional() }))
    .output(z.strictObject({ total: z.int(), lift: z.number(), cost: z.number(), rows: z.array(ExecutionRow) })),
  timeline: route.input(z.strictObject({ planId: z.int(), by: z.enum(['rep', 'channel']) })).output(z.strictObject({ start: IsoDate, days: z.int(), lanes: z.array(TimelineLane) })),
  /** Marks actions, as one undoable step; the ledger follows: done is used, failed and skipped are given back. `date` = when it was done. */
  mark: route
    .input(z.strictObject({ planId: z.int(), positions: z.array(z.int().min(0)).min(1).max(50_000), state: ActionOutcome, date: IsoDate.optional(), answered: z.boolean().nullable().default(null), note: z.string().max(500).default('') }))
    .output(z.strictObject({ marked: z.int() })),
  /** Pauses from today on: nothing is due or late until it goes on. */
  pause: route.input(PlanId).output(z.void()),
  /** Actions whose days passed in the pause, and where `move` would put them; `unplaced` find no day and are skipped. */
  previewResume: route.input(PlanId).output(z.strictObject({ actions: z.int(), moved: z.int(), unplaced: z.int(), first: z.array(z.strictObject({ contact: z.string(), channel: z.string(), from: IsoDate, to: IsoDate.nullable() })) })),
  resume: route.input(z.strictObject({ planId: z.int(), missed: PauseAnswer })).output(z.strictObject({ moved: z.int(), skipped: z.int() })),
  /** Planned actions that touches of the history carried out, and those that touches or outcomes say failed; writes nothing. */
  touches: route.input(PlanId).output(z.strictObject({ matches: z.int(), failed: z.int(), first: z.array(z.strictObject({ contact: z.string(), channel: z.string(), planned: IsoDate, reported: IsoDate, state: z.enum(['done', 'failed']) })) })),
  applyTouches: route.input(z.strictObject({ planId: z.int(), expected: z.int().min(0) })).output(z.strictObject({ marked: z.int() })),
  settings: route.input(Nothing).output(z.strictObject({ settings: ExecutionSettings, nextRun: z.int().nullable(), lastRun: z.strictObject({ at: z.int(), does: z.enum(['rebalance', 'optimize']), planId: z.int().nullable(), result: z.string() }).nullable() })),
  configure: route.input(ExecutionSettings).output(z.void()),
  /** Works a rebalancing out and stores it as a suggestion in place of the open one; job result: {suggestionId}. Left out, options are those of the settings. */
  suggest: route.input(z.strictObject({ planId: z.int(), frozenUntil: IsoDate.optional(), publishedUntil: IsoDate.optional(), changePrice: z.number().min(0).optional(), seconds: z.number().gt(0).max(3600).optional() })).output(z.strictObject({ jobId: JobId })),
  /** What a suggestion changes, by day. */
  changes: route.input(z.strictObject({ suggestionId: z.int(), kind: PlanChange.shape.kind.optional(), ...page })).output(z.strictObject({ total: z.int(), rows: z.array(PlanChange) })),
  /** Puts the new version among the drafts to approve; approving it withdraws the plan it is made from and carries on. Undoable. */
  accept: route.input(z.strictObject({ suggestionId: z.int(), actor: z.string().trim().min(1).max(120) })).output(z.strictObject({ planId: z.int() })),
  dismiss: route.input(z.strictObject({ suggestionId: z.int(), actor: z.string().trim().min(1).max(120), reason: z.string().trim().min(1).max(2000) })).output(z.void()),
};
