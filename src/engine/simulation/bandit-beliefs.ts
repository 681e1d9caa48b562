import { createEpsilonGreedy } from '../exploration/epsilon-greedy.ts';
import type { ArmRule } from '../exploration/policy.ts';
import { createBernoulliThompson } from '../exploration/thompson-bernoulli.ts';
import { createUcb1 } from '../exploration/ucb1.ts';
import type { BanditPolicy } from '../model/scenario.ts';
import type { CompiledScenario } from './compile-scenario.ts';

/** Answers that an estimate may stand for, at least and at most: fewer teach nothing, more could not be overruled in one horizon. */
const PRIOR_ANSWERS = [2, 100] as const;
export const DEFAULT_EPSILON = 0.1;

/** Prior knowledge of a channel: so many actions answered at such a rate. */
export interface PriorArm {
  readonly rate: number;
  readonly actions: number;
}

/**
 * Estimates of a channel pooled over contacts: their mean, and as many actions as a beta distribution with that mean and their mean variance
 * stands for, mean(1 − mean)/variance − 1, between 2 and 100. O(contacts).
 */
export function poolEstimates({ problem }: Pick<CompiledScenario, 'problem'>, contacts: readonly number[], channel: number): PriorArm {
  const { id } = problem.channels[channel]!;
  const [response, sd] = [problem.contacts.response[id], problem.contacts.sd?.[id]];
  let [rate, variance] = [0, 0];
  for (const contact of contacts) {
    rate += (response?.[contact] ?? 0) / contacts.length;
    variance += (sd?.[contact] ?? 0) ** 2 / contacts.length;
  }
  const [least, most] = PRIOR_ANSWERS;
  return { rate, actions: Math.max(least, Math.min(most, Math.round((rate * (1 - rate)) / Math.max(variance, 1e-12) - 1))) };
}

/** A rule that has taken in its prior knowledge. Answers count 1, silence 0. */
export function openBeliefs({ rule, epsilon = DEFAULT_EPSILON }: BanditPolicy, priors: readonly PriorArm[]): ArmRule {
  if (rule === 'thompson') return createBernoulliThompson(priors.map(({ rate, actions }) => ({ alpha: Math.max(0.01, rate * actions), beta: Math.max(0.01, (1 - rate) * actions) })));
  const policy = rule === 'ucb1' ? createUcb1(priors.length, { alpha: 1, untried: 'first' }) : createEpsilonGreedy(priors.length, { kind: 'constant', start: epsilon });
  for (const [arm, { rate, actions }] of priors.entries()) for (let at = 0; at < actions; at += 1) policy.update(arm, rate, null);
  return policy;
}
