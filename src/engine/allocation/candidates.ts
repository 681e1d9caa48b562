import { cellPriceOn } from './cell-prices.ts';
import { tierGain, type CompiledProblem } from './compiled-problem.ts';
import { orderByGroup } from './contact-order.ts';
import { createDayChoice, fillDayChoice, openDayChoice, type DayChoice } from './day-choice.ts';
import type { PriceVector } from './price-vector.ts';

/** Actions worth trying, best first: pair = contact · channels + channel, tier = how many the pair has before, surplus = gain less the price of what it uses. */
export interface CandidateList {
  readonly pair: Int32Array;
  readonly tier: Int32Array;
  readonly surplus: Float64Array;
}

interface Collector {
  readonly pair: number[];
  readonly tier: number[];
  readonly surplus: number[];
}

/** Price of the next action of a pair at its tier, Infinity where it finds no day. */
function priceOf(choice: DayChoice, earliest: number, tier: number): number {
  const at = choice.positionOf[earliest]!;
  const more = choice.cost[(tier + 1) * choice.stride + at]!;
  return more === Infinity ? Infinity : more - choice.cost[tier * choice.stride + at]!;
}

/** Offers every further action of one pair while it adds to the objective or helps a rule that asks for more; `worth` is what reaching the contact by the pair brings beside. */
function offerPair(compiled: CompiledProblem, choice: DayChoice, pair: number, channel: number, worth: number, found: Collector): void {
  for (let tier = 0; tier < choice.maxActions; tier += 1) {
    const price = priceOf(choice, compiled.earliest[pair]!, tier);
    if (price === Infinity) return;
    const gain = gainAtPrices(compiled, pair, channel, tier) + (tier === 0 ? worth : 0);
    if (gain <= 0 && price >= 0) return;
    found.pair.push(pair);
    found.tier.push(tier);
    found.surplus.push(gain - price);
  }
}

/** Gain of an action as the candidates are ranked by: a first one with that of reaching the contact. */
const gainAtPrices = (compiled: CompiledProblem, pair: number, channel: number, tier: number): number =>
  tierGain(compiled, pair, channel, tier) + (tier === 0 ? compiled.reachWorth : 0);

/** Coverage rules of a group that have a price, with the channels that count for each. */
function listPricedCovers(compiled: CompiledProblem, group: number, coverPrices: Float64Array): { worth: number; channels: number[] }[] {
  const { covers, channelCount } = compiled;
  const found = new Map<number, { worth: number; channels: number[] }>();
  for (let channel = 0; channel < channelCount; channel += 1) {
    const cell = group * channelCount + channel;
    for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) {
      const rule = covers.part[entry]!;
      if (coverPrices[rule]! <= 0) continue;
      const cover = found.get(rule);
      if (cover === undefined) found.set(rule, { worth: coverPrices[rule]!, channels: [channel] });
      else cover.channels.push(channel);
    }
  }
  return [...found.values()];
}

/** Adds the worth of each coverage rule to the one channel that reaches the contact best. */
function spreadWorth(compiled: CompiledProblem, choices: readonly DayChoice[], contact: number, covers: readonly { worth: number; channels: readonly number[] }[], worth: Float64Array): void {
  worth.fill(0);
  for (const cover of covers) {
    let best = -1;
    let bestSurplus = -Infinity;
    for (const channel of cover.channels) {
      const choice = choices[channel]!;
      const pair = contact * compiled.channelCount + channel;
      if (choice.maxActions === 0) continue;
      const surplus = gainAtPrices(compiled, pair, channel, 0) + worth[channel]! - priceOf(choice, compiled.earliest[pair]!, 0);
      if (surplus > bestSurplus) {
        best = channel;
        bestSurplus = surplus;
      }
    }
    if (best >= 0) worth[best]! += cover.worth;
  }
}

/**
 * Lists every action that could be worth planning at given prices, sorted by surplus (ties by position), tiers of a pair
 * in order. O(contacts · actions per contact · log).
 */
export function listCandidates(compiled: CompiledProblem, prices: PriceVector): CandidateList {
  const { channelCount, days, groups } = compiled;
  const order = orderByGroup(groups);
  const choices = Array.from(compiled.maxActions, (maxActions) => createDayChoice(days, maxActions));
  const found: Collector = { pair: [], tier: [], surplus: [] };
  const worth = new Float64Array(channelCount);
  for (let group = 0; group < groups.count; group += 1) {
    for (const [channel, choice] of choices.entries()) {
      const cell = group * channelCount + channel;
      openDayChoice(choice, compiled.isOpen, cell * days, compiled.spacing[channel]!, compiled.maxActions[channel]!);
      for (let at = 0; at < choice.openCount; at += 1) choice.price[at] = cellPriceOn(compiled, prices.rows, cell, choice.openDay[at]!);
      fillDayChoice(choice);
    }
    const covers = listPricedCovers(compiled, group, prices.covers);
    for (let at = order.start[group]!; at < order.start[group + 1]!; at += 1) {
      const contact = order.contact[at]!;
      spreadWorth(compiled, choices, contact, covers, worth);
      for (const [channel, choice] of choices.entries()) offerPair(compiled, choice, contact * channelCount + channel, channel, worth[channel]!, found);
    }
  }
  const surplus = Float64Array.from(found.surplus);
  const ranking = Uint32Array.from(found.pair, (_pair, at) => at).sort((first, second) => surplus[second]! - surplus[first]! || found.tier[first]! - found.tier[second]! || found.pair[first]! - found.pair[second]!);
  return {
    pair: Int32Array.from(ranking, (at) => found.pair[at]!),
    tier: Int32Array.from(ranking, (at) => found.tier[at]!),
    surplus: Float64Array.from(ranking, (at) => surplus[at]!),
  };
}
