import { logGamma } from '../response/beta.ts';

const STEPS = 10_000;
const SETTLED = 1e-16;

/**
 * Regularised upper incomplete gamma function Q(a, x), a > 0, x ≥ 0: its power series below a + 1 (Abramowitz & Stegun
 * 6.5.29), Legendre's continued fraction (6.5.31, modified Lentz) above, so that small tails keep their digits.
 */
export function upperGamma(a: number, x: number): number {
  if (!(a > 0 && x >= 0)) throw new RangeError(`upperGamma needs a > 0 and x ≥ 0, got ${a}, ${x}`);
  if (x === 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let step = 1; step < STEPS && term > SETTLED * sum; step += 1) {
      term *= x / (a + step);
      sum += term;
    }
    return 1 - front * sum;
  }
  let denominator = 1 / (x + 1 - a);
  let ratio = 1 / 1e-300;
  let value = denominator;
  for (let step = 1; step < STEPS; step += 1) {
    const numerator = -step * (step - a);
    const partial = x + 1 - a + 2 * step;
    denominator = 1 / (partial + numerator * denominator);
    ratio = partial + numerator / ratio;
    const change = ratio * denominator;
    value *= change;
    if (Math.abs(change - 1) < SETTLED) break;
  }
  return front * value;
}

/** P(χ² ≥ statistic) with so many degrees of freedom. */
export function chiSquareTail(statistic: number, freedom: number): number {
  return upperGamma(freedom / 2, statistic / 2);
}
