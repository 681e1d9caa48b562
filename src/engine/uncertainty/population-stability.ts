/** Counts per bin are raised by this much before shares are taken, so that an empty bin does not make the index infinite. */
const SMOOTHING = 0.5;

/**
 * Population stability index of two sets of counts over the same bins: Σ (now − then)·ln(now/then) over the bins' shares,
 * the symmetric form of Kullback and Leibler's (1951) divergence. 0 where both are alike; by convention below 0.1 little
 * moved, from 0.25 much did (Siddiqi 2006). With n and m rows from one and the same source its mean is about
 * (bins − 1)·(1/n + 1/m). 0 where either side is empty.
 */
export function stabilityIndex(then: ArrayLike<number>, now: ArrayLike<number>): number {
  if (then.length !== now.length) throw new RangeError(`bins differ: ${then.length} and ${now.length}`);
  const totalThen = sumOf(then);
  const totalNow = sumOf(now);
  if (totalThen === 0 || totalNow === 0) return 0;
  const smoothing = SMOOTHING * then.length;
  let index = 0;
  for (let bin = 0; bin < then.length; bin += 1) {
    const before = (then[bin]! + SMOOTHING) / (totalThen + smoothing);
    const after = (now[bin]! + SMOOTHING) / (totalNow + smoothing);
    index += (after - before) * Math.log(after / before);
  }
  return index;
}

function sumOf(counts: ArrayLike<number>): number {
  let sum = 0;
  for (let bin = 0; bin < counts.length; bin += 1) sum += counts[bin]!;
  return sum;
}

/**
 * Inner edges that cut rising numbers into at most `binCount` bins of about equal count; equal numbers share a bin, so
 * fewer edges come out where few values occur.
 */
export function quantileEdges(rising: Float64Array, binCount: number): Float64Array {
  const edges: number[] = [];
  for (let bin = 1; bin < binCount; bin += 1) {
    const edge = rising[Math.floor((bin * rising.length) / binCount)];
    if (edge !== undefined && edge > rising[0]! && edge !== edges[edges.length - 1]) edges.push(edge);
  }
  return Float64Array.from(edges);
}

/** Counts per bin: bin b holds numbers from edge b − 1 (included) to edge b (not included). O(n log bins). */
export function countBins(numbers: Float64Array, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length + 1);
  for (const number of numbers) counts[countNotAbove(edges, number)]! += 1;
  return counts;
}

/** How many of the rising numbers are at most x. O(log n). */
export function countNotAbove(rising: Float64Array, x: number): number {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}
