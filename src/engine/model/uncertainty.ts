import { z } from 'zod';

/**
 * What to do about one prediction:
 * - `refresh`: it is stale; fit again before anything rests on it.
 * - `collect`: the profile is too thin to tell the contact from others; complete the profile first.
 * - `explore`: little is known and the contact may well respond better than its channel does on average; a touch teaches.
 * - `use`: good enough to plan with.
 */
export const Recommendation = z.enum(['use', 'refresh', 'explore', 'collect']);
export type Recommendation = z.infer<typeof Recommendation>;

/** Every recommendation in the order its code counts. */
export const recommendations = Recommendation.options;

/** What is wrong with the data behind a contact's predictions. */
export const DataProblem = z.enum(['no_touches', 'few_touches', 'old_history', 'thin_profile', 'never_validated']);
export type DataProblem = z.infer<typeof DataProblem>;

export const dataProblems = DataProblem.options;
