import { randomNormal, type Random } from '../base/rng.ts';

/** Gamma draw with unit scale, shape ≥ 1, by squeezing a cubed normal (Marsaglia & Tsang 2000). */
function drawLargeGamma(random: Random, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = randomNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Logarithm of a gamma draw with unit scale, shape > 0; below shape 1 a draw of shape + 1 times U^(1/shape) (ibid.). */
function drawLogGamma(random: Random, shape: number): number {
  if (!(shape > 0 && Number.isFinite(shape))) throw new RangeError(`gamma needs a shape above 0, got ${shape}`);
  if (shape >= 1) return Math.log(drawLargeGamma(random, shape));
  return Math.log(drawLargeGamma(random, shape + 1)) + Math.log(1 - random()) / shape;
}

/** Gamma draw with unit scale, shape > 0. */
export function drawGamma(random: Random, shape: number): number {
  return Math.exp(drawLogGamma(random, shape));
}

/** Beta(alpha, beta) draw, alpha and beta > 0: A/(A + B) of two gammas, taken as logarithms so that tiny shapes do not end in 0/0. */
export function drawBeta(random: Random, alpha: number, beta: number): number {
  const logAlpha = drawLogGamma(random, alpha);
  return 1 / (1 + Math.exp(drawLogGamma(random, beta) - logAlpha));
}
