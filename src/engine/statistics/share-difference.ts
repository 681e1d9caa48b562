import type { Interval } from '../response/interval.ts';
import { normalHalfWidth } from '../response/normal.ts';
import { wilsonInterval } from '../response/wilson.ts';
import type { Count } from './share-test.ts';

const shareOf = ({ successes, trials }: Count): number => successes / trials;

/** Interval of a share by the normal approximation at the share itself (Wald); may leave [0, 1]. */
export function waldInterval(count: Count, level: number): Interval {
  const share = shareOf(count);
  const half = normalHalfWidth(level) * Math.sqrt((share * (1 - share)) / count.trials);
  return { low: share - half, high: share + half };
}

/** The same after adding z²/2 successes and as many failures (Agresti & Coull 1998); may leave [0, 1]. */
export function agrestiCoullInterval(count: Count, level: number): Interval {
  const z = normalHalfWidth(level);
  return waldInterval({ successes: count.successes + (z * z) / 2, trials: count.trials + z * z }, level);
}

/** Interval of first − second with each share's own variance (Wald). */
export function waldDifference(first: Count, second: Count, level: number): Interval {
  const [p, q] = [shareOf(first), shareOf(second)];
  const half = normalHalfWidth(level) * Math.sqrt((p * (1 - p)) / first.trials + (q * (1 - q)) / second.trials);
  return { low: p - q - half, high: p - q + half };
}

/** The same with one success and one failure added to each (Agresti & Caffo 2000). */
export function agrestiCaffoDifference(first: Count, second: Count, level: number): Interval {
  const more = ({ successes, trials }: Count): Count => ({ successes: successes + 1, trials: trials + 2 });
  return waldDifference(more(first), more(second), level);
}

/** Interval of first − second from the Wilson intervals of both (Newcombe 1998, method 10). */
export function newcombeDifference(first: Count, second: Count, level: number): Interval {
  const [p, q] = [shareOf(first), shareOf(second)];
  const a = wilsonInterval(first.successes, first.trials, level);
  const b = wilsonInterval(second.successes, second.trials, level);
  return { low: p - q - Math.hypot(p - a.low, b.high - q), high: p - q + Math.hypot(a.high - p, q - b.low) };
}

/**
 * Score interval of first − second (Miettinen & Nurminen 1985): all differences that a z test with the shares most likely
 * under that difference, its variance times n/(n − 1), does not reject. Ends by bisection to 1e-12.
 */
export function scoreDifference(first: Count, second: Count, level: number): Interval {
  const z = normalHalfWidth(level);
  const difference = shareOf(first) - shareOf(second);
  const scoreAt = (supposed: number): number => (difference - supposed) / Math.sqrt(varianceAt(first, second, supposed));
  const endOf = (side: 1 | -1): number => {
    let inside = difference;
    let outside: number = side;
    while (Math.abs(outside - inside) > 1e-12) {
      const middle = (inside + outside) / 2;
      if (Math.abs(scoreAt(middle)) <= z) inside = middle;
      else outside = middle;
    }
    return (inside + outside) / 2;
  };
  return { low: endOf(-1), high: endOf(1) };
}

/** Variance of the observed difference at the shares most likely where it is `supposed`: the root of a cubic (Miettinen & Nurminen 1985, appendix I). */
function varianceAt(first: Count, second: Count, supposed: number): number {
  const total = first.trials + second.trials;
  const l2 = (first.trials + 2 * second.trials) * supposed - total - first.successes - second.successes;
  const l1 = (second.trials * supposed - total - 2 * second.successes) * supposed + first.successes + second.successes;
  const l0 = second.successes * supposed * (1 - supposed);
  const q = l2 ** 3 / (3 * total) ** 3 - (l1 * l2) / (6 * total * total) + l0 / (2 * total);
  const p = Math.sign(q || 1) * Math.sqrt(Math.max(0, (l2 / (3 * total)) ** 2 - l1 / (3 * total)));
  const angle = p === 0 ? 0 : (Math.PI + Math.acos(Math.min(1, Math.max(-1, q / p ** 3)))) / 3;
  const low = Math.min(1, Math.max(0, 2 * p * Math.cos(angle) - l2 / (3 * total)));
  const high = Math.min(1, Math.max(0, low + supposed));
  return Math.max(1e-300, (total / (total - 1)) * ((high * (1 - high)) / first.trials + (low * (1 - low)) / second.trials));
}
