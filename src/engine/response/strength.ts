import { logBeta } from './beta.ts';
import { maximizeOnInterval } from './golden-section.ts';
import type { Strength } from './response-model.ts';

/** Where no history tells, a prior counts for about 10 touches; its logarithm is spread by 1.5 (5 % … 95 %: 0.8 … 120). */
export const DEFAULT_STRENGTH = 10;
export const LOG_STRENGTH_SPREAD = 1.5;
const SMALLEST = 0.1;
const LARGEST = 1e6;
/** Half the 95 % point of chi-square with one degree of freedom: a fit worse by more is told apart. */
const TELLING_DIFFERENCE = 1.92;

/** Log density (up to a constant) of the weak prior on a strength. */
export function logStrengthPrior(strength: number): number {
  return -0.5 * (Math.log(strength / DEFAULT_STRENGTH) / LOG_STRENGTH_SPREAD) ** 2;
}

/**
 * Strength that makes the data most probable under the weak prior, on a log scale. It is shown by the history where the
 * best likelihood beats at least one end of the scale clearly.
 */
export function estimateStrength(logLikelihood: (strength: number) => number): Strength {
  const low = Math.log(SMALLEST);
  const high = Math.log(LARGEST);
  const evaluate = (logStrength: number): number => {
    const strength = Math.exp(logStrength);
    return logLikelihood(strength) + logStrengthPrior(strength);
  };
  const touches = Math.exp(maximizeOnInterval(evaluate, low, high, 16, 1e-4));
  const worstEnd = Math.min(logLikelihood(SMALLEST), logLikelihood(LARGEST));
  return { touches, isShown: logLikelihood(touches) - worstEnd > TELLING_DIFFERENCE };
}

/**
 * Beta-binomial log-likelihood of groups of members with whole counts, as a function of the strength. Members of group g
 * respond with a rate from Beta(mean_g·strength, (1 − mean_g)·strength). Kept as counts of members with more than j
 * successes, failures and trials, so that one evaluation costs groups × longest history and not members.
 */
export class MemberHistogram {
  readonly #successes: number[][];
  readonly #failures: number[][];
  readonly #trials: number[] = [];

  constructor(groupCount: number) {
    this.#successes = Array.from({ length: groupCount }, () => []);
    this.#failures = Array.from({ length: groupCount }, () => []);
  }

  /** Adds one member's counts. */
  add(group: number, successes: number, failures: number): void {
    raise(this.#successes[group]!, successes);
    raise(this.#failures[group]!, failures);
    raise(this.#trials, successes + failures);
  }

  logLikelihood(groupMean: Float64Array, strength: number): number {
    let sum = -sumOfLogs(this.#trials, strength);
    for (let group = 0; group < groupMean.length; group += 1) {
      sum += sumOfLogs(this.#successes[group]!, groupMean[group]! * strength);
      sum += sumOfLogs(this.#failures[group]!, (1 - groupMean[group]!) * strength);
    }
    return sum;
  }
}

/** exceeding[j] counts the members whose count is above j. */
function raise(exceeding: number[], count: number): void {
  for (let j = 0; j < count; j += 1) exceeding[j] = (exceeding[j] ?? 0) + 1;
}

function sumOfLogs(exceeding: readonly number[], start: number): number {
  let sum = 0;
  for (let j = 0; j < exceeding.length; j += 1) sum += exceeding[j]! * Math.log(start + j);
  return sum;
}

/** Beta-binomial log-likelihood of groups with possibly fractional counts around one mean, up to a constant. */
export function groupLogLikelihood(success: Float64Array, failure: Float64Array, mean: number, strength: number): number {
  let sum = 0;
  for (let group = 0; group < success.length; group += 1) {
    if (success[group]! + failure[group]! <= 0) continue;
    sum += logBeta(mean * strength + success[group]!, (1 - mean) * strength + failure[group]!) - logBeta(mean * strength, (1 - mean) * strength);
  }
  return sum;
}
