import { z } from 'zod';
import { JobId, Nothing, route } from './base.ts';

/** Scores on touches that the model had not seen; smaller losses are better. */
export const Backtest = z.strictObject({
  fromDate: z.string(),
  toDate: z.string(),
  touches: z.int(),
  logLoss: z.number(),
  baseRateLogLoss: z.number(),
  brier: z.number(),
  baseRateBrier: z.number(),
  calibration: z.array(z.strictObject({ low: z.number(), high: z.number(), touches: z.int(), predicted: z.number(), observed: z.number(), observedLow: z.number(), observedHigh: z.number() })),
});

export type Backtest = z.infer<typeof Backtest>;

/** When a touch counts as answered: it is the first reason of an attributed outcome, or the last touch before one. */
export const LinkedBy = z.enum(['attribution', 'last_touch']);

/** What the history says about response, per channel and segment. */
export const ResponseSummary = z.strictObject({
  snapshotId: z.int(),
  madeAt: z.int(),
  asOfDate: z.string(),
  halfLifeDays: z.number(),
  /** True where touches, outcomes or contacts changed since. */
  stale: z.boolean(),
  /** Outcomes that came in since and are not in it. */
  newOutcomes: z.int(),
  linkedBy: LinkedBy.default('last_touch'),
  /** How a fit made now would link outcomes. */
  wouldLinkBy: LinkedBy,
  /** Outcomes it knew that say yes. */
  outcomes: z.int().default(0),
  /** True where the planner stayed with it for the history as it is now. */
  isKept: z.boolean(),
  /** True where an earlier fit can be put back in use. */
  hasPrevious: z.boolean(),
  contacts: z.int(),
  touches: z.int(),
  responded: z.int(),
  channels: z.array(
    z.strictObject({
      channel: z.string(),
      touches: z.int(),
      responded: z.int(),
      /** Touches left out because their answer may still come. */
      waiting: z.int().default(0),
      mean: z.number(),
      low: z.number(),
      high: z.number(),
      saturation: z.number(),
      /** `history` where touch order shows it, else `setting`. */
      saturationSource: z.enum(['history', 'setting']),
    }),
  ),
  segments: z.array(z.strictObject({ segment: z.string(), channel: z.string(), touches: z.int(), responded: z.int(), mean: z.number(), low: z.number(), high: z.number() })),
  backtest: Backtest.nullable(),
});
export type ResponseSummary = z.infer<typeof ResponseSummary>;

/** P(outcome given one touch) of a contact on a channel with its 90 % credible interval. */
export const ResponseEstimate = z.strictObject({ channel: z.string(), mean: z.number(), sd: z.number(), low: z.number(), high: z.number(), touches: z.int() });
export type ResponseEstimate = z.infer<typeof ResponseEstimate>;

const Estimate = { mean: z.number(), low: z.number(), high: z.number() };

/** A newer fit beside the one in use, both judged on the same touches. */
export const ResponseCandidate = z.strictObject({
  madeAt: z.int(),
  asOfDate: z.string(),
  linkedBy: LinkedBy,
  outcomes: z.int(),
  /** False where the history changed since; it can then no longer be taken. */
  isCurrent: z.boolean(),
  before: z.strictObject({
    snapshotId: z.int(),
    madeAt: z.int(),
    linkedBy: LinkedBy,
    outcomes: z.int(),
    /** Of the same touches, trained on what was known then. */
    backtest: Backtest.nullable(),
  }),
  backtest: Backtest.nullable(),
  channels: z.array(z.strictObject({ channel: z.string(), touches: z.int(), responded: z.int(), ...Estimate, before: z.strictObject(Estimate).nullable() })),
});
export type ResponseCandidate = z.infer<typeof ResponseCandidate>;

/** Who decides about a model, and why. */
const ModelDecision = z.strictObject({ actor: z.string().trim().min(1).max(120), note: z.string().max(2000) });

export const responseContract = {
  latest: route.input(Nothing).output(ResponseSummary.nullable()),
  /** Fits the model on the whole history; job result: {snapshotId}. */
  fit: route.input(Nothing).output(z.strictObject({ jobId: JobId })),
  /** Fits a candidate beside the fit in use; job result: {isCandidate}. */
  refit: route.input(Nothing).output(z.strictObject({ jobId: JobId })),
  /** The candidate that waits, null where none does. */
  candidate: route.input(Nothing).output(ResponseCandidate.nullable()),
  /** Puts the candidate in use; written to the decision log. */
  take: route.input(ModelDecision).output(z.strictObject({ snapshotId: z.int() })),
  /** Stays with the fit in use for the history as it is now; written to the decision log. */
  keep: route.input(ModelDecision).output(z.void()),
  /** Puts the fit before the one in use back in use; written to the decision log. */
  goBack: route.input(ModelDecision).output(z.strictObject({ snapshotId: z.int() })),
};
