const ROOT_FIVE = Math.sqrt(5);

/**
 * Squared distances of two points in every dimension, written into `into`; 0 or 1 for a dimension with choices.
 */
export function distancesInto(into: Float64Array, a: Float64Array, b: Float64Array, isChoice: readonly boolean[]): void {
  for (let at = 0; at < a.length; at += 1) {
    const apart = a[at]! - b[at]!;
    into[at] = isChoice[at] === true ? Number(apart !== 0) : apart * apart;
  }
}

/** Σ squared distance · inverse squared length scale: r² of the kernel. */
export function scaledDistance(squared: Float64Array, inverseSquaredLengths: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < squared.length; at += 1) sum += squared[at]! * inverseSquaredLengths[at]!;
  return sum;
}

/** Matérn correlation of smoothness 5/2 at r²: (1 + √5·r + 5r²/3)·exp(−√5·r) (Rasmussen & Williams 2006, eq. 4.17). */
export function matern(squaredRadius: number): number {
  const radius = ROOT_FIVE * Math.sqrt(squaredRadius);
  return (1 + radius + (5 / 3) * squaredRadius) * Math.exp(-radius);
}

/** −2 times its derivative by r²; times d²/ℓ² that is the derivative by a dimension's log length scale. */
export function maternSlope(squaredRadius: number): number {
  const radius = ROOT_FIVE * Math.sqrt(squaredRadius);
  return (5 / 3) * (1 + radius) * Math.exp(-radius);
}
