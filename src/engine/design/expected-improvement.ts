import { normalCdf } from '../response/normal.ts';
import type { Prediction } from './gaussian-process.ts';

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * Logarithm of the expected improvement below `incumbent`, E[max(0, incumbent − f)] = sd·(φ(z) + z·Φ(z)) with z =
 * (incumbent − mean)/sd (Jones, Schonlau, Welch 1998). As a logarithm it still ranks points where the improvement itself is
 * too small for a number (Ament et al. 2023); far below, z < −8, by the first terms of its asymptotic series.
 */
export function logExpectedImprovement({ mean, sd }: Prediction, incumbent: number): number {
  if (sd <= 0) return incumbent > mean ? Math.log(incumbent - mean) : -Infinity;
  const z = (incumbent - mean) / sd;
  const logDensity = -0.5 * z * z - HALF_LOG_TWO_PI;
  if (z < -8) return Math.log(sd) + logDensity - 2 * Math.log(-z) + Math.log1p(-3 / z ** 2 + 15 / z ** 4);
  return Math.log(sd) + Math.log(Math.exp(logDensity) + z * normalCdf(z));
}
