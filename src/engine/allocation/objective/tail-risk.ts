import type { RobustChoice } from '../../model/objective.ts';

/** What draws of one amount come to. */
export interface DrawnAmount {
  readonly mean: number;
  /** Mean of the worst `tail` of the draws: conditional value at risk. */
  readonly tailMean: number;
  /** The best of the worst `tail` of the draws. */
  readonly quantile: number;
  /** (1 − weight) · mean + weight · tailMean. */
  readonly robust: number;
}

const orderOf = (amounts: Float64Array): Uint32Array => Uint32Array.from(amounts, (_amount, at) => at).sort((first, second) => amounts[first]! - amounts[second]! || first - second);

/**
 * The weights of the draws that the robust amount is the sum of: 1/draws each for the mean, and for the tail as much as one draw may
 * have on the worst of them. Of all weights so limited they give these amounts the least sum. O(draws · log draws).
 */
export function worstWeights(amounts: Float64Array, { tail, weight = 1 }: RobustChoice): Float64Array {
  const count = amounts.length;
  const weights = new Float64Array(count).fill((1 - weight) / count);
  const most = 1 / (tail * count);
  let left = 1;
  for (const draw of orderOf(amounts)) {
    const share = Math.min(most, left);
    weights[draw]! += weight * share;
    left -= share;
    if (left <= 0) break;
  }
  return weights;
}

/** Sums drawn amounts up. O(draws · log draws). */
export function measureTail(amounts: Float64Array, { tail, weight = 1 }: RobustChoice): DrawnAmount {
  const order = orderOf(amounts);
  const size = tail * amounts.length;
  let sum = 0;
  let mean = 0;
  for (const [rank, draw] of order.entries()) {
    mean += amounts[draw]! / amounts.length;
    sum += amounts[draw]! * Math.max(0, Math.min(1, size - rank));
  }
  const tailMean = sum / size;
  const quantile = amounts[order[Math.min(amounts.length, Math.max(1, Math.ceil(size - 1e-9))) - 1]!]!;
  return { mean, tailMean, quantile, robust: (1 - weight) * mean + weight * tailMean };
}
