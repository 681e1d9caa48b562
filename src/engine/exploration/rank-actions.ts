import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { createRandom, randomIndex } from '../base/rng.ts';
import type { Metric } from '../model/objective.ts';
import type { QueueSettings } from '../model/queue.ts';
import { betaFromMoments } from '../response/interval.ts';
import { explorationValue } from '../uncertainty/exploration-value.ts';
import { drawBeta } from './draws.ts';

/** What recommendations are made from. A pair is one contact with one channel: index contact · channelCount + channel. */
export interface RankRequest {
  readonly contactCount: number;
  readonly channelCount: number;
  /** By pair: mean and standard deviation of the response probability; mean 0 where there is no prediction. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  /** By pair: 1 where the contact opted out. */
  readonly isClosed: Uint8Array;
  /** By contact: its value, and a number of its own that its draws start from. */
  readonly value: Float64Array;
  readonly seedOf: Uint32Array;
  readonly unitCost: readonly number[];
  readonly metric: Metric;
  /** Share of the recommendations' cost that may explore, 0–1, and standard deviations of the exploration bonus. */
  readonly share: number;
  readonly bonus: number;
  readonly settings: QueueSettings;
}

/** One recommendation per contact. */
export interface RankedActions {
  /** By contact: channel recommended and the one worth most, −1 where none is open. */
  readonly channel: Int32Array;
  readonly best: Int32Array;
  readonly isExploration: Uint8Array;
  /** By contact: expected worth of the recommendation, and what it is ranked by: worth, and for an exploring one its bonus beside. */
  readonly worth: Float64Array;
  readonly score: Float64Array;
  /** Contacts with a recommendation, highest score first; of equal ones the earlier. */
  readonly order: Int32Array;
  /** Cost of all recommendations, and of the exploring ones. */
  readonly cost: number;
  readonly explorationCost: number;
}

/** Expected worth of one action: value · response, less its cost where the plan counts net. */
export const worthOf = (metric: Metric, value: number, mean: number, unitCost: number): number => value * mean - (metric === 'net' ? unitCost : 0);

const CONTACTS_BETWEEN_POLLS = 2048;

/** The channel that the policy takes for one contact. */
function choose(request: RankRequest, contact: number, open: readonly number[], best: number): number {
  const { settings, channelCount, mean, sd, value, metric, unitCost, bonus } = request;
  const random = createRandom((settings.seed ^ request.seedOf[contact]!) >>> 0);
  const takeBest = (drawnMean: (pair: number) => number): number => {
    let taken = best;
    let most = -Infinity;
    for (const channel of open) {
      const worth = worthOf(metric, value[contact]!, drawnMean(contact * channelCount + channel), unitCost[channel]!);
      if (worth > most) [taken, most] = [channel, worth];
    }
    return taken;
  };
  switch (settings.policy) {
    case 'none':
      return best;
    case 'thompson':
      return takeBest((pair) => {
        if (sd[pair] === 0) return mean[pair]!;
        const { alpha, beta } = betaFromMoments(mean[pair]!, sd[pair]!);
        return drawBeta(random, alpha, beta);
      });
    case 'ucb':
      return takeBest((pair) => mean[pair]! + explorationValue(sd[pair]!, 1, bonus));
    case 'epsilon_greedy':
      return random() < settings.epsilon ? open[randomIndex(random, open.length)]! : best;
  }
}

/** Channels open to a contact, best first in worth; of equal ones the earlier. */
function findOpen({ channelCount, mean, isClosed, value, metric, unitCost }: RankRequest, contact: number): number[] {
  const worth = (channel: number): number => worthOf(metric, value[contact]!, mean[contact * channelCount + channel]!, unitCost[channel]!);
  const open = Array.from({ length: channelCount }, (_, channel) => channel).filter((channel) => mean[contact * channelCount + channel]! > 0 && isClosed[contact * channelCount + channel] === 0);
  return open.sort((one, other) => worth(other) - worth(one) || one - other);
}

/**
 * One recommendation per contact: its channel of most worth, or where the policy explores and the share allows, the one the
 * policy takes. Each contact draws from a stream of its own, so that one more contact changes nobody else's. Exploring
 * recommendations are taken by exploration bonus per cost, best first, while their cost stays within the share of the cost
 * of all. O(contacts · (channels + log contacts)). Answers CANCELLED, or BAD_INPUT for a share outside [0, 1].
 */
export function rankActions(request: RankRequest, control: RunControl): Result<RankedActions> {
  const { contactCount, channelCount, sd, value, unitCost, metric, share, bonus } = request;
  if (!(share >= 0 && share <= 1)) return fail('BAD_INPUT', `explorationShare is ${share}.`, { path: 'explorationShare', hint: 'Set it from 0 to 1.' });
  const best = new Int32Array(contactCount).fill(-1);
  const wanted = new Int32Array(contactCount).fill(-1);
  let cost = 0;
  for (let contact = 0; contact < contactCount; contact += 1) {
    if (contact % CONTACTS_BETWEEN_POLLS === 0 && stopReason(control) !== null) return fail('CANCELLED', `Stopped after ${contact} of ${contactCount} contacts.`);
    const open = findOpen(request, contact);
    const first = open[0];
    if (first === undefined) continue;
    best[contact] = first;
    wanted[contact] = share === 0 ? first : choose(request, contact, open, first);
    cost += unitCost[first]!;
  }
  const bonusOf = (contact: number, channel: number): number => explorationValue(sd[contact * channelCount + channel]!, value[contact]!, bonus);
  const perCost = (contact: number): number => bonusOf(contact, wanted[contact]!) / unitCost[wanted[contact]!]!;
  const explorers = Array.from(best.keys()).filter((contact) => wanted[contact] !== best[contact]);
  explorers.sort((one, other) => (perCost(one) === perCost(other) ? one - other : perCost(other) - perCost(one)));
  const channel = best.slice();
  const isExploration = new Uint8Array(contactCount);
  let explorationCost = 0;
  for (const contact of explorers) {
    const more = unitCost[wanted[contact]!]!;
    const total = cost + more - unitCost[best[contact]!]!;
    if (explorationCost + more > share * total && more > 0) continue;
    channel[contact] = wanted[contact]!;
    isExploration[contact] = 1;
    cost = total;
    explorationCost += more;
  }
  const worth = new Float64Array(contactCount);
  const score = new Float64Array(contactCount);
  for (const [contact, taken] of channel.entries()) {
    if (taken < 0) continue;
    worth[contact] = worthOf(metric, value[contact]!, request.mean[contact * channelCount + taken]!, unitCost[taken]!);
    score[contact] = worth[contact] + (isExploration[contact] === 1 ? bonusOf(contact, taken) : 0);
  }
  const order = Int32Array.from(channel.keys())
    .filter((contact) => channel[contact]! >= 0)
    .sort((one, other) => score[other]! - score[one]! || one - other);
  return succeed({ channel, best, isExploration, worth, score, order, cost, explorationCost });
}
