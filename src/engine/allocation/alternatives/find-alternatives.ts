import { formatDay } from '../../base/day.ts';
import type { PlanAlternative } from '../../model/plan.ts';
import { priceCells } from '../cell-prices.ts';
import { tierGain, type CompiledProblem } from '../compiled-problem.ts';
import { orderByGroup } from '../contact-order.ts';
import type { PlanActions } from '../plan-actions.ts';
import type { PlanState } from '../plan-state.ts';
import type { PriceVector } from '../price-vector.ts';
import { nameObstacle } from './name-obstacle.ts';

/** Most alternatives of an action. */
export const MOST_ALTERNATIVES = 3;
/** Days of a channel, and contacts of a slot, that are tried for one that fits. The contacts are the same for all slots of a group and channel. */
const DAYS_TRIED = 2;
const CONTACTS_TRIED = 24;

/** Another place for an action, by positions. */
interface Candidate {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
  readonly net: number;
  readonly keptOutBy: string | null;
}

/** Open days of every cell, cheapest first, each cell's when first asked for. */
function createDayOrder({ isOpen, days }: CompiledProblem, cellPrices: Float64Array): (cell: number) => readonly number[] {
  const known: (readonly number[] | undefined)[] = [];
  const list = (cell: number): readonly number[] => {
    const open: number[] = [];
    for (let day = 0; day < days; day += 1) if (isOpen[cell * days + day] === 1) open.push(day);
    return open.sort((one, other) => cellPrices[cell * days + one]! - cellPrices[cell * days + other]! || one - other);
  };
  return (cell) => (known[cell] ??= list(cell));
}

/** The contacts of every group that gain most from one more action by a channel, best first; found when first asked for. */
function createContactOrder(state: PlanState): (group: number, channel: number) => readonly number[] {
  const { compiled } = state;
  const order = orderByGroup(compiled.groups);
  const known: (readonly number[] | undefined)[] = [];
  const list = (group: number, channel: number): readonly number[] => {
    const contacts: number[] = [];
    const gains: number[] = [];
    for (let place = order.start[group]!; place < order.start[group + 1]!; place += 1) {
      const contact = order.contact[place]!;
      if (!state.hasRoom(contact, channel)) continue;
      const gain = state.gainOf(contact, channel);
      if (contacts.length === CONTACTS_TRIED && gain <= gains[CONTACTS_TRIED - 1]!) continue;
      let at = Math.min(contacts.length, CONTACTS_TRIED - 1);
      for (; at > 0 && gains[at - 1]! < gain; at -= 1) {
        contacts[at] = contacts[at - 1]!;
        gains[at] = gains[at - 1]!;
      }
      contacts[at] = contact;
      gains[at] = gain;
    }
    return contacts;
  };
  return (group, channel) => (known[group * compiled.channelCount + channel] ??= list(group, channel));
}

/**
 * Up to three alternatives per action of a finished plan: another channel or another day for the contact, and another
 * contact for the slot. Each is tried with the action taken out; those that fit come first, then those that a rule keeps out
 * even then, with the rule; each by what is left after prices. Fixed actions have none. O(actions · channels · rules of a cell).
 */
export function findAlternatives(state: PlanState, actions: PlanActions, prices: PriceVector | null): PlanAlternative[][] {
  const { compiled } = state;
  const { channelCount, days, groups, frame, problem } = compiled;
  const cellPrices = priceCells(compiled, prices?.rows ?? new Float64Array(compiled.limits.rowCount));
  const daysOf = createDayOrder(compiled, cellPrices);
  const contactsOf = createContactOrder(state);
  const dates = Array.from({ length: days }, (_, day) => formatDay(frame.startDay + day));
  const gainOf = (contact: number, channel: number): number => {
    const pair = contact * channelCount + channel;
    return tierGain(compiled, pair, channel, Math.min(state.pairCount[pair]!, compiled.tierCount - 1)) + (state.contactCount[contact] === 0 ? compiled.reachWorth : 0);
  };

  /** The channel on the cheapest of a few days on which it fits, else on the cheapest day with what keeps it out. */
  const tryChannel = (contact: number, channel: number, but: number): Candidate | null => {
    const cell = groups.groupOf[contact]! * channelCount + channel;
    const gain = gainOf(contact, channel);
    const [first] = daysOf(cell);
    if (first === undefined) return null;
    if (!state.hasRoom(contact, channel)) return { contact, channel, day: first, net: gain - cellPrices[cell * days + first]!, keptOutBy: 'max-per-contact' };
    let refused: Candidate | null = null;
    let tried = 0;
    for (const day of daysOf(cell)) {
      if (day === but) continue;
      if (tried++ === DAYS_TRIED) break;
      const candidate = { contact, channel, day, net: gain - cellPrices[cell * days + day]! };
      const keptOutBy = nameObstacle(state, contact, channel, day);
      if (keptOutBy === null) return { ...candidate, keptOutBy };
      refused ??= { ...candidate, keptOutBy };
    }
    return refused;
  };

  /** The contact of the same group that gains most from the slot. */
  const tryContacts = (contact: number, channel: number, day: number): Candidate | null => {
    const group = groups.groupOf[contact]!;
    const price = cellPrices[(group * channelCount + channel) * days + day]!;
    for (const other of contactsOf(group, channel)) {
      if (other === contact) continue;
      if (state.fitsContact(other, channel, day) && nameObstacle(state, other, channel, day) === null) return { contact: other, channel, day, net: gainOf(other, channel) - price, keptOutBy: null };
    }
    return null;
  };

  return Array.from(actions.contact, (contact, at): PlanAlternative[] => {
    const channel = actions.channel[at]!;
    const day = actions.day[at]!;
    const slot = state.find(contact, channel, day);
    if (slot < 0 || state.slotIsPinned[slot] === 1) return [];
    state.remove(slot);
    const found: Candidate[] = [];
    for (let other = 0; other < channelCount; other += 1) {
      const candidate = tryChannel(contact, other, other === channel ? day : -1);
      if (candidate !== null) found.push(candidate);
    }
    const taker = tryContacts(contact, channel, day);
    if (taker !== null) found.push(taker);
    state.insert(contact, channel, day);
    return found
      .sort((one, two) => Number(two.keptOutBy === null) - Number(one.keptOutBy === null) || two.net - one.net || one.day - two.day)
      .slice(0, MOST_ALTERNATIVES)
      .map((one) => ({
        ...(one.contact === contact ? {} : { contact: problem.contacts.ids[one.contact]! }),
        ...(one.channel === channel ? {} : { channel: problem.channels[one.channel]!.id }),
        ...(one.day === day ? {} : { date: dates[one.day]! }),
        net: Number(one.net.toPrecision(6)),
        ...(one.keptOutBy === null ? {} : { keptOutBy: one.keptOutBy }),
      }));
  });
}
