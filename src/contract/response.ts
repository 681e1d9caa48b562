import { z } from 'zod';
import { JobId, Nothing, route } from './base.ts';

const Backtest = z.strictObject({
  fromDate: z.string(),
  toDate: z.string(),
  touches: z.int(),
  logLoss: z.number(),
  baseRateLogLoss: z.number(),
  brier: z.number(),
  baseRateBrier: z.number(),
  calibration: z.array(z.strictObject({ low: z.number(), high: z.number(), touches: z.int(), predicted: z.number(), observed: z.number(), observedLow: z.number(), observedHigh: z.number() })),
});

/** What the history says about response, per channel and segment. */
export const ResponseSummary = z.strictObject({
  snapshotId: z.int(),
  madeAt: z.int(),
  asOfDate: z.string(),
  halfLifeDays: z.number(),
  /** True where touches, outcomes or contacts changed since. */
  stale: z.boolean(),
  contacts: z.int(),
  touches: z.int(),
  responded: z.int(),
  channels: z.array(
    z.strictObject({
      channel: z.string(),
      touches: z.int(),
      responded: z.int(),
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

export const responseContract = {
  latest: route.input(Nothing).output(ResponseSummary.nullable()),
  /** Fits the model on the whole history; job result: {snapshotId}. */
  fit: route.input(Nothing).output(z.strictObject({ jobId: JobId })),
};
