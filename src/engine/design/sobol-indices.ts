import { fail, succeed, type Result } from '../base/fault.ts';
import { createRandom, randomIndex } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { findScoreFault, keepFeasible, type GroupedDesign } from './grouped-design.ts';
import { findCountFault, type SampleOptions } from './sample-options.ts';
import { createSobol, MAX_SOBOL_DIMENSIONS } from './sobol.ts';
import { snapPoint, type UnitPoint } from './unit-point.ts';

/** An estimate and the interval that holds the middle 95 % (or as told) of its bootstrap resamples. */
export interface IndexEstimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How much of the scores' variance a parameter accounts for. */
export interface SobolIndex {
  readonly name: string;
  /** Share that the parameter explains alone. */
  readonly first: IndexEstimate;
  /** Share that would be gone with it, interactions counted; not below `first` but for sampling error. */
  readonly total: IndexEstimate;
}

export interface SobolIndices {
  readonly mean: number;
  readonly variance: number;
  /** In the space's order; all shares are 0 where scores do not vary. */
  readonly parameters: readonly SobolIndex[];
}

/**
 * Points for Sobol indices (Saltelli 2002): rows of two independent samples A and B, the halves of one scrambled Sobol
 * sequence in 2k dimensions. A group is A's row, B's row, then A's row with the i-th coordinate from B, for i = 1 … k: k + 2 points. `count` is
 * the number of groups, best a power of 2. A group with an infeasible point is left out and counted: indices then speak of
 * the rows that stayed. More than 32 parameters, or no group left, answer BAD_INPUT.
 */
export function designSobolIndices(space: SearchSpace, { count, seed }: SampleOptions): Result<GroupedDesign> {
  const fault = findCountFault(count);
  if (fault !== null) return fault;
  const size = space.parameters.length;
  if (2 * size > MAX_SOBOL_DIMENSIONS) return fail('BAD_INPUT', `${size} parameters are more than ${MAX_SOBOL_DIMENSIONS / 2}.`, { path: 'parameters', hint: 'Screen them by Morris first.' });
  const sequence = createSobol(2 * size, { scramble: 'owen', seed });
  const groups = Array.from({ length: count }, (_, index) => {
    const row = sequence.pointAt(index);
    const [a, b]: [UnitPoint, UnitPoint] = [snapPoint(space, row.slice(0, size)), snapPoint(space, row.slice(size))];
    return [a, b, ...a.map((_, at) => a.with(at, b[at]!))];
  });
  return keepFeasible(space, groups);
}

/** Mean and variance of A and B together, then first-order and total index of every parameter, over the given rows. */
function estimate(scores: ArrayLike<number>, rows: Int32Array, size: number): { mean: number; variance: number; first: Float64Array; total: Float64Array } {
  const width = size + 2;
  let mean = 0;
  for (const row of rows) mean += (scores[row * width]! + scores[row * width + 1]!) / (2 * rows.length);
  let variance = 0;
  const first = new Float64Array(size);
  const total = new Float64Array(size);
  for (const row of rows) {
    const a = scores[row * width]! - mean;
    const b = scores[row * width + 1]! - mean;
    variance += (a * a + b * b) / (2 * rows.length);
    for (let at = 0; at < size; at += 1) {
      const mixed = scores[row * width + 2 + at]! - mean;
      first[at]! += (b * (mixed - a)) / rows.length;
      total[at]! += (a - mixed) ** 2 / (2 * rows.length);
    }
  }
  const share = (part: number): number => (variance > 0 ? part / variance : 0);
  return { mean, variance, first: first.map(share), total: total.map(share) };
}

/**
 * Sobol indices from the scores of `designSobolIndices`' points, in their order: first-order by Saltelli et al. 2010 (table 2,
 * b), V_i = mean f(B)·(f(A_B^i) − f(A)); total by Jansen 1999, mean (f(A) − f(A_B^i))²/2; scores centred, over the variance
 * of A and B. Intervals are percentiles of `resamples` seeded resamples of groups (default 500; level default 0.95).
 * O(groups · parameters · resamples). Scores of another number, or not finite, answer BAD_INPUT.
 */
export function estimateSobolIndices(
  space: SearchSpace,
  scores: ArrayLike<number>,
  { seed, resamples = 500, level = 0.95 }: { readonly seed: number; readonly resamples?: number; readonly level?: number },
): Result<SobolIndices> {
  const size = space.parameters.length;
  const fault = findScoreFault(scores, size + 2);
  if (fault !== null) return fault;
  const groups = scores.length / (size + 2);
  const { mean, variance, first, total } = estimate(scores, Int32Array.from({ length: groups }, (_, row) => row), size);
  const random = createRandom(seed);
  const drawn = Array.from({ length: resamples }, () => estimate(scores, Int32Array.from({ length: groups }, () => randomIndex(random, groups)), size));
  const interval = (value: number, resampled: readonly number[]): IndexEstimate => {
    const rising = Float64Array.from(resampled).sort();
    const at = (share: number): number => rising[Math.round(share * (rising.length - 1))] ?? value;
    return { value, low: at((1 - level) / 2), high: at((1 + level) / 2) };
  };
  return succeed({
    mean,
    variance,
    parameters: space.parameters.map(({ name }, at) => ({
      name,
      first: interval(first[at]!, drawn.map((one) => one.first[at]!)),
      total: interval(total[at]!, drawn.map((one) => one.total[at]!)),
    })),
  });
}
