import { fail, succeed, type Result } from '../base/fault.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { createRandom } from '../base/rng.ts';
import type { QueueSettings } from '../model/queue.ts';
import { explorationValue } from '../uncertainty/exploration-value.ts';
import { takeChannel, worthOf, type ChannelChoice, type ChannelPolicy, type WorthWeights } from './channel-policy.ts';

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
  readonly weights: WorthWeights;
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
  /** By pair: 1 where the share left room to explore by it when the contact was asked. */
  readonly canExplore: Uint8Array;
  /** By contact: expected worth of the recommendation, and what it is ranked by: worth, and for an exploring one its bonus beside. */
  readonly worth: Float64Array;
  readonly score: Float64Array;
  /** Contacts with a recommendation, highest score first; of equal ones the earlier. */
  readonly order: Int32Array;
  /** Cost of all recommendations, and of the exploring ones. */
  readonly cost: number;
  readonly explorationCost: number;
}

const CONTACTS_BETWEEN_POLLS = 2048;

/** The policy of the settings. */
export const policyOf = ({ policy, epsilon }: QueueSettings, bonus: number): ChannelPolicy => (policy === 'ucb' ? { kind: 'ucb', bonus } : policy === 'epsilon_greedy' ? { kind: 'epsilon_greedy', epsilon } : { kind: policy });

/** The open channels of a contact as a policy sees them. */
export function readChoice({ channelCount, mean, sd, unitCost, value, weights }: Pick<RankRequest, 'channelCount' | 'mean' | 'sd' | 'unitCost' | 'value' | 'weights'>, contact: number, open: readonly number[]): ChannelChoice {
  return { arms: open.map((channel) => ({ mean: mean[contact * channelCount + channel]!, sd: sd[contact * channelCount + channel]!, unitCost: unitCost[channel]! })), value: value[contact]!, weights };
}

/** Channels open to a contact, best first in worth; of equal ones the earlier. */
export function findOpen({ channelCount, mean, isClosed, value, weights, unitCost }: Pick<RankRequest, 'channelCount' | 'mean' | 'isClosed' | 'value' | 'weights' | 'unitCost'>, contact: number): number[] {
  const worth = (channel: number): number => worthOf(weights, value[contact]!, mean[contact * channelCount + channel]!, unitCost[channel]!);
  const open = Array.from({ length: channelCount }, (_, channel) => channel).filter((channel) => mean[contact * channelCount + channel]! > 0 && isClosed[contact * channelCount + channel] === 0);
  return open.sort((one, other) => worth(other) - worth(one) || one - other);
}

/** What exploring may cost while contacts are asked one after the other. */
interface Spending {
  cost: number;
  explorationCost: number;
}

/**
 * One recommendation per contact: its channel of most worth, or where the policy explores and the share allows, the one the
 * policy takes. Each contact draws from a stream of its own, so that one more contact changes nobody else's draws. Contacts
 * are asked in the order of the largest exploration bonus per cost that any of their channels has, whatever they drew: an
 * exploring recommendation stands where it fits the share beside those before it. So the probability of each channel, given
 * those before, is that of the policy, with what does not fit falling to the best (`boundProbabilities`).
 * O(contacts · (channels + log contacts)). Answers CANCELLED, or BAD_INPUT for a share outside [0, 1].
 */
export function rankActions(request: RankRequest, control: RunControl): Result<RankedActions> {
  const { contactCount, channelCount, sd, value, unitCost, weights, share, bonus, settings } = request;
  if (!(share >= 0 && share <= 1)) return fail('BAD_INPUT', `explorationShare is ${share}.`, { path: 'explorationShare', hint: 'Set it from 0 to 1.' });
  const policy = policyOf(settings, bonus);
  const best = new Int32Array(contactCount).fill(-1);
  const wanted = new Int32Array(contactCount).fill(-1);
  const promise = new Float64Array(contactCount);
  const opens: (readonly number[])[] = [];
  const spending: Spending = { cost: 0, explorationCost: 0 };
  const bonusOf = (contact: number, channel: number): number => explorationValue(sd[contact * channelCount + channel]!, value[contact]!, bonus);
  for (let contact = 0; contact < contactCount; contact += 1) {
    if (contact % CONTACTS_BETWEEN_POLLS === 0 && stopReason(control) !== null) return fail('CANCELLED', `Stopped after ${contact} of ${contactCount} contacts.`);
    const open = findOpen(request, contact);
    opens.push(open);
    const first = open[0];
    if (first === undefined) continue;
    best[contact] = first;
    spending.cost += unitCost[first]!;
    if (share === 0) continue;
    wanted[contact] = open[takeChannel(policy, readChoice(request, contact, open), createRandom((settings.seed ^ request.seedOf[contact]!) >>> 0))]!;
    for (const channel of open) if (channel !== first) promise[contact] = Math.max(promise[contact]!, unitCost[channel]! === 0 ? Infinity : bonusOf(contact, channel) / unitCost[channel]!);
  }
  const channel = best.slice();
  const isExploration = new Uint8Array(contactCount);
  const canExplore = new Uint8Array(contactCount * channelCount);
  if (share > 0) {
    const order = Array.from(best.keys()).sort((one, other) => (promise[one] === promise[other] ? one - other : promise[other]! - promise[one]!));
    for (const contact of order) {
      for (const other of opens[contact]!) {
        const more = unitCost[other]!;
        const total = spending.cost + more - unitCost[best[contact]!]!;
        if (other !== best[contact] && (more === 0 || spending.explorationCost + more <= share * total)) canExplore[contact * channelCount + other] = 1;
      }
      const taken = wanted[contact]!;
      if (taken < 0 || canExplore[contact * channelCount + taken] === 0) continue;
      channel[contact] = taken;
      isExploration[contact] = 1;
      spending.cost += unitCost[taken]! - unitCost[best[contact]!]!;
      spending.explorationCost += unitCost[taken]!;
    }
  }
  const worth = new Float64Array(contactCount);
  const score = new Float64Array(contactCount);
  for (const [contact, taken] of channel.entries()) {
    if (taken < 0) continue;
    worth[contact] = worthOf(weights, value[contact]!, request.mean[contact * channelCount + taken]!, unitCost[taken]!);
    score[contact] = worth[contact] + (isExploration[contact] === 1 ? bonusOf(contact, taken) : 0);
  }
  const order = Int32Array.from(channel.keys())
    .filter((contact) => channel[contact]! >= 0)
    .sort((one, other) => score[other]! - score[one]! || one - other);
  return succeed({ channel, best, isExploration, canExplore, worth, score, order, ...spending });
}
