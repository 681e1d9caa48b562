import { createRandom, randomIndex, type Random } from '../base/rng.ts';
import { scalarOf, type Scalar } from '../allocation/objective/scalar.ts';
import type { Objective } from '../model/objective.ts';
import { betaFromMoments, type BetaShape } from '../response/interval.ts';
import { explorationValue } from '../uncertainty/exploration-value.ts';
import { bestArmProbabilities } from './best-arm.ts';
import { drawBeta } from './draws.ts';
import { placeOfLargest } from './policy.ts';
import { logOddsDensity } from './thompson-bernoulli.ts';

/** What is known of one open channel of a contact: mean in (0, 1] and standard deviation of its response, and its cost. */
export interface ChannelArm {
  readonly mean: number;
  readonly sd: number;
  readonly unitCost: number;
}

/** The open channels of one contact, and what a response of it is worth. */
export interface ChannelChoice {
  readonly arms: readonly ChannelArm[];
  readonly value: number;
  readonly weights: WorthWeights;
}

/** How one channel is chosen of the open ones. `bonus` = standard deviations of optimism, `epsilon` = share of random choices. */
export type ChannelPolicy =
  | { readonly kind: 'none' | 'thompson' | 'uniform' }
  | { readonly kind: 'ucb'; readonly bonus: number }
  | { readonly kind: 'epsilon_greedy'; readonly epsilon: number };

/** What an action is worth by: its lift, its response and, taken off, its cost. */
export type WorthWeights = Pick<Scalar, 'lift' | 'responses' | 'cost'>;

/** The weights of what plans maximise; where neither lift nor responses count there (contacts reached, least cost), lift ranks. */
export function worthWeights(objective: Objective): WorthWeights {
  const { lift, responses, cost } = scalarOf(objective);
  return lift > 0 || responses > 0 ? { lift, responses, cost } : { lift: 1, responses: 0, cost: 0 };
}

/** Expected worth of one action: what a response of the contact is worth · its chance, less the cost as far as it counts. */
export const worthOf = ({ lift, responses, cost }: WorthWeights, value: number, mean: number, unitCost: number): number => (lift * value + responses) * mean - cost * unitCost;

/** True where a policy draws: only its choices can be judged for another policy. */
export const isRandomised = (kind: ChannelPolicy['kind']): boolean => kind === 'thompson' || kind === 'epsilon_greedy' || kind === 'uniform';

const worthsOf = ({ arms, value, weights }: ChannelChoice, meanOf: (arm: ChannelArm) => number): Float64Array => Float64Array.from(arms, (arm) => worthOf(weights, value, meanOf(arm), arm.unitCost));

/** Place of the channel worth most; of equal ones the first. */
export const findBest = (choice: ChannelChoice): number => placeOfLargest(worthsOf(choice, ({ mean }) => mean));

const drawMean = (random: Random, { mean, sd }: ChannelArm): number => {
  if (sd === 0 || mean >= 1) return mean;
  const { alpha, beta } = betaFromMoments(mean, sd);
  return drawBeta(random, alpha, beta);
};

/** Place of the channel that a policy takes. At least one channel is open. */
export function takeChannel(policy: ChannelPolicy, choice: ChannelChoice, random: Random): number {
  switch (policy.kind) {
    case 'none':
      return findBest(choice);
    case 'thompson':
      return placeOfLargest(worthsOf(choice, (arm) => drawMean(random, arm)));
    case 'ucb':
      return placeOfLargest(worthsOf(choice, ({ mean, sd }) => mean + explorationValue(sd, 1, policy.bonus)));
    case 'epsilon_greedy':
      return random() < policy.epsilon ? randomIndex(random, choice.arms.length) : findBest(choice);
    case 'uniform':
      return randomIndex(random, choice.arms.length);
  }
}

/** Draws of the simulation where channels differ in cost and plans count net. */
const DRAWS = 2000;
/** Standard deviation of a channel that is known for sure, as a share of its distance to 0 or 1. */
const SURE = 1e-4;
const EDGE = 1e-9;

const shapeOf = ({ mean, sd }: ChannelArm): BetaShape => {
  const inside = Math.min(1 - EDGE, Math.max(EDGE, mean));
  return betaFromMoments(inside, Math.max(sd, SURE * Math.min(inside, 1 - inside)));
};

/** Probability that each channel's draw is worth most: by quadrature where worth rises with the response alone, else by seeded draws, every channel counted once beforehand. */
function thompsonProbabilities(choice: ChannelChoice): Float64Array {
  const { arms, weights } = choice;
  const value = weights.lift * choice.value + weights.responses;
  const isByResponse = weights.cost === 0 || arms.every(({ unitCost }) => unitCost === arms[0]?.unitCost);
  if (value > 0 && isByResponse) return bestArmProbabilities(arms.map((arm) => logOddsDensity(shapeOf(arm))));
  const only = new Float64Array(arms.length);
  if (value <= 0) {
    only[findBest(choice)] = 1;
    return only;
  }
  const random = createRandom(1);
  const counts = new Float64Array(arms.length).fill(1);
  for (let draw = 0; draw < DRAWS; draw += 1) counts[takeChannel({ kind: 'thompson' }, choice, random)]! += 1;
  return counts.map((count) => count / (DRAWS + arms.length));
}

/** Probability with which a policy takes each open channel; they sum to 1. O(channels² · nodes) for Thompson sampling, else O(channels). */
export function channelProbabilities(policy: ChannelPolicy, choice: ChannelChoice): Float64Array {
  const count = choice.arms.length;
  if (policy.kind === 'thompson') return thompsonProbabilities(choice);
  if (policy.kind === 'uniform') return new Float64Array(count).fill(1 / count);
  const share = policy.kind === 'epsilon_greedy' ? policy.epsilon : 0;
  const probabilities = new Float64Array(count).fill(share / count);
  probabilities[policy.kind === 'ucb' ? takeChannel(policy, choice, createRandom(1)) : findBest(choice)]! += 1 - share;
  return probabilities;
}

/** The same where some channels cannot be explored for want of budget: their probability goes to the channel worth most. */
export function boundProbabilities(probabilities: Float64Array, best: number, canExplore: readonly boolean[]): Float64Array {
  const bound = probabilities.map((probability, place) => (place === best || canExplore[place] === true ? probability : 0));
  bound[best]! += 1 - bound.reduce((sum, probability) => sum + probability, 0);
  return bound;
}
