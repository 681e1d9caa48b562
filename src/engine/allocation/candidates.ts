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

/** Worth of reaching a contact of a cell: Σ prices of its coverage rules. */
function coverWorth(compiled: CompiledProblem, cell: number, coverPrices: Float64Array): number {
  let worth = 0;
  for (let entry = compiled.covers.start[cell]!; entry < compiled.covers.start[cell + 1]!; entry += 1) worth += coverPrices[compiled.covers.part[entry]!]!;
  return worth;
}

interface Collector {
  readonly pair: number[];
  readonly tier: number[];
  readonly surplus: number[];
}

/** Offers every further action of one pair while it adds to the objective or helps a rule that asks for more. */
function offerPair(compiled: CompiledProblem, choice: DayChoice, pair: number, channel: number, worth: number, found: Collector): void {
  const at = choice.positionOf[compiled.earliest[pair]!]!;
  const { cost, stride, maxActions } = choice;
  for (let tier = 0; tier < maxActions; tier += 1) {
    const price = cost[(tier + 1) * stride + at]! - cost[tier * stride + at]!;
    if (price === Infinity) return;
    const gain = compiled.isReach ? (tier === 0 ? 1 : 0) : tierGain(compiled, pair, channel, tier);
    const bonus = tier === 0 ? worth : 0;
    if (gain + bonus <= 0 && price >= 0) return;
    found.pair.push(pair);
    found.tier.push(tier);
    found.surplus.push(gain + bonus - price);
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
  for (let group = 0; group < groups.count; group += 1) {
    for (let channel = 0; channel < channelCount; channel += 1) {
      const cell = group * channelCount + channel;
      const choice = choices[channel]!;
      openDayChoice(choice, compiled.isOpen, cell * days, compiled.spacing[channel]!, compiled.maxActions[channel]!);
      for (let at = 0; at < choice.openCount; at += 1) choice.price[at] = cellPriceOn(compiled, prices.rows, cell, choice.openDay[at]!);
      fillDayChoice(choice);
      const worth = coverWorth(compiled, cell, prices.covers);
      for (let at = order.start[group]!; at < order.start[group + 1]!; at += 1) offerPair(compiled, choice, order.contact[at]! * channelCount + channel, channel, worth, found);
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
