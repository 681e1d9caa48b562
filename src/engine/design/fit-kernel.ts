import { createRandom, randomNormal } from '../base/rng.ts';
import { factorCholesky, solveCholesky } from '../response/cholesky.ts';
import { covarianceOf, type Kernel, type Observations } from './gaussian-process.ts';
import { distancesInto, maternSlope, scaledDistance } from './matern.ts';
import { minimise, type Slope } from './minimise.ts';

/**
 * Weak normal priors of the logarithms, targets having variance 1. They keep what few points cannot tell within reason:
 * length scales grow with the root of the dimensions, as distances do (Hvarfner, Hellsten, Nardi 2024).
 */
const PRIORS = {
  length: (dimensions: number) => ({ mean: Math.log(0.25) + 0.5 * Math.log(dimensions), sd: 0.7 }),
  signal: { mean: 0, sd: 1.5 },
  noise: { mean: Math.log(1e-4), sd: 3 },
};

/** Least variance of estimated noise, of targets with variance 1. */
const LEAST_NOISE = 1e-6;

/** Observations beyond this many are thinned for the fit. */
const MOST_FITTED = 120;

/** Reads log length scales, log signal variance and, where noise is estimated, log noise variance. */
function kernelOf(logs: Float64Array, dimensions: number): Kernel {
  return {
    inverseSquaredLengths: logs.subarray(0, dimensions).map((log) => Math.exp(-2 * log)),
    signalVariance: Math.exp(logs[dimensions]!),
    noiseVariance: logs.length > dimensions + 1 ? LEAST_NOISE + Math.exp(logs[dimensions + 1]!) : LEAST_NOISE,
  };
}

function priorsOf(dimensions: number, isNoiseOpen: boolean): readonly { readonly mean: number; readonly sd: number }[] {
  return [...Array.from({ length: dimensions }, () => PRIORS.length(dimensions)), PRIORS.signal, ...(isNoiseOpen ? [PRIORS.noise] : [])];
}

/**
 * Negative log marginal likelihood of the targets and its gradient by the logarithms of the hyperparameters (Rasmussen &
 * Williams 2006, eq. 2.30 and 5.9); infinite where the covariance does not factor. O(points³ + points² · dimensions).
 */
export function negativeLogLikelihood(observations: Observations, logs: Float64Array): Slope {
  const { points, targets, noise, isChoice } = observations;
  const size = points.length;
  const dimensions = isChoice.length;
  const kernel = kernelOf(logs, dimensions);
  const gradient = new Float64Array(logs.length);
  const factor = factorCholesky(covarianceOf(observations, kernel), size);
  if (factor === null) return { value: Infinity, gradient };
  const weights = solveCholesky(factor, targets);
  let value = 0.5 * size * Math.log(2 * Math.PI);
  for (let row = 0; row < size; row += 1) value += 0.5 * targets[row]! * weights[row]! + Math.log(factor[row * size + row]!);

  const inverse = invert(factor, size);
  const squared = new Float64Array(dimensions);
  let ofSignal = 0;
  for (let row = 0; row < size; row += 1) {
    const ownNoise = Number.isNaN(noise[row]!) ? kernel.noiseVariance : noise[row]!;
    const onDiagonal = weights[row]! ** 2 - inverse[row * size + row]!;
    // Signal: the gradient's trace over all of K is weights·targets − size; what the noise holds of it comes off again.
    ofSignal += weights[row]! * targets[row]! - 1 - onDiagonal * ownNoise;
    if (logs.length > dimensions + 1 && Number.isNaN(noise[row]!)) gradient[dimensions + 1]! -= 0.5 * onDiagonal * (kernel.noiseVariance - LEAST_NOISE);
    for (let column = 0; column < row; column += 1) {
      distancesInto(squared, points[row]!, points[column]!, isChoice);
      const share = (weights[row]! * weights[column]! - inverse[row * size + column]!) * kernel.signalVariance * maternSlope(scaledDistance(squared, kernel.inverseSquaredLengths));
      for (let at = 0; at < dimensions; at += 1) gradient[at]! -= share * squared[at]! * kernel.inverseSquaredLengths[at]!;
    }
  }
  gradient[dimensions] = -0.5 * ofSignal;
  return { value, gradient };
}

/** Lower triangle of the inverse from the Cholesky factor. O(size³). */
function invert(factor: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let column = 0; column < size; column += 1) {
    lower[column * size + column] = 1 / factor[column * size + column]!;
    for (let row = column + 1; row < size; row += 1) {
      let sum = 0;
      for (let inner = column; inner < row; inner += 1) sum -= factor[row * size + inner]! * lower[inner * size + column]!;
      lower[row * size + column] = sum / factor[row * size + row]!;
    }
  }
  const inverse = new Float64Array(size * size);
  for (let inner = 0; inner < size; inner += 1) {
    for (let row = 0; row <= inner; row += 1) {
      const left = lower[inner * size + row]!;
      for (let column = 0; column <= row; column += 1) inverse[row * size + column]! += left * lower[inner * size + column]!;
    }
  }
  return inverse;
}

/** At most `MOST_FITTED` observations, spread evenly over the rising targets. */
function thin(observations: Observations): Observations {
  const { points, targets, noise, isChoice } = observations;
  if (points.length <= MOST_FITTED) return observations;
  const rising = points.map((_, at) => at).toSorted((a, b) => targets[a]! - targets[b]! || a - b);
  const kept = Array.from({ length: MOST_FITTED }, (_, at) => rising[Math.floor((at * (points.length - 1)) / (MOST_FITTED - 1))]!);
  return { points: kept.map((at) => points[at]!), targets: Float64Array.from(kept, (at) => targets[at]!), noise: Float64Array.from(kept, (at) => noise[at]!), isChoice };
}

/**
 * Hyperparameters with the largest posterior density: log marginal likelihood plus log priors, climbed by L-BFGS from the
 * priors' means and from `starts` − 1 seeded draws. Noise is estimated where an observation does not bring its own. More
 * than 120 observations are thinned for it. O(starts · steps · points³).
 */
export function fitKernel(observations: Observations, seed: number, starts = 3): Kernel {
  const fitted = thin(observations);
  const dimensions = fitted.isChoice.length;
  const priors = priorsOf(dimensions, fitted.noise.some(Number.isNaN));
  const evaluate = (logs: Float64Array): Slope => {
    const { value, gradient } = negativeLogLikelihood(fitted, logs);
    let penalty = 0;
    priors.forEach(({ mean, sd }, at) => {
      const apart = (logs[at]! - mean) / sd;
      penalty += 0.5 * apart * apart;
      gradient[at]! += apart / sd;
    });
    return { value: value + penalty, gradient };
  };
  const random = createRandom(seed);
  let best: { at: Float64Array; value: number } | null = null;
  for (let start = 0; start < starts; start += 1) {
    const found = minimise(
      evaluate,
      Float64Array.from(priors, ({ mean, sd }) => mean + (start === 0 ? 0 : sd * randomNormal(random))),
      { steps: 40, tolerance: 1e-3 },
    );
    if (best === null || found.value < best.value) best = found;
  }
  return kernelOf(best!.at, dimensions);
}
