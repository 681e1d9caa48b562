import { succeed, type Result } from '../base/fault.ts';
import { normalHalfWidth } from '../response/normal.ts';
import { percentiles, resample } from './bootstrap.ts';
import { checkLengths, DEFAULT_LEVEL, findLogFault, findOptionFault, type ChoiceLog, type OffPolicyOptions } from './choice-log.ts';

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

const FEWEST_EFFECTIVE = 50;
const FEWEST_EFFECTIVE_SHARE = 0.05;
const DOMINANT_SHARE = 0.1;
/** Standard errors by which the mean weight may miss 1. */
const MEAN_WEIGHT_LIMIT = 3;

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

function sumOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** Variance of a sample; 0 for one value. */
function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0;
  const mean = sumOf(values) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
