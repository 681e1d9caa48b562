import type { Random } from '../base/rng.ts';

/** What is known of the choice at hand as numbers, or null where the policy takes every choice alike. */
export type Context = Float64Array | null;

/** A choice, kept with its propensity so that the log can be judged later (off-policy.ts). */
export interface Choice {
  readonly arm: number;
  /** Probability with which the policy took this arm here. */
  readonly probability: number;
  /** True where another open arm had a higher estimate. */
  readonly isExploration: boolean;
}

/** What makes one policy differ from another. Arms are indices 0 … armCount − 1; `arms` are the open ones, rising. */
export interface ArmRule {
  readonly armCount: number;
  /** Estimated mean reward of each open arm, in the order of `arms`. */
  estimate(arms: readonly number[], context: Context): Float64Array;
  /** One arm of the open ones. */
  draw(arms: readonly number[], context: Context, random: Random): number;
  /** Probability with which `draw` takes each open arm, in the order of `arms`; sums to 1. */
  propensities(arms: readonly number[], context: Context): Float64Array;
  /** Takes in the reward of an arm that was chosen. */
  update(arm: number, reward: number, context: Context): void;
}

/** A bandit policy: chooses, says with what probability, and learns from the reward. Same seed and rewards, same choices. */
export interface Policy extends ArmRule {
  choose(arms: readonly number[], context: Context, random: Random): Choice;
}

/** Makes a policy of a rule. `choose` throws RangeError on an empty or foreign arm: a mistake of the caller. */
export function createPolicy(rule: ArmRule): Policy {
  return {
    ...rule,
    choose: (arms, context, random) => {
      if (arms.length === 0) throw new RangeError('no arm to choose from');
      for (const arm of arms) if (!(Number.isInteger(arm) && arm >= 0 && arm < rule.armCount)) throw new RangeError(`arm ${arm} of ${rule.armCount}`);
      const arm = rule.draw(arms, context, random);
      const place = arms.indexOf(arm);
      const estimates = rule.estimate(arms, context);
      const best = estimates.reduce((highest, estimate) => Math.max(highest, estimate), -Infinity);
      return { arm, probability: rule.propensities(arms, context)[place]!, isExploration: estimates[place]! < best };
    },
  };
}

/** Every arm, for policies that are open to all. */
export function allArms(armCount: number): number[] {
  return Array.from({ length: armCount }, (_, arm) => arm);
}

/** Place of the largest value; of equal ones the first, so that a choice does not hang on chance. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let place = 1; place < values.length; place += 1) if (values[place]! > values[best]!) best = place;
  return best;
}
