import type { Random } from '../base/rng.ts';
import { allArms, type Policy } from './policy.ts';

/** Kullback–Leibler divergence of two yes-or-no outcomes, in nats; p and q in (0, 1). */
export function bernoulliDivergence(p: number, q: number): number {
  return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
}

/**
 * Lai and Robbins' (1985) constant of a Bernoulli case: no policy that is good in every case has a regret that grows more
 * slowly than this times ln t. Σ over the arms below the best of gap/divergence.
 */
export function laiRobbinsConstant(rates: readonly number[]): number {
  const best = Math.max(...rates);
  return rates.reduce((sum, rate) => (rate === best ? sum : sum + (best - rate) / bernoulliDivergence(rate, best)), 0);
}

/**
 * One run of a policy on a Bernoulli case: expected regret (sum of best rate − rate of the arm taken) at each of the
 * rising times.
 */
export function runRegret(policy: Policy, rates: readonly number[], times: readonly number[], random: Random): Float64Array {
  const best = Math.max(...rates);
  const arms = allArms(rates.length);
  const regret = new Float64Array(times.length);
  let lost = 0;
  let place = 0;
  for (let t = 1; place < times.length; t += 1) {
    const arm = policy.draw(arms, null, random);
    policy.update(arm, random() < rates[arm]! ? 1 : 0, null);
    lost += best - rates[arm]!;
    if (t === times[place]) {
      regret[place] = lost;
      place += 1;
    }
  }
  return regret;
}

/** Least-squares slope of y against ln x. */
export function slopeAgainstLog(x: readonly number[], y: ArrayLike<number>): number {
  const logs = x.map((value) => Math.log(value));
  const meanX = logs.reduce((sum, value) => sum + value, 0) / logs.length;
  let products = 0;
  let squares = 0;
  logs.forEach((value, row) => {
    products += (value - meanX) * y[row]!;
    squares += (value - meanX) ** 2;
  });
  return products / squares;
}
