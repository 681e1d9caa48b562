import type { Interval } from './interval.ts';
import { normalHalfWidth } from './normal.ts';

/** Wilson score interval of a share (Wilson 1927). No trials: the whole of [0, 1]. */
export function wilsonInterval(successes: number, trials: number, level: number): Interval {
  if (trials <= 0) return { low: 0, high: 1 };
  const z = normalHalfWidth(level);
  const share = successes / trials;
  const spread = (z * z) / trials;
  const centre = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share)) / trials + spread / (4 * trials));
  return { low: successes === 0 ? 0 : centre - half, high: successes === trials ? 1 : centre + half };
}
