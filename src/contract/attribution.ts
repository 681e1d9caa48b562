import { z } from 'zod';
import { AttributionChoice, AttributionReport, AttributionSettings } from '../engine/model/attribution.ts';
import { JobId, Nothing, route } from './base.ts';

/** What attribution has to work on, and how it is set. */
export const AttributionSetup = z.strictObject({
  choice: AttributionChoice,
  settings: AttributionSettings,
  /** Kinds of outcome in the workspace; `counts` = they take part. */
  kinds: z.array(z.strictObject({ kind: z.string(), outcomes: z.int(), counts: z.boolean() })),
  channels: z.array(z.strictObject({ channel: z.string(), touches: z.int() })),
});
export type AttributionSetup = z.infer<typeof AttributionSetup>;

/** The newest run. */
export const AttributionRun = z.strictObject({
  runId: z.int(),
  madeAt: z.int(),
  /** What changed since: touches, outcomes, settings; empty = up to date. */
  stale: z.array(z.string()),
  choice: AttributionChoice,
  report: AttributionReport,
});
export type AttributionRun = z.infer<typeof AttributionRun>;

/** How one outcome was credited; touches oldest first, their shares add up to 1. */
export const OutcomeAttribution = z.strictObject({
  model: z.string(),
  confidence: z.number(),
  touches: z.array(
    z.strictObject({
      touchId: z.int(),
      /** Null where the touch has left the workspace since. */
      channel: z.string().nullable(),
      date: z.string().nullable(),
      kind: z.string().nullable(),
      campaign: z.string().nullable(),
      share: z.number(),
      value: z.number(),
      isPrimary: z.boolean(),
    }),
  ),
});
export type OutcomeAttribution = z.infer<typeof OutcomeAttribution>;

export const attributionContract = {
  setup: route.input(Nothing).output(AttributionSetup),
  /** Changes which model credits, which kinds take part, and the settings; one undoable step. */
  configure: route.input(z.strictObject({ choice: AttributionChoice, settings: AttributionSettings })).output(z.void()),
  /** Credits every outcome anew and compares all models; job result: {runId, attributed, unattributed}. */
  run: route.input(Nothing).output(z.strictObject({ jobId: JobId })),
  latest: route.input(Nothing).output(AttributionRun.nullable()),
  /** Null where the newest run has not seen the outcome. */
  outcome: route.input(z.strictObject({ id: z.string().regex(/^o\d{1,15}$/u) })).output(OutcomeAttribution.nullable()),
  /** Writes the newest comparison as `omnivor.attribution/1`; null where the dialog was closed. */
  exportReport: route.input(Nothing).output(z.strictObject({ path: z.string() }).nullable()),
};
