import { normalCdf } from '../response/normal.ts';
import { chiSquareTail } from './chi-square.ts';
import { testIndependence } from './contingency.ts';

/** So many of so many. */
export interface Count {
  readonly successes: number;
  readonly trials: number;
}

export interface ZTest {
  readonly z: number;
  /** Two-sided. */
  readonly pValue: number;
}

function answer(z: number): ZTest {
  return { z, pValue: 2 * normalCdf(-Math.abs(z)) };
}

function checkCount({ successes, trials }: Count): void {
  if (!(successes >= 0 && successes <= trials && trials > 0)) throw new RangeError(`${successes} of ${trials} is no count`);
}

/** z test that two shares are equal, with the pooled share's variance; z > 0 where the first is larger. Equal 0 or 1: z = 0. */
export function testTwoShares(first: Count, second: Count): ZTest {
  checkCount(first);
  checkCount(second);
  const pooled = (first.successes + second.successes) / (first.trials + second.trials);
  const variance = pooled * (1 - pooled) * (1 / first.trials + 1 / second.trials);
  return answer(variance === 0 ? 0 : (first.successes / first.trials - second.successes / second.trials) / Math.sqrt(variance));
}

/** z test of one share against a value, with the sample's own variance (Wald). */
export function testShare(count: Count, value: number): ZTest {
  checkCount(count);
  const share = count.successes / count.trials;
  return answer((share - value) / Math.sqrt((share * (1 - share)) / count.trials));
}

export interface SharesTest {
  readonly statistic: number;
  readonly freedom: number;
  readonly pValue: number;
}

/** Chi-square test that several shares are equal; against a given value where there is one. */
export function testShares(counts: readonly Count[], value?: number): SharesTest {
  for (const count of counts) checkCount(count);
  if (value === undefined) {
    const { statistic, freedom, pValue } = testIndependence(counts.map(({ successes, trials }) => [successes, trials - successes]), false);
    return { statistic, freedom, pValue };
  }
  const statistic = counts.reduce((sum, { successes, trials }) => sum + (successes - trials * value) ** 2 / (trials * value * (1 - value)), 0);
  return { statistic, freedom: counts.length, pValue: chiSquareTail(statistic, counts.length) };
}
