/** Standard deviations added for optimism: 1.645, the 95 % point of the normal. */
export const DEFAULT_OPTIMISM = 1.6448536269514722;

/**
 * Exploration value of one pair: how much better than its mean a response may well be, optimism · sd · value, in the
 * value's unit. It is the bonus of an upper-confidence-bound rule (mean + bonus, take the largest) in its posterior form
 * (Kaufmann, Cappé, Garivier 2012): UCB1's √(2·ln N/n) with the pair's own posterior sd in place of 1/√n, so that what
 * the segment already tells counts, and a pair without touches has a finite bonus.
 */
export function explorationValue(sd: number, value: number, optimism: number = DEFAULT_OPTIMISM): number {
  return optimism * sd * value;
}
