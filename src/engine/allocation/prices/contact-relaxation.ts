import { cellPriceOn } from '../cell-prices.ts';
import { mostActions, tierGain, type CompiledProblem } from '../compiled-problem.ts';
import { orderByGroup } from '../contact-order.ts';
import { createDayChoice, fillDayChoice, openDayChoice, walkDays } from '../day-choice.ts';
import { PlanState } from '../plan-state.ts';
import { priceOfLimits, type DivisibleRelaxation } from '../relaxation.ts';
import { createContactBeam } from './contact-beam.ts';
import { listBeamCovers } from './plan-contacts.ts';

/** Labels a search over one contact may keep: more of them prove a tighter bound. */
const WIDTH = 32;
/** The search tells coverage rules apart by bits. */
const MOST_COVERS = 30;

/**
 * The relaxation with each contact's own windows, exclusions and coverage kept day by day: where what its channels would take
 * by themselves does not go together, a label setting search finds what does, or a bound on it. Tighter than the plain one
 * where such rules bind, and many times as slow. O(contacts · search).
 */
export function createContactRelaxation(compiled: CompiledProblem): DivisibleRelaxation {
  const { channelCount, days, groups, limits, spacing, maxActions } = compiled;
  const order = orderByGroup(groups);
  const choices = Array.from(maxActions, (most) => createDayChoice(days, most));
  const beam = createContactBeam(compiled, WIDTH);
  const state = new PlanState({ ...compiled, windows: { ...compiled.windows, matesOf: compiled.windows.matesOf.map(() => null), heldOf: compiled.windows.heldOf.map(() => new Map()) } });
  const found = { channels: [] as number[], days: [] as number[] };
  let pairFrom = 0;
  const gainOf = (channel: number, tier: number): number => {
    if (tier >= mostActions(compiled, pairFrom + channel)) return -Infinity;
    return tierGain(compiled, pairFrom + channel, channel, tier);
  };

  const openGroup = (group: number, rowPrices: Float64Array, jitter: Float64Array): void => {
    for (const [channel, choice] of choices.entries()) {
      const cell = group * channelCount + channel;
      openDayChoice(choice, compiled.isOpen, cell * days, spacing[channel]!, maxActions[channel]!);
      for (let at = 0; at < choice.openCount; at += 1) choice.price[at] = cellPriceOn(compiled, rowPrices, cell, choice.openDay[at]!) + jitter[channel * days + choice.openDay[at]!]!;
      fillDayChoice(choice);
    }
  };

  /** What the channels would take by themselves; answers its value. */
  const takeApart = (): number => {
    let value = 0;
    found.channels.length = 0;
    found.days.length = 0;
    for (const [channel, choice] of choices.entries()) {
      const at = choice.positionOf[compiled.earliest[pairFrom + channel]!]!;
      let count = 0;
      let spent = 0;
      while (count < choice.maxActions) {
        const cost = choice.cost[(count + 1) * choice.stride + at]!;
        const gain = gainOf(channel, count) - (cost - spent);
        if (!(gain > 0)) break;
        value += gain;
        spent = cost;
        count += 1;
      }
      if (count === 0) continue;
      walkDays(choice, at, count, (position) => {
        found.channels.push(channel);
        found.days.push(choice.openDay[position]!);
      });
    }
    return value;
  };

  /** True where the contact may have all that was found together. */
  const goesTogether = (contact: number): boolean => {
    let planned = 0;
    let fits = true;
    for (; fits && planned < found.days.length; planned += 1) {
      fits = state.fitsContact(contact, found.channels[planned]!, found.days[planned]!);
      if (fits) state.insert(contact, found.channels[planned]!, found.days[planned]!);
      else break;
    }
    for (let at = 0; at < planned; at += 1) state.remove(state.find(contact, found.channels[at]!, found.days[at]!));
    return fits;
  };

  const addUse = (rows: Float64Array, cell: number, day: number): void => {
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + day]!;
      if (period >= 0) rows[limits.entryRow[entry]! + period]! += limits.entryWeight[entry]!;
    }
  };

  const evaluateStretch: DivisibleRelaxation['evaluateStretch'] = (prices, jitter, usage, stretch) => {
    usage.rows.fill(0);
    usage.covers.fill(0);
    let value = 0;
    for (let group = 0; group < groups.count; group += 1) {
      const first = Math.max(stretch.first, order.start[group]!);
      const end = Math.min(stretch.end, order.start[group + 1]!);
      if (first >= end) continue;
      openGroup(group, prices.rows, jitter);
      const covers = listBeamCovers(compiled, group, prices.covers);
      const told = covers.slice(0, MOST_COVERS);
      const untold = covers.slice(MOST_COVERS).reduce((sum, { worth }) => sum + worth, 0);
      for (let at = first; at < end; at += 1) {
        const contact = order.contact[at]!;
        pairFrom = contact * channelCount;
        const apart = takeApart();
        if (covers.length === 0 && goesTogether(contact)) value += apart;
        else {
          beam.search({ contact, choices, gainOf, covers: told, earliest: compiled.earliest.subarray(pairFrom, pairFrom + channelCount) });
          value += beam.bound + untold;
          found.channels = [...beam.channels];
          found.days = [...beam.days];
          for (const { rule, counts } of told) if (rule >= 0 && beam.channels.some((channel) => counts[channel] === 1)) usage.covers[rule]! += 1;
        }
        for (const [index, channel] of found.channels.entries()) addUse(usage.rows, group * channelCount + channel, found.days[index]!);
      }
    }
    return value;
  };

  return {
    compiled,
    evaluateStretch,
    evaluate: (prices, jitter, usage) => priceOfLimits(compiled, prices) + evaluateStretch(prices, jitter, usage, { first: 0, end: compiled.contactCount }),
  };
}
