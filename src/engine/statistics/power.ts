import { normalCdf, normalQuantile } from '../response/normal.ts';

/** A planned comparison of two shares by the pooled z test. */
export interface ShareComparison {
  /** Shares expected, each in (0, 1). */
  readonly first: number;
  readonly second: number;
  /** Trials of the second group for one of the first (default 1). */
  readonly ratio?: number;
  /** Chance of a false alarm (default 0.05). */
  readonly alpha?: number;
  /** `two-sided` (default), or `one-sided` towards the expected difference. */
  readonly alternative?: 'two-sided' | 'one-sided';
}

/** Cohen's (1988) effect size h: the difference of 2·asin √share. */
export function effectSize(first: number, second: number): number {
  return 2 * (Math.asin(Math.sqrt(first)) - Math.asin(Math.sqrt(second)));
}

/**
 * Chance that the test with `trials` in the first group finds the expected difference: Φ((±|d|·√n − z·s₀)/s₁), with s₀
 * from the pooled share and s₁ from the shares themselves (Fleiss, Levin, Paik 2003, ch. 4); both tails where two-sided.
 */
export function powerOfShares(comparison: ShareComparison, trials: number): number {
  const { first, second, ratio = 1, alpha = 0.05, alternative = 'two-sided' } = comparison;
  if (!(first > 0 && first < 1 && second > 0 && second < 1 && ratio > 0 && alpha > 0 && alpha < 1 && trials > 0)) {
    throw new RangeError(`no power of ${first} against ${second} with ${trials} trials`);
  }
  const pooled = (first + ratio * second) / (1 + ratio);
  const underNull = Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
  const underDifference = Math.sqrt(first * (1 - first) + (second * (1 - second)) / ratio);
  const distance = Math.abs(first - second) * Math.sqrt(trials);
  const z = -normalQuantile(alternative === 'two-sided' ? alpha / 2 : alpha);
  const found = normalCdf((distance - z * underNull) / underDifference);
  return alternative === 'two-sided' ? found + normalCdf((-distance - z * underNull) / underDifference) : found;
}

/**
 * Trials the first group needs for the power wanted, not rounded; Infinity where both shares are equal. By bisection to
 * 1e-9 relative. A power at or below alpha needs none: RangeError.
 */
export function trialsForPower(comparison: ShareComparison, power: number): number {
  if (!(power > (comparison.alpha ?? 0.05) && power < 1)) throw new RangeError(`power is ${power}, expected above alpha and below 1`);
  if (comparison.first === comparison.second) return Infinity;
  let high = 1;
  while (powerOfShares(comparison, high) < power) high *= 2;
  let low = high / 2;
  if (high === 1) low = 0;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (powerOfShares(comparison, middle) < power) low = middle;
    else high = middle;
  }
  return high;
}
