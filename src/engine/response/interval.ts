import { betaQuantile } from './beta.ts';

/** A closed interval of probabilities. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The two parameters of a beta distribution: successes and failures it stands for. */
export interface BetaShape {
  readonly alpha: number;
  readonly beta: number;
}

const SMALLEST_STRENGTH = 1e-3;

/** Equal-tailed credible interval of Beta(alpha, beta) that holds `level` of its mass, level in (0, 1). */
export function betaInterval(alpha: number, beta: number, level: number): Interval {
  if (!(level > 0 && level < 1)) throw new RangeError(`betaInterval needs 0 < level < 1, got ${level}`);
  const tail = (1 - level) / 2;
  return { low: betaQuantile(tail, alpha, beta), high: betaQuantile(1 - tail, alpha, beta) };
}

/** The beta distribution with this mean in (0, 1) and standard deviation > 0. */
export function betaFromMoments(mean: number, sd: number): BetaShape {
  if (!(mean > 0 && mean < 1 && sd > 0)) throw new RangeError(`betaFromMoments needs 0 < mean < 1 and sd > 0, got ${mean}, ${sd}`);
  const strength = Math.max(SMALLEST_STRENGTH, (mean * (1 - mean)) / (sd * sd) - 1);
  return { alpha: mean * strength, beta: (1 - mean) * strength };
}

/** Credible interval of a response estimate given as mean and standard deviation, through the beta that has both. */
export function responseInterval(mean: number, sd: number, level: number): Interval {
  const shape = betaFromMoments(mean, sd);
  return betaInterval(shape.alpha, shape.beta, level);
}
