import { randomNormal, type Random } from '../base/rng.ts';

const CHUNK = 25;
const LARGE = 1000;

/** A Poisson count with this mean ≥ 0: products of uniforms in chunks (Knuth); rounded normal above 1,000. */
export function drawPoisson(mean: number, random: Random): number {
  if (mean > LARGE) return Math.max(0, Math.round(mean + Math.sqrt(mean) * randomNormal(random)));
  let count = 0;
  for (let rest = mean; rest > 0; rest -= CHUNK) {
    const stop = Math.exp(-Math.min(rest, CHUNK));
    for (let product = random(); product > stop; product *= random()) count += 1;
  }
  return count;
}
