import { factorCholesky, solveCholesky, solveLower } from '../response/cholesky.ts';
import { distancesInto, matern, scaledDistance } from './matern.ts';

/** What is known of a function: its noisy values at points. */
export interface Observations {
  readonly points: readonly Float64Array[];
  /** Values with mean 0 and variance 1, or near it. */
  readonly targets: Float64Array;
  /** Variance of each target's noise where it is known, in squared units of the targets; NaN where it is to be estimated. */
  readonly noise: Float64Array;
  /** Dimensions in which two points are the same or apart, see `markChoices`. */
  readonly isChoice: readonly boolean[];
}

/** Hyperparameters of the kernel. */
export interface Kernel {
  readonly inverseSquaredLengths: Float64Array;
  readonly signalVariance: number;
  /** Variance of noise that was not given. */
  readonly noiseVariance: number;
}

/** Added to the diagonal, relative to the signal's variance, so that repeated points stay solvable. */
export const JITTER = 1e-8;

/** Covariance matrix of the observations, noise on its diagonal (row-major). O(points² · dimensions). */
export function covarianceOf({ points, noise, isChoice }: Observations, kernel: Kernel, jitter = JITTER): Float64Array {
  const size = points.length;
  const matrix = new Float64Array(size * size);
  const squared = new Float64Array(isChoice.length);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < row; column += 1) {
      distancesInto(squared, points[row]!, points[column]!, isChoice);
      const covariance = kernel.signalVariance * matern(scaledDistance(squared, kernel.inverseSquaredLengths));
      matrix[row * size + column] = covariance;
      matrix[column * size + row] = covariance;
    }
    matrix[row * size + row] = kernel.signalVariance * (1 + jitter) + (Number.isNaN(noise[row]!) ? kernel.noiseVariance : noise[row]!);
  }
  return matrix;
}

/** Mean and standard deviation of the function at a point, without the noise of an observation. */
export interface Prediction {
  readonly mean: number;
  readonly sd: number;
}

/** A Gaussian process conditioned on observations, with mean 0 and a Matérn 5/2 kernel (Rasmussen & Williams 2006, alg. 2.1). */
export interface GaussianProcess {
  readonly observations: Observations;
  readonly kernel: Kernel;
  /** O(points² + points · dimensions). */
  predict(point: Float64Array): Prediction;
}

/** Conditions a process; jitter grows tenfold until the covariance factors. O(points³). */
export function condition(observations: Observations, kernel: Kernel): GaussianProcess {
  let factor = factorCholesky(covarianceOf(observations, kernel), observations.points.length);
  for (let jitter = 10 * JITTER; factor === null && jitter < 1; jitter *= 10) factor = factorCholesky(covarianceOf(observations, kernel, jitter), observations.points.length);
  if (factor === null) throw new RangeError('the covariance does not factor; points, targets and noise have to be finite');
  return openProcess(observations, kernel, factor);
}

function openProcess(observations: Observations, kernel: Kernel, factor: Float64Array): GaussianProcess {
  const { points, targets, isChoice } = observations;
  const weights = solveCholesky(factor, targets);
  const squared = new Float64Array(isChoice.length);
  return {
    observations,
    kernel,
    predict(point) {
      const covariances = new Float64Array(points.length);
      let mean = 0;
      for (let at = 0; at < points.length; at += 1) {
        distancesInto(squared, points[at]!, point, isChoice);
        covariances[at] = kernel.signalVariance * matern(scaledDistance(squared, kernel.inverseSquaredLengths));
        mean += covariances[at]! * weights[at]!;
      }
      const explained = solveLower(factor, covariances);
      let variance = kernel.signalVariance;
      for (const part of explained) variance -= part * part;
      return { mean, sd: Math.sqrt(Math.max(0, variance)) };
    },
  };
}

/** The process with one more observation and the same kernel. */
export function addObservation(process: GaussianProcess, point: Float64Array, target: number): GaussianProcess {
  const { points, targets, noise, isChoice } = process.observations;
  return condition({ points: [...points, point], targets: Float64Array.of(...targets, target), noise: Float64Array.of(...noise, Number.NaN), isChoice }, process.kernel);
}
