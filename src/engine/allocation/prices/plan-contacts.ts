import type { CandidateList } from '../candidates.ts';
import { mostActions, tierGain, type CompiledProblem } from '../compiled-problem.ts';
import { createDayChoice, fillDayChoice, walkDays, type DayChoice } from '../day-choice.ts';
import type { PlanEditor } from '../partners.ts';
import type { PlanState } from '../plan-state.ts';
import type { PriceVector } from '../price-vector.ts';
import { createContactBeam, type BeamCover } from './contact-beam.ts';

/** Plans all actions of a contact at once. */
export interface ContactPlanner {
  /** Adds to a contact without actions what is best for it at the prices, on days whose rows have room. Answers how many actions it planned. */
  plan(contact: number): number;
}

/** Labels a search over one contact may keep. */
const WIDTH = 48;
/** Equal days are told apart by so much of the average gain, each contact in another way, so that they fill alike. */
const TIE_SHARE = 1e-5;

/** A number in [0, 1) for a place, alike on every machine. */
function scatter(contact: number, day: number): number {
  let mixed = Math.imul(contact + 1, 0x9e3779b1) ^ Math.imul(day + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 4_294_967_296;
}

/** Coverage rules of a group that have a price, and the metric reach. */
export function listBeamCovers(compiled: CompiledProblem, group: number, coverPrices: Float64Array): BeamCover[] {
  const { covers, channelCount } = compiled;
  const found = new Map<number, BeamCover>();
  for (let channel = 0; channel < channelCount; channel += 1) {
    const cell = group * channelCount + channel;
    for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) {
      const rule = covers.part[entry]!;
      if (!(coverPrices[rule]! > 0)) continue;
      const cover = found.get(rule) ?? { rule, worth: coverPrices[rule]!, counts: new Uint8Array(channelCount) };
      cover.counts[channel] = 1;
      found.set(rule, cover);
    }
  }
  if (compiled.reachWorth > 0) found.set(-1, { rule: -1, worth: compiled.reachWorth, counts: new Uint8Array(channelCount).fill(1) });
  return [...found.values()];
}

/** Creates the planner over a plan under construction; changes go through `editor`. */
export function createContactPlanner(state: PlanState, editor: PlanEditor, cellPrices: Float64Array, prices: PriceVector): ContactPlanner {
  const { compiled } = state;
  const { channelCount, days, groups } = compiled;
  const choices: DayChoice[] = Array.from(compiled.maxActions, (maxActions) => createDayChoice(days, maxActions));
  const beam = createContactBeam(compiled, WIDTH);
  const covers = Array.from({ length: groups.count }, (): BeamCover[] | null => null);
  const coversOf = (group: number): BeamCover[] => (covers[group] ??= listBeamCovers(compiled, group, prices.covers));
  let sum = 0;
  for (const gain of compiled.gainBase) sum += gain;
  const tie = compiled.isReach ? TIE_SHARE : (TIE_SHARE * sum) / Math.max(1, compiled.gainBase.length);
  let pairFrom = 0;
  const gainOf = (channel: number, tier: number): number => tierGain(compiled, pairFrom + channel, channel, tier);

  /** Reads the days with room of one channel. */
  const openChoice = (contact: number, channel: number): void => {
    const choice = choices[channel]!;
    const pair = contact * channelCount + channel;
    const cell = groups.groupOf[contact]! * channelCount + channel;
    const spacing = compiled.spacing[channel]!;
    const earliest = compiled.earliest[pair]!;
    let count = 0;
    for (let day = 0; day < days; day += 1) {
      choice.positionOf[day] = count;
      if (day < earliest || compiled.isOpen[cell * days + day] === 0 || !state.fitsRows(contact, channel, day)) continue;
      choice.openDay[count] = day;
      choice.price[count] = cellPrices[cell * days + day]! + tie * scatter(contact, day);
      count += 1;
    }
    choice.positionOf[days] = count;
    choice.openCount = count;
    choice.maxActions = mostActions(compiled, pair);
    let next = 0;
    for (let at = 0; at < count; at += 1) {
      while (next < count && choice.openDay[next]! - choice.openDay[at]! < spacing) next += 1;
      choice.follower[at] = next;
    }
    fillDayChoice(choice);
  };

  /** The days each channel would take by itself, into `found`; false where some of them are not the contact's to take together. */
  const found: { channel: number; day: number }[] = [];
  const takeApart = (): void => {
    found.length = 0;
    for (let channel = 0; channel < channelCount; channel += 1) {
      const choice = choices[channel]!;
      if (choice.openCount === 0) continue;
      let count = 0;
      let spent = 0;
      while (count < choice.maxActions) {
        const cost = choice.cost[(count + 1) * choice.stride]!;
        if (!(gainOf(channel, count) - (cost - spent) > 0)) break;
        spent = cost;
        count += 1;
      }
      if (count > 0) walkDays(choice, 0, count, (position) => found.push({ channel, day: choice.openDay[position]! }));
    }
    found.sort((first, second) => first.day - second.day || first.channel - second.channel);
  };

  /** Plans what was found as far as the plan takes it. */
  const put = (contact: number): number => {
    let planned = 0;
    for (const { channel, day } of found) {
      if (!state.hasRoom(contact, channel) || !state.fitsContact(contact, channel, day) || !state.fitsRows(contact, channel, day)) break;
      editor.insert(contact, channel, day);
      planned += 1;
    }
    return planned;
  };

  const takeBack = (contact: number, planned: number): void => {
    for (let at = 0; at < planned; at += 1) editor.remove(state.find(contact, found[at]!.channel, found[at]!.day));
  };

  return {
    plan(contact) {
      if (state.contactCount[contact]! > 0) return 0;
      pairFrom = contact * channelCount;
      const group = groups.groupOf[contact]!;
      for (let channel = 0; channel < channelCount; channel += 1) openChoice(contact, channel);
      const wanted = coversOf(group);
      if (wanted.length === 0) {
        takeApart();
        const planned = put(contact);
        if (planned === found.length) return planned;
        takeBack(contact, planned);
      }
      beam.search({ contact, choices, gainOf, covers: wanted, earliest: compiled.earliest.subarray(pairFrom, pairFrom + channelCount) });
      found.length = 0;
      for (const [at, channel] of beam.channels.entries()) found.push({ channel, day: beam.days[at]! });
      found.sort((first, second) => first.day - second.day || first.channel - second.channel);
      return put(contact);
    },
  };
}

/** Contacts by what their actions are worth beyond prices, best first. */
export function rankContacts({ contactCount, channelCount }: CompiledProblem, candidates: CandidateList): Int32Array {
  const worth = new Float64Array(contactCount);
  for (const [at, pair] of candidates.pair.entries()) if (candidates.surplus[at]! > 0) worth[Math.floor(pair / channelCount)]! += candidates.surplus[at]!;
  return Int32Array.from({ length: contactCount }, (_, contact) => contact).sort((first, second) => worth[second]! - worth[first]! || first - second);
}
