import type { Context, Policy } from './policy.ts';

/** A choice of the log: where it stood, what it took. */
export interface LoggedChoice {
  readonly arms: readonly number[];
  readonly context: Context;
  readonly arm: number;
}

/** What a policy, as it stands, would have done at each logged choice. */
export interface Replay {
  /** Probability of the logged arm. */
  readonly target: Float64Array;
  /** Mean of `predicted` over the policy's arms; NaN where no prediction was given. */
  readonly underTarget: Float64Array;
}

/**
 * Goes through a log with a policy that does not learn from it, for evaluateOffPolicy. `predict` gives the reward expected
 * of an arm at a choice, for the doubly robust estimate. An arm that was not open throws RangeError. O(choices · propensities).
 */
export function replayPolicy(policy: Policy, log: readonly LoggedChoice[], predict?: (choice: number, arm: number) => number): Replay {
  const target = new Float64Array(log.length);
  const underTarget = new Float64Array(log.length).fill(Number.NaN);
  log.forEach(({ arms, context, arm }, choice) => {
    const place = arms.indexOf(arm);
    if (place < 0) throw new RangeError(`choice ${choice} took arm ${arm}, which was not open`);
    const probabilities = policy.propensities(arms, context);
    target[choice] = probabilities[place]!;
    if (predict !== undefined) underTarget[choice] = probabilities.reduce((sum, probability, at) => sum + probability * predict(choice, arms[at]!), 0);
  });
  return { target, underTarget };
}
