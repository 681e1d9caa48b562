import type { SearchEvaluation, SearchSpace } from '../model/search-space.ts';
import { normalCdf } from '../response/normal.ts';
import { markChoices, toFeatures } from './features.ts';
import { fitKernel } from './fit-kernel.ts';
import { addObservation, condition, type GaussianProcess, type Prediction } from './gaussian-process.ts';
import { signOf, type Goal } from './goal.ts';
import type { UnitPoint } from './unit-point.ts';

/** Scores as a function of the point, learned from evaluations; smaller is better for the process, whatever the goal. */
export interface Surrogate {
  readonly process: GaussianProcess;
  /** Mean and standard deviation of the scores, in their own unit and sign. */
  predict(point: UnitPoint): Prediction;
}

/** What the noise of scores is: estimated, one standard deviation for all, or given by each evaluation. */
export type ScoreNoise = 'estimated' | number;

/**
 * Learns scores; targets are normalised to mean 0 and variance 1, and turned round where more is better. An evaluation's own
 * standard error goes before `noise`. Needs at least one evaluation with a score.
 */
export function learnScores(
  space: SearchSpace,
  evaluations: readonly SearchEvaluation[],
  { goal, noise, seed }: { readonly goal: Goal; readonly noise: ScoreNoise; readonly seed: number },
): Surrogate {
  const scored = evaluations.flatMap((evaluation) => (evaluation.score === null ? [] : [{ ...evaluation, score: evaluation.score }]));
  const mean = scored.reduce((sum, { score }) => sum + score, 0) / scored.length;
  const sd = Math.sqrt(scored.reduce((sum, { score }) => sum + (score - mean) ** 2, 0) / scored.length) || 1;
  const sign = -signOf(goal);
  const observations = {
    points: scored.map(({ point }) => toFeatures(space, point)),
    targets: Float64Array.from(scored, ({ score }) => (sign * (score - mean)) / sd),
    noise: Float64Array.from(scored, ({ standardError }) => (standardError === undefined && noise === 'estimated' ? Number.NaN : ((standardError ?? Number(noise)) / sd) ** 2)),
    isChoice: markChoices(space),
  };
  const process = condition(observations, fitKernel(observations, seed));
  return {
    process,
    predict(point) {
      const { mean: low, sd: spread } = process.predict(toFeatures(space, point));
      return { mean: mean + sign * sd * low, sd: sd * spread };
    },
  };
}

/** The process with the mean it expects at a point taken for a score (kriging believer; Ginsbourger, Le Riche, Carraro 2010). */
export function believe(space: SearchSpace, process: GaussianProcess, point: UnitPoint): GaussianProcess {
  const features = toFeatures(space, point);
  return addObservation(process, features, process.predict(features).mean);
}

/** Variance of a label's noise: evaluations of one point nearly always agree. */
const LABEL_NOISE = 0.01;

/** Length scale of labels over the root of the dimensions. Fixed: a fit would take the sharp edge of what fails for short scales everywhere. */
const LABEL_REACH = 0.35;

/**
 * P(an evaluation of the point has a score): a process on labels ±1 that falls back to their mean where nothing was seen,
 * squashed by Φ (least-squares classification, Rasmussen & Williams 2006, ch. 6.5). Null while every evaluation had a score.
 */
export function learnFeasibility(space: SearchSpace, evaluations: readonly SearchEvaluation[]): ((point: UnitPoint) => number) | null {
  const labels = Float64Array.from(evaluations, ({ score }) => (score === null ? -1 : 1));
  if (labels.every((label) => label === 1)) return null;
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const observations = {
    points: evaluations.map(({ point }) => toFeatures(space, point)),
    targets: labels.map((label) => label - mean),
    noise: labels.map(() => LABEL_NOISE),
    isChoice: markChoices(space),
  };
  const scale = LABEL_REACH * Math.sqrt(space.parameters.length);
  const kernel = { inverseSquaredLengths: Float64Array.from(space.parameters, () => 1 / scale ** 2), signalVariance: 1, noiseVariance: LABEL_NOISE };
  const process = condition(observations, kernel);
  return (point) => {
    const { mean: low, sd } = process.predict(toFeatures(space, point));
    return normalCdf((mean + low) / Math.sqrt(sd * sd + LABEL_NOISE));
  };
}
