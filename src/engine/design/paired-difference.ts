/** Mean of first − second over paired replications, and its standard error. */
export interface PairedDifference {
  readonly mean: number;
  readonly standardError: number;
}

/**
 * Difference of two variants under common random numbers: replication i of both saw the same draws, so what they share
 * cancels. At least two replications; one pass (Welford 1962).
 */
export function comparePaired(first: Float64Array, second: Float64Array): PairedDifference {
  let mean = 0;
  let squares = 0;
  for (let at = 0; at < first.length; at += 1) {
    const apart = first[at]! - second[at]! - mean;
    mean += apart / (at + 1);
    squares += apart * (first[at]! - second[at]! - mean);
  }
  return { mean, standardError: Math.sqrt(squares / (first.length - 1) / first.length) };
}

/**
 * The limit that Student's t with `degrees` of freedom passes as rarely as a normal passes z: the Cornish–Fisher expansion
 * of Abramowitz & Stegun 26.7.5. Within 1 % from 7 degrees on for z up to 3; few replications need wider limits.
 */
export function widenForSample(z: number, degrees: number): number {
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}
