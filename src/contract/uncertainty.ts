import { z } from 'zod';
import { DataProblem, Recommendation } from '../engine/model/uncertainty.ts';
import { Nothing, page, route } from './base.ts';

/** What is known of one prediction. Variances are those of the next outcome: epistemic + aleatoric = total; ages in days. */
export const PairUncertainty = z.strictObject({
  channel: z.string(),
  mean: z.number(),
  low: z.number(),
  high: z.number(),
  total: z.number(),
  epistemic: z.number(),
  aleatoric: z.number(),
  /** Judged touches behind it, and days since the last; null where there was none. */
  sampleSize: z.number(),
  recency: z.int().nullable(),
  predictionAge: z.int(),
  /** Days since an outcome last judged it, null where none did. */
  validationAge: z.int().nullable(),
  staleness: z.number(),
  /** Value of the upside of what is not known: optimism · sd · value of the contact. */
  explorationValue: z.number(),
  recommendation: Recommendation,
});
export type PairUncertainty = z.infer<typeof PairUncertainty>;

export const ContactUncertainty = z.strictObject({
  asOf: z.string(),
  predictedDate: z.string(),
  /** Share of the profile's features that are known, and those that are not. */
  completeness: z.number(),
  missing: z.array(z.string()),
  problems: z.array(DataProblem),
  /** Null where no profile was kept with the predictions. */
  drift: z
    .strictObject({
      score: z.number(),
      /** Features of this contact that changed since, most changed first. */
      own: z.array(z.string()),
      /** Features that moved in the population, worst first. */
      population: z.array(z.string()),
    })
    .nullable(),
  channels: z.array(PairUncertainty),
});
export type ContactUncertainty = z.infer<typeof ContactUncertainty>;

export const UncertaintySummary = z.strictObject({
  snapshotId: z.int(),
  asOf: z.string(),
  predictedDate: z.string(),
  predictionAge: z.int(),
  contacts: z.int(),
  /** Contacts that came after the fit and have no prediction. */
  withoutPrediction: z.int(),
  pairs: z.int(),
  /** Pairs by recommendation; they add up to `pairs`. */
  counts: z.record(Recommendation, z.int()),
  drift: z
    .strictObject({
      score: z.number(),
      features: z.array(z.strictObject({ name: z.string(), index: z.number(), distance: z.number().nullable(), pValue: z.number().nullable(), grade: z.enum(['stable', 'moderate', 'major']), score: z.number() })),
    })
    .nullable(),
  quality: z.strictObject({
    touchedPairs: z.int(),
    completeness: z.number(),
    features: z.array(z.strictObject({ name: z.string(), known: z.number() })),
    medianRecency: z.number().nullable(),
    /** Contacts with each problem; one can have several. */
    problems: z.record(DataProblem, z.int()),
  }),
});
export type UncertaintySummary = z.infer<typeof UncertaintySummary>;

export const StalePrediction = z.strictObject({
  contactId: z.int(),
  contact: z.string(),
  name: z.string().nullable(),
  channel: z.string(),
  mean: z.number(),
  staleness: z.number(),
  predictionAge: z.int(),
  validationAge: z.int().nullable(),
  drift: z.number(),
});
export type StalePrediction = z.infer<typeof StalePrediction>;

export const uncertaintyContract = {
  /** Null where no model was fitted yet, or the contact came after the fit. */
  contact: route.input(z.strictObject({ id: z.int() })).output(ContactUncertainty.nullable()),
  summary: route.input(Nothing).output(UncertaintySummary.nullable()),
  /** Predictions that want a refresh, stalest first. */
  stale: route.input(z.strictObject({ ...page, search: z.string().max(200).optional() })).output(z.strictObject({ total: z.int(), rows: z.array(StalePrediction) })),
};
