import { ArmTally } from './arm-tally.ts';
import { createPolicy, placeOfLargest, type Policy } from './policy.ts';

/** Upper confidence bound of an arm: mean + alpha·√(2·ln total/count) (Auer, Cesa-Bianchi, Fischer 2002, with alpha = 1). */
export function ucb1Bound(mean: number, total: number, count: number, alpha: number): number {
  return mean + alpha * Math.sqrt((2 * Math.log(total)) / count);
}

/** A UCB1 policy, and the bounds that it compares. */
export interface Ucb1Policy extends Policy {
  bounds(arms: readonly number[]): Float64Array;
}

/**
 * UCB1: the open arm with the largest upper confidence bound, of equal ones the first. Rewards are taken to lie in
 * [0, 1]; for others scale alpha by their range. `untried` says what an arm without rewards counts for: `first` (before
 * all others, as published) or `zero`. Deterministic, so the propensity is 1 for one arm and 0 for the rest: its log
 * cannot tell what another policy would have earned.
 */
export function createUcb1(armCount: number, settings: { readonly alpha: number; readonly untried: 'first' | 'zero' }): Ucb1Policy {
  if (!(settings.alpha >= 0)) throw new RangeError(`alpha is ${settings.alpha}, expected 0 or more`);
  const tally = new ArmTally(armCount);
  const ofUntried = settings.untried === 'first' ? Infinity : 0;
  const bounds = (arms: readonly number[]): Float64Array =>
    Float64Array.from(arms, (arm) => (tally.counts[arm] === 0 ? ofUntried : ucb1Bound(tally.mean(arm), tally.total, tally.counts[arm]!, settings.alpha)));
  const policy = createPolicy({
    armCount,
    estimate: (arms) => Float64Array.from(arms, (arm) => tally.mean(arm)),
    draw: (arms) => arms[placeOfLargest(bounds(arms))]!,
    propensities: (arms) => {
      const probabilities = new Float64Array(arms.length);
      probabilities[placeOfLargest(bounds(arms))] = 1;
      return probabilities;
    },
    update: (arm, reward) => tally.add(arm, reward),
  });
  return { ...policy, bounds };
}
