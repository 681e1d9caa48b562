const DIGITS = 65_536;

/** One stable pass of a radix sort on the 16 bits of `key − least` from `shift` on. */
function sortByDigit(rows: Int32Array, key: Int32Array, least: number, shift: number): Int32Array {
  const next = new Int32Array(DIGITS + 1);
  for (const row of rows) next[(((key[row]! - least) >>> shift) & (DIGITS - 1)) + 1]! += 1;
  for (let digit = 0; digit < DIGITS; digit += 1) next[digit + 1]! += next[digit]!;
  const sorted = new Int32Array(rows.length);
  for (const row of rows) {
    const digit = ((key[row]! - least) >>> shift) & (DIGITS - 1);
    sorted[next[digit]!] = row;
    next[digit]! += 1;
  }
  return sorted;
}

/** The rows ordered by a whole-number key, equal keys in their old order. Radix sort, O(n); a second pass where keys spread over more than 65,536. */
export function sortRowsBy(rows: Int32Array, key: Int32Array): Int32Array {
  let least = Infinity;
  let most = -Infinity;
  for (const row of rows) {
    least = Math.min(least, key[row]!);
    most = Math.max(most, key[row]!);
  }
  if (most <= least) return rows;
  const sorted = sortByDigit(rows, key, least, 0);
  return most - least < DIGITS ? sorted : sortByDigit(sorted, key, least, 16);
}

/** Where each group begins in rows ordered by group: group g is `start[g] … start[g + 1] − 1`. O(n + groups). */
export function groupStarts(rows: Int32Array, groupOf: Int32Array, groupCount: number): Int32Array {
  const start = new Int32Array(groupCount + 1);
  for (const row of rows) start[groupOf[row]! + 1]! += 1;
  for (let group = 0; group < groupCount; group += 1) start[group + 1]! += start[group]!;
  return start;
}
