import { isPreferred } from '../allocation/find-day.ts';
import type { PlanState } from '../allocation/plan-state.ts';

/** Days of a contact by channel. */
type ChannelDays = ReadonlyMap<number, readonly number[]>;

/** Where an action stands, by positions in the problem. */
interface Place {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
}

const livePlaces = (state: PlanState): Place[] =>
  Array.from(state.live.subarray(0, state.liveCount), (slot) => ({ contact: state.slotContact[slot]!, channel: state.slotChannel[slot]!, day: state.slotDay[slot]! })).sort((first, second) => first.contact - second.contact || first.channel - second.channel || first.day - second.day);

/** Days by contact and channel. */
function groupDays(places: Iterable<Place>): ReadonlyMap<number, ChannelDays> {
  const byContact = new Map<number, Map<number, number[]>>();
  for (const { contact, channel, day } of places) {
    let byChannel = byContact.get(contact);
    if (byChannel === undefined) byContact.set(contact, (byChannel = new Map()));
    const days = byChannel.get(channel);
    if (days === undefined) byChannel.set(channel, [day]);
    else days.push(day);
  }
  return byContact;
}

/** As many actions of a channel taken from days they did not have as there are earlier days to give back. */
interface Exchange {
  readonly channel: number;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

function listExchanges(state: PlanState, contact: number, now: ChannelDays, before: ChannelDays): Exchange[] {
  const { compiled } = state;
  return [...now].flatMap(([channel, days]): Exchange[] => {
    const had = before.get(channel) ?? [];
    const cell = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
    const moved = days.filter((day) => !had.includes(day) && state.slotIsPinned[state.find(contact, channel, day)] === 0);
    const isWorse = (day: number): boolean => moved.some((other) => isPreferred(compiled.preference, cell + other, cell + day));
    const free = had.filter((day) => !days.includes(day) && day >= compiled.earliest[contact * compiled.channelCount + channel]! && compiled.isOpen[cell + day] === 1 && !isWorse(day));
    const count = Math.min(moved.length, free.length);
    return count === 0 ? [] : [{ channel, from: moved.slice(0, count), to: free.slice(0, count) }];
  });
}

/** Makes all exchanges of a contact, or none where one of them breaks a rule. */
function exchange(state: PlanState, contact: number, exchanges: readonly Exchange[]): void {
  const [deficit, lacking] = [state.deficit, state.lackingCount(contact)];
  for (const { channel, from } of exchanges) for (const day of from) state.remove(state.find(contact, channel, day));
  const made: (readonly [channel: number, day: number])[] = [];
  const wanted = exchanges.flatMap(({ channel, to }) => to.map((day) => [channel, day] as const));
  for (const [channel, day] of wanted) {
    if (!state.fitsRows(contact, channel, day) || !state.fitsContact(contact, channel, day)) break;
    state.insert(contact, channel, day);
    made.push([channel, day]);
  }
  if (made.length === wanted.length && state.deficit <= deficit && state.lackingCount(contact) <= lacking) return;
  for (const [channel, day] of made) state.remove(state.find(contact, channel, day));
  for (const { channel, from } of exchanges) for (const day of from) state.insert(contact, channel, day);
}

/**
 * Puts actions back on the days an earlier plan had them on, contact by contact, where every rule allows it and no day is less preferred: who gets what,
 * and so the objective, stays. Pinned actions stay where they are. Answers the places, (contact · channels + channel) · days + day, of all actions that
 * now stand where they stood. Deterministic. O(actions · rules).
 */
export function keepDays(state: PlanState, former: readonly Place[]): ReadonlySet<number> {
  const { channelCount, days } = state.compiled;
  const before = groupDays(former);
  for (const [contact, now] of groupDays(livePlaces(state))) {
    const had = before.get(contact);
    const exchanges = had === undefined ? [] : listExchanges(state, contact, now, had);
    if (exchanges.length > 0) exchange(state, contact, exchanges);
  }
  const kept = new Set<number>();
  for (const { contact, channel, day } of former) if (state.find(contact, channel, day) >= 0) kept.add((contact * channelCount + channel) * days + day);
  return kept;
}
