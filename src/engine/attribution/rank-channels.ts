/** Credits that differ by less than this share of the total are equal: rounding makes no rank. */
const EQUAL = 1e-9;

/** Ranks of the channels by credit: 1 = most; equal credits share the better rank. O(channels²). */
export function rankChannels(credit: Float64Array): Int32Array {
  const room = EQUAL * credit.reduce((sum, each) => sum + each, 0);
  return Int32Array.from(credit, (own) => credit.reduce((rank, other) => (other > own + room ? rank + 1 : rank), 1));
}

/**
 * Kendall's tau-b of two rankings of the same channels (Kendall 1945): concordant less discordant pairs over the geometric
 * mean of the pairs each ranking tells apart. Null where one of them tells no pair apart. O(channels²).
 */
export function kendallTau(left: Int32Array, right: Int32Array): number | null {
  let balance = 0;
  let [apartLeft, apartRight] = [0, 0];
  for (let one = 0; one < left.length; one += 1) {
    for (let other = one + 1; other < left.length; other += 1) {
      const [first, second] = [Math.sign(left[one]! - left[other]!), Math.sign(right[one]! - right[other]!)];
      balance += first * second;
      apartLeft += Math.abs(first);
      apartRight += Math.abs(second);
    }
  }
  return apartLeft === 0 || apartRight === 0 ? null : balance / Math.sqrt(apartLeft * apartRight);
}
