import { z } from 'zod';
import { Challenge, ChallengeKind, ChallengeState, FeedbackSettings } from '../engine/model/feedback.ts';
import { FileToken, Nothing, page, route } from './base.ts';

const PlanId = z.strictObject({ planId: z.int() });

/** A challenge in the planner's list. */
export const ChallengeRow = z.strictObject({
  ...Challenge.shape,
  id: z.int(),
  planId: z.int(),
  name: z.string().nullable(),
  state: ChallengeState,
  decidedBy: z.enum(['rule', 'planner']).nullable(),
  because: z.string(),
  file: z.string(),
  importedAt: z.int(),
});
export type ChallengeRow = z.infer<typeof ChallengeRow>;

const count = z.int().min(0);

export const FeedbackSummary = z.strictObject({
  counts: z.strictObject({ pending: count, accepted: count, declined: count }),
  reps: z.array(z.string()),
  settings: FeedbackSettings,
});
export type FeedbackSummary = z.infer<typeof FeedbackSummary>;

/** What came back in sheets: lines = challenges + kept + rejected; challenges = accepted + pending. */
export const SheetReport = z.strictObject({
  planId: z.int(),
  /** A newer plan, where there is one: the sheet is about an older one. */
  newerPlan: z.int().nullable(),
  files: z.array(z.string()),
  lines: count,
  challenges: count,
  accepted: count,
  pending: count,
  kept: count,
  rejected: count,
  /** Challenges of an earlier sheet that these replace. */
  replaced: count,
  /** The first lines that are not taken. */
  rejectedLines: z.array(z.strictObject({ file: z.string(), line: z.int(), contact: z.string(), channel: z.string(), decision: z.string(), reason: z.string() })),
});
export type SheetReport = z.infer<typeof SheetReport>;

/** What solving again with feedback changed, against the plan it is about. */
export const FeedbackDifference = z.strictObject({
  before: z.strictObject({ planId: z.int(), objective: z.number(), lift: z.number(), cost: z.number(), actions: z.int() }),
  after: z.strictObject({ planId: z.int(), objective: z.number(), lift: z.number(), cost: z.number(), actions: z.int() }),
  kept: count,
  moved: count,
  added: count,
  dropped: count,
  met: count,
  asked: count,
  total: count,
  rows: z.array(z.strictObject({ contact: z.string(), name: z.string().nullable(), channel: z.string(), before: count, after: count, asked: count.nullable() })),
});
export type FeedbackDifference = z.infer<typeof FeedbackDifference>;

const ids = z.array(z.int()).min(1).max(10_000);

export const feedbackContract = {
  summary: route.input(PlanId).output(FeedbackSummary),
  /** Writes a sheet per rep into a folder; `all` has a line for what could be added too. Null when the dialog was closed. */
  exportSheets: route.input(z.strictObject({ planId: z.int(), lines: z.enum(['planned', 'all']) })).output(z.strictObject({ path: z.string(), files: z.int(), lines: z.int() }).nullable()),
  /** Opens the file dialog; empty when it was closed. */
  choose: route.input(Nothing).output(z.array(z.strictObject({ token: FileToken, name: z.string(), sizeBytes: z.int() }))),
  /** Reads ALL lines of sheets without writing anything. */
  check: route.input(z.strictObject({ files: z.array(FileToken).min(1).max(500) })).output(SheetReport),
  /** Keeps what sheets ask for, in one undoable step. Sheets about an older plan are refused unless `acceptStale`. */
  commit: route.input(z.strictObject({ files: z.array(FileToken).min(1).max(500), acceptStale: z.boolean() })).output(SheetReport),
  page: route
    .input(
      z.strictObject({
        planId: z.int(),
        ...page,
        state: ChallengeState.optional(),
        kind: ChallengeKind.optional(),
        rep: z.string().max(200).optional(),
        search: z.string().max(200).optional(),
        sort: z.strictObject({ column: z.enum(['contact', 'channel', 'rep', 'kind', 'state', 'id']), direction: z.enum(['asc', 'desc']) }).optional(),
      }),
    )
    .output(z.strictObject({ total: z.int(), rows: z.array(ChallengeRow) })),
  /** Decides challenges, or lets them wait again: one undoable step. */
  decide: route.input(z.strictObject({ ids, state: ChallengeState })).output(z.strictObject({ changed: z.int() })),
  configure: route.input(FeedbackSettings).output(FeedbackSettings),
  /** Against the plan whose feedback a plan was made with; null where it was made without. */
  difference: route.input(z.strictObject({ planId: z.int(), ...page })).output(FeedbackDifference.nullable()),
};
