import { succeed, type Fault, type Result } from '../base/fault.ts';
import { createRandom, randomIndex } from '../base/rng.ts';
import { normalHalfWidth } from '../response/normal.ts';

/**
 * A log of choices as columns of equal length, and what the policy in question would have done with each. `propensity` is
 * the probability with which the logging policy took the arm it took, `target` that with which the policy in question
 * takes the same arm there.
 */
export interface ChoiceLog {
  readonly reward: Float64Array;
  readonly propensity: Float64Array;
  readonly target: Float64Array;
  /** Predicted rewards, for the doubly robust estimate; absent: it is not made. */
  readonly model?: RewardModel;
}

/** Rewards predicted without sight of the logged reward: of the arm taken, and on average over the arms of the policy in question. */
export interface RewardModel {
  readonly ofTaken: Float64Array;
  readonly underTarget: Float64Array;
}

export interface OffPolicyOptions {
  /** Share the intervals hold, in (0, 1) (default 0.9). */
  readonly level?: number;
  /** Resamples of the bootstrap (default 1000), at least 100. */
  readonly resamples?: number;
  readonly seed: number;
}

/** Mean reward per choice that the policy in question would have earned. */
export interface ValueEstimate {
  readonly value: number;
  /** Percentile interval of the bootstrap. */
  readonly low: number;
  readonly high: number;
  /** Interval of the normal approximation: value ± z·standard error. */
  readonly normalLow: number;
  readonly normalHigh: number;
}

/** Why an estimate may be far off though its interval looks narrow. */
export const overlapWarnings = ['few_effective_choices', 'one_choice_dominates', 'weights_off_one', 'no_overlap'] as const;
export type OverlapWarning = (typeof overlapWarnings)[number];

export interface OffPolicyEstimate {
  readonly choices: number;
  /** Mean reward of the log itself. */
  readonly logged: number;
  /** Inverse propensity scoring: mean of w·r, w = target/propensity (Horvitz & Thompson 1952). Unbiased. */
  readonly ips: ValueEstimate;
  /** Self-normalised: Σ w·r/Σ w (Swaminathan & Joachims 2015). Null where every weight is 0. */
  readonly snips: ValueEstimate | null;
  /** Doubly robust: mean of q̂(target) + w·(r − q̂(taken)) (Dudík, Langford, Li 2011). Null without a model. */
  readonly doublyRobust: ValueEstimate | null;
  /** (Σ w)²/Σ w²: so many choices of the policy in question tell as much (Kish 1965). */
  readonly effectiveChoices: number;
  readonly largestWeight: number;
  /** Mean weight; 1 on average where the log covers all that the policy in question does. */
  readonly meanWeight: number;
  readonly warnings: readonly OverlapWarning[];
}

const DEFAULT_LEVEL = 0.9;
const FEWEST_EFFECTIVE = 50;
const FEWEST_EFFECTIVE_SHARE = 0.05;
const DOMINANT_SHARE = 0.1;
/** Standard errors by which the mean weight may miss 1. */
const MEAN_WEIGHT_LIMIT = 3;
const FEWEST_RESAMPLES = 100;

/**
 * What another policy would have earned on this log, by three estimates with intervals, and whether the log can tell.
 * A log without choices, without propensities (NaN), with a propensity of 0 or outside (0, 1] answers BAD_INPUT naming
 * the row; columns that differ in length throw RangeError. Deterministic for a seed. O(choices · resamples).
 */
export function evaluateOffPolicy(log: ChoiceLog, options: OffPolicyOptions): Result<OffPolicyEstimate> {
  checkLengths(log);
  const fault = findLogFault(log) ?? findOptionFault(options);
  if (fault !== null) return { ok: false, fault };
  const choices = log.reward.length;
  const weights = log.target.map((probability, row) => probability / log.propensity[row]!);
  const weighted = weights.map((weight, row) => weight * log.reward[row]!);
  const { model } = log;
  const corrected = model === undefined ? null : weights.map((weight, row) => model.underTarget[row]! + weight * (log.reward[row]! - model.ofTaken[row]!));
  const sumOfWeights = sumOf(weights);
  const resampled = resample(weights, weighted, corrected, options);
  const level = options.level ?? DEFAULT_LEVEL;
  const z = normalHalfWidth(level);
  const tail = (1 - level) / 2;
  const estimate = (value: number, influence: Float64Array, draws: Float64Array): ValueEstimate => {
    const half = z * Math.sqrt(varianceOf(influence) / choices);
    return { value, ...percentiles(draws, tail), normalLow: value - half, normalHigh: value + half };
  };
  const snips = sumOf(weighted) / sumOfWeights;
  const scale = choices / sumOfWeights;
  return succeed({
    choices,
    logged: sumOf(log.reward) / choices,
    ips: estimate(sumOf(weighted) / choices, weighted, resampled.ips),
    snips: sumOfWeights === 0 ? null : estimate(snips, weighted.map((product, row) => scale * (product - weights[row]! * snips)), resampled.snips),
    doublyRobust: corrected === null ? null : estimate(sumOf(corrected) / choices, corrected, resampled.doublyRobust),
    ...describeOverlap(weights, sumOfWeights),
  });
}

function describeOverlap(weights: Float64Array, sum: number): Pick<OffPolicyEstimate, 'effectiveChoices' | 'largestWeight' | 'meanWeight' | 'warnings'> {
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const largestWeight = weights.reduce((largest, weight) => Math.max(largest, weight), 0);
  const effectiveChoices = squares === 0 ? 0 : (sum * sum) / squares;
  const meanWeight = sum / weights.length;
  const error = Math.sqrt(varianceOf(weights) / weights.length);
  const applies: Record<OverlapWarning, boolean> = {
    few_effective_choices: effectiveChoices < Math.max(FEWEST_EFFECTIVE, FEWEST_EFFECTIVE_SHARE * weights.length),
    one_choice_dominates: sum > 0 && largestWeight > DOMINANT_SHARE * sum,
    weights_off_one: Math.abs(meanWeight - 1) > MEAN_WEIGHT_LIMIT * error + 1e-9,
    no_overlap: sum === 0,
  };
  return { effectiveChoices, largestWeight, meanWeight, warnings: overlapWarnings.filter((warning) => applies[warning]) };
}

interface Resampled {
  readonly ips: Float64Array;
  readonly snips: Float64Array;
  readonly doublyRobust: Float64Array;
}

/** Estimates of resamples with replacement (Efron 1979), each sorted; a resample without weight is left out of `snips`. */
function resample(weights: Float64Array, weighted: Float64Array, corrected: Float64Array | null, options: OffPolicyOptions): Resampled {
  const random = createRandom(options.seed);
  const count = options.resamples ?? 1000;
  const choices = weights.length;
  const ips = new Float64Array(count);
  const snips = new Float64Array(count);
  const doublyRobust = new Float64Array(count);
  for (let draw = 0; draw < count; draw += 1) {
    let sumWeights = 0;
    let sumWeighted = 0;
    let sumCorrected = 0;
    for (let taken = 0; taken < choices; taken += 1) {
      const row = randomIndex(random, choices);
      sumWeights += weights[row]!;
      sumWeighted += weighted[row]!;
      if (corrected !== null) sumCorrected += corrected[row]!;
    }
    ips[draw] = sumWeighted / choices;
    snips[draw] = sumWeighted / sumWeights;
    doublyRobust[draw] = sumCorrected / choices;
  }
  return { ips: ips.sort(), snips: snips.filter((value) => !Number.isNaN(value)).sort(), doublyRobust: doublyRobust.sort() };
}

function percentiles(rising: Float64Array, tail: number): { low: number; high: number } {
  const at = (share: number): number => rising[Math.min(rising.length - 1, Math.max(0, Math.round(share * (rising.length - 1))))]!;
  return { low: at(tail), high: at(1 - tail) };
}

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Variance of a sample; 0 for one value. */
function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = sumOf(values) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

function findLogFault(log: ChoiceLog): Fault | null {
  const fault = (path: string, message: string, hint: string): Fault => ({ code: 'BAD_INPUT', message, hint, path });
  if (log.reward.length === 0) return fault('reward', 'The log holds no choices.', 'Log choices with their propensities first.');
  for (let row = 0; row < log.reward.length; row += 1) {
    const propensity = log.propensity[row]!;
    if (Number.isNaN(propensity)) return fault(`propensity[${row}]`, `Choice ${row} has no propensity.`, 'Leave out choices that were not made by a policy that logs its propensities.');
    if (propensity === 0) return fault(`propensity[${row}]`, `Choice ${row} has propensity 0: its policy could not have made it.`, 'Correct the logged propensity.');
    if (!(propensity > 0 && propensity <= 1)) return fault(`propensity[${row}]`, `Choice ${row} has propensity ${propensity}.`, 'A propensity is above 0 and at most 1.');
    const target = log.target[row]!;
    if (!(target >= 0 && target <= 1)) return fault(`target[${row}]`, `Choice ${row} has target probability ${target}.`, 'A probability is from 0 to 1.');
    if (!Number.isFinite(log.reward[row]!)) return fault(`reward[${row}]`, `Choice ${row} has reward ${log.reward[row]}.`, 'Leave out choices without a judged outcome.');
    if (log.model !== undefined && !(Number.isFinite(log.model.ofTaken[row]!) && Number.isFinite(log.model.underTarget[row]!))) {
      return fault(`model[${row}]`, `Choice ${row} has no predicted reward.`, 'Predict every choice, or leave the model out.');
    }
  }
  return null;
}

function findOptionFault(options: OffPolicyOptions): Fault | null {
  const level = options.level ?? DEFAULT_LEVEL;
  if (!(level > 0 && level < 1)) return { code: 'BAD_INPUT', message: `level is ${level}.`, hint: 'Set it above 0 and below 1.', path: 'level' };
  const resamples = options.resamples ?? FEWEST_RESAMPLES;
  if (!(Number.isInteger(resamples) && resamples >= FEWEST_RESAMPLES)) {
    return { code: 'BAD_INPUT', message: `resamples is ${resamples}.`, hint: `Set it to a whole number, ${FEWEST_RESAMPLES} or more.`, path: 'resamples' };
  }
  return null;
}

function checkLengths(log: ChoiceLog): void {
  const columns = { propensity: log.propensity, target: log.target, ...(log.model === undefined ? {} : { ofTaken: log.model.ofTaken, underTarget: log.model.underTarget }) };
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== log.reward.length) throw new RangeError(`${name} holds ${column.length} of ${log.reward.length} choices`);
  }
}
