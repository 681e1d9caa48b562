const INVERSE_ROOT_TWO_PI = 0.3989422804014327;

/** P(Z ≤ z) of the standard normal: its power series near the middle, a continued fraction in the tails. */
export function normalCdf(z: number): number {
  const size = Math.abs(z);
  const density = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * z * z);
  if (size < 3.5) {
    let term = z;
    let sum = z;
    for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let fraction = size;
  for (let level = 100; level >= 1; level -= 1) fraction = size + level / fraction;
  const tail = density / fraction;
  return z < 0 ? tail : 1 - tail;
}

/** The z with P(Z ≤ z) = probability, for probability in (0, 1): Newton steps on the log of the lower tail. */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`normalQuantile needs 0 < probability < 1, got ${probability}`);
  if (probability > 0.5) return -normalQuantile(1 - probability);
  const logTarget = Math.log(probability);
  let z = 0;
  for (let step = 0; step < 100; step += 1) {
    const reached = normalCdf(z);
    const change = ((Math.log(reached) - logTarget) * reached) / (INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * z * z));
    z -= change;
    if (Math.abs(change) < 1e-14) break;
  }
  return z;
}

/** Half-width of a two-sided normal interval in standard deviations: 1.96 at level 0.95. */
export function normalHalfWidth(level: number): number {
  return -normalQuantile((1 - level) / 2);
}
