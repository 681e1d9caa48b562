import { incompleteBeta, logGamma } from '../response/beta.ts';
import { betaInterval, type Interval } from '../response/interval.ts';
import type { Count } from './share-test.ts';

export type Alternative = 'less' | 'greater' | 'two-sided';

/** Counts whose probability is above the observed one's by less than this share count as equally likely, against rounding. */
const ROUNDING = 1e-7;

/** P(X ≥ successes) of Binomial(trials, rate). */
function upperTail(successes: number, trials: number, rate: number): number {
  return successes === 0 ? 1 : incompleteBeta(rate, successes, trials - successes + 1);
}

function logProbability(successes: number, trials: number, rate: number): number {
  return logGamma(trials + 1) - logGamma(successes + 1) - logGamma(trials - successes + 1) + successes * Math.log(rate) + (trials - successes) * Math.log1p(-rate);
}

/**
 * Exact p-value that so many of so many come from a rate in (0, 1). Two-sided: all counts at most as likely as the one
 * observed (Fisher's rule). Tails by the incomplete beta function; the two-sided rule is O(trials).
 */
export function testBinomial({ successes, trials }: Count, rate: number, alternative: Alternative): number {
  if (!(rate > 0 && rate < 1 && Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} of ${trials} at rate ${rate} cannot be tested`);
  }
  if (alternative === 'greater') return upperTail(successes, trials, rate);
  if (alternative === 'less') return successes === trials ? 1 : incompleteBeta(1 - rate, trials - successes, successes + 1);
  const limit = logProbability(successes, trials, rate) + Math.log1p(ROUNDING);
  let sum = 0;
  for (let count = 0; count <= trials; count += 1) {
    const logOdds = logProbability(count, trials, rate);
    if (logOdds <= limit) sum += Math.exp(logOdds);
  }
  return Math.min(1, sum);
}

/** Exact interval of a share (Clopper & Pearson 1934): holds it at least as often as `level` says. */
export function exactInterval({ successes, trials }: Count, level: number): Interval {
  const low = successes === 0 ? 0 : betaInterval(successes, trials - successes + 1, level).low;
  const high = successes === trials ? 1 : betaInterval(successes + 1, trials - successes, level).high;
  return { low, high };
}
