const DIGITS = 65_536;

/** The 16 bits of a key that one pass orders by, and how many different ones there can be. */
interface Digit {
  readonly least: number;
  readonly shift: number;
  readonly count: number;
}

/** One stable pass of a radix sort. */
function sortByDigit(rows: Int32Array, key: Int32Array, { least, shift, count }: Digit): Int32Array {
  const next = new Int32Array(count + 1);
  for (let at = 0; at < rows.length; at += 1) next[(((key[rows[at]!]! - least) >>> shift) & (DIGITS - 1)) + 1]! += 1;
  for (let digit = 0; digit < count; digit += 1) next[digit + 1]! += next[digit]!;
  const sorted = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    const digit = ((key[row]! - least) >>> shift) & (DIGITS - 1);
    const place = next[digit]!;
    sorted[place] = row;
    next[digit] = place + 1;
  }
  return sorted;
}

/** The rows ordered by a whole-number key, equal keys in their old order. Radix sort, O(n + spread of the keys up to 65,536), twice where they spread further. */
export function sortRowsBy(rows: Int32Array, key: Int32Array): Int32Array {
  let least = Infinity;
  let most = -Infinity;
  for (let at = 0; at < rows.length; at += 1) {
    const value = key[rows[at]!]!;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (most <= least) return rows;
  const spread = most - least + 1;
  const sorted = sortByDigit(rows, key, { least, shift: 0, count: Math.min(spread, DIGITS) });
  return spread <= DIGITS ? sorted : sortByDigit(sorted, key, { least, shift: 16, count: Math.ceil(spread / DIGITS) });
}

/** Where each group begins in rows ordered by group: group g is `start[g] … start[g + 1] − 1`. O(n + groups). */
export function groupStarts(rows: Int32Array, groupOf: Int32Array, groupCount: number): Int32Array {
  const start = new Int32Array(groupCount + 1);
  for (let at = 0; at < rows.length; at += 1) start[groupOf[rows[at]!]! + 1]! += 1;
  for (let group = 0; group < groupCount; group += 1) start[group + 1]! += start[group]!;
  return start;
}
