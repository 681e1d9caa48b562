import { fail, succeed, type Result } from '../base/fault.ts';
import { hashText } from '../base/rng.ts';
import type { SearchEvaluation, SearchSpace } from '../model/search-space.ts';
import { logExpectedImprovement } from './expected-improvement.ts';
import { toFeatures } from './features.ts';
import { signOf, type Goal } from './goal.ts';
import { maximiseAcquisition } from './maximise-acquisition.ts';
import { findCountFault } from './sample-options.ts';
import { designSobol } from './sobol.ts';
import { believe, learnFeasibility, learnScores, type ScoreNoise } from './surrogate.ts';
import { keyOf, type UnitPoint } from './unit-point.ts';

/** What is searched, and how. */
export interface BayesianSearchOptions {
  readonly space: SearchSpace;
  readonly goal: Goal;
  readonly seed: number;
  /** Sobol points before the model speaks (default 2 · parameters + 2). */
  readonly initial?: number;
  /** Points of one `ask` (default 1). It is part of the search: other batches, other points. */
  readonly batch?: number;
  /** Default `estimated`; 0 for scores without noise. */
  readonly noise?: ScoreNoise;
}

/** The best known place. */
export interface BestPoint {
  readonly point: UnitPoint;
  /** Score that was told. */
  readonly score: number;
  /** Score that the model expects there, and its standard deviation. */
  readonly mean: number;
  readonly sd: number;
}

/** A search that is asked for points and told their scores. */
export interface BayesianSearch {
  /** Everything told so far: the whole state. Given to `restoreBayesianSearch`, the next points are the same. */
  readonly evaluations: readonly SearchEvaluation[];
  /**
   * The next points: all feasible, none evaluated before, fewer than a batch only once the space is used up. Asked again
   * without a `tell` between, the answer is the same. O(evaluations³).
   */
  ask(): Result<readonly UnitPoint[]>;
  /**
   * Scores of points, in any order and asked for or not; null where the evaluation found a point infeasible. Scores that are
   * not finite, or lists of unequal length, answer BAD_INPUT and nothing is taken.
   */
  tell(points: readonly UnitPoint[], scores: readonly (number | null)[], standardErrors?: readonly number[]): Result<number>;
  /** The evaluated point with the best expected score, which noise does not flatter; null before the first score. */
  best(): BestPoint | null;
}

/** Evaluations in an order that does not depend on the one they came in. */
function sortEvaluations(evaluations: readonly SearchEvaluation[]): readonly SearchEvaluation[] {
  const compare = (a: SearchEvaluation, b: SearchEvaluation): number => {
    const at = a.point.findIndex((coordinate, place) => coordinate !== b.point[place]);
    if (at >= 0) return a.point[at]! - b.point[at]!;
    return (a.score ?? -Infinity) === (b.score ?? -Infinity) ? (a.standardError ?? -1) - (b.standardError ?? -1) : (a.score ?? -Infinity) - (b.score ?? -Infinity);
  };
  return evaluations.toSorted(compare);
}

/** Centres around which good points are likely: the best evaluated ones. */
const CENTRES = 3;

/** The next points after evaluations; a pure function of its arguments. */
function suggest(options: Required<BayesianSearchOptions>, evaluations: readonly SearchEvaluation[]): Result<readonly UnitPoint[]> {
  const { space, goal, noise, batch, initial } = options;
  const sorted = sortEvaluations(evaluations);
  const taken = new Set(sorted.map(({ point }) => keyOf(space, point)));
  const scored = sorted.filter(({ score }) => score !== null);
  const isWarm = evaluations.length >= initial && scored.length >= 2;
  if (!isWarm) {
    const wanted = evaluations.length < initial ? Math.min(batch, initial - evaluations.length) : batch;
    const design = designSobol(space, { count: wanted + taken.size, seed: options.seed });
    return design.ok ? succeed(design.value.points.filter((point) => !taken.has(keyOf(space, point))).slice(0, wanted)) : design;
  }
  const seed = hashText(`ask ${options.seed} ${evaluations.length}`);
  const feasibility = learnFeasibility(space, sorted);
  let { process } = learnScores(space, sorted, { goal, noise, seed });
  const expected = scored.map(({ point }) => ({ point, mean: process.predict(toFeatures(space, point)).mean })).toSorted((a, b) => a.mean - b.mean);
  const incumbent = expected[0]!.mean;
  const centres = expected.slice(0, CENTRES).map(({ point }) => point);
  const points: UnitPoint[] = [];
  while (points.length < batch) {
    const believed = process;
    const acquisition = (point: UnitPoint): number =>
      logExpectedImprovement(believed.predict(toFeatures(space, point)), incumbent) + (feasibility === null ? 0 : Math.log(feasibility(point)));
    const next = maximiseAcquisition(space, acquisition, { taken, centres, seed: hashText(`place ${seed} ${points.length}`) });
    if (next === null) break;
    points.push(next);
    taken.add(keyOf(space, next));
    if (points.length < batch) process = believe(space, process, next);
  }
  return succeed(points);
}

function findFault({ space, initial, batch, noise }: Required<BayesianSearchOptions>): ReturnType<typeof fail> | null {
  if (noise !== 'estimated' && !(noise >= 0 && Number.isFinite(noise))) return fail('BAD_INPUT', `noise is ${noise}, not a standard deviation of 0 or more.`, { path: 'noise' });
  if (space.parameters.length === 0) return fail('BAD_INPUT', 'The search space has no parameters.', { path: 'space.parameters' });
  return findCountFault(initial, 'initial') ?? findCountFault(batch, 'batch');
}

/**
 * Bayesian optimisation (Močkus 1975; Jones, Schonlau, Welch 1998): Sobol points first, then the points with the largest
 * expected improvement over the best posterior mean under a Gaussian process, times the probability of feasibility once an
 * evaluation was infeasible. A batch is filled by kriging belief, so it is fixed before any of it is evaluated; results
 * depend on what was told, not on the order it came in. Options out of range answer BAD_INPUT.
 */
export function createBayesianSearch(given: BayesianSearchOptions): Result<BayesianSearch> {
  const options: Required<BayesianSearchOptions> = { initial: 2 * given.space.parameters.length + 2, batch: 1, noise: 'estimated', ...given };
  const fault = findFault(options);
  if (fault !== null) return fault;
  const { space, goal } = options;
  const evaluations: SearchEvaluation[] = [];
  return succeed({
    evaluations,
    ask: () => suggest(options, evaluations),
    tell(points, scores, standardErrors) {
      if (scores.length !== points.length) return fail('BAD_INPUT', `${scores.length} scores were told for ${points.length} points.`, { path: 'scores' });
      if (standardErrors !== undefined && standardErrors.length !== points.length) {
        return fail('BAD_INPUT', `${standardErrors.length} standard errors were told for ${points.length} points.`, { path: 'standardErrors' });
      }
      const told: SearchEvaluation[] = [];
      for (const [at, point] of points.entries()) {
        const score = scores[at]!;
        const standardError = standardErrors?.[at];
        if (point.length !== space.parameters.length || !point.every((coordinate) => coordinate >= 0 && coordinate <= 1)) {
          return fail('BAD_INPUT', `Point ${at + 1} is not ${space.parameters.length} coordinates from 0 to 1.`, { path: `points.${at}` });
        }
        if (score !== null && !Number.isFinite(score)) return fail('BAD_INPUT', `The score of point ${at + 1} is ${score}, not a number or null.`, { path: `scores.${at}` });
        if (standardError !== undefined && !(standardError >= 0 && Number.isFinite(standardError))) {
          return fail('BAD_INPUT', `The standard error of point ${at + 1} is ${standardError}, not 0 or more.`, { path: `standardErrors.${at}` });
        }
        told.push({ point: [...point], score, ...(standardError === undefined || score === null ? {} : { standardError }) });
      }
      evaluations.push(...told);
      return succeed(evaluations.length);
    },
    best() {
      const sorted = sortEvaluations(evaluations);
      const scored = sorted.flatMap(({ point, score }) => (score === null ? [] : [{ point, score }]));
      if (scored.length === 0) return null;
      const { predict } = learnScores(space, sorted, { goal, noise: options.noise, seed: hashText(`ask ${options.seed} ${evaluations.length}`) });
      const sign = -signOf(goal);
      return scored.map((one) => ({ ...one, ...predict(one.point) })).reduce((best, one) => (sign * one.mean < sign * best.mean ? one : best));
    },
  });
}

/** A search that goes on from the evaluations of another with the same options. */
export function restoreBayesianSearch(options: BayesianSearchOptions, evaluations: readonly SearchEvaluation[]): Result<BayesianSearch> {
  const search = createBayesianSearch(options);
  if (!search.ok) return search;
  for (const [at, { point, score, standardError }] of evaluations.entries()) {
    const told = search.value.tell([point], [score], standardError === undefined ? undefined : [standardError]);
    if (!told.ok) return fail('BAD_INPUT', told.fault.message, { path: `evaluations.${at}` });
  }
  return search;
}
