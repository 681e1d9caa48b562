import { placeOf, type Pin } from '../allocation/compiled-problem.ts';
import { isPreferred } from '../allocation/find-day.ts';
import { listPlaces } from '../allocation/plan-actions.ts';
import type { PlanState } from '../allocation/plan-state.ts';

/** Days of a contact by channel. */
type ChannelDays = ReadonlyMap<number, readonly number[]>;

const byContact = (first: Pin, second: Pin): number => first.contact - second.contact || first.channel - second.channel || first.day - second.day;

/** Days by contact and channel. */
function groupDays(places: Iterable<Pin>): ReadonlyMap<number, ChannelDays> {
  const grouped = new Map<number, Map<number, number[]>>();
  for (const { contact, channel, day } of places) {
    let byChannel = grouped.get(contact);
    if (byChannel === undefined) grouped.set(contact, (byChannel = new Map()));
    const days = byChannel.get(channel);
    if (days === undefined) byChannel.set(channel, [day]);
    else days.push(day);
  }
  return grouped;
}

/** Actions of a channel that stand on days they did not have, and earlier days to give back to as many of them. */
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
    const from = days.filter((day) => !had.includes(day) && state.slotIsPinned[state.find(contact, channel, day)] === 0);
    const isWorse = (day: number): boolean => from.some((other) => isPreferred(compiled.preference, cell + other, cell + day));
    const free = had.filter((day) => !days.includes(day) && day >= compiled.earliest[contact * compiled.channelCount + channel]! && compiled.isOpen[cell + day] === 1 && !isWorse(day));
    return from.length === 0 || free.length === 0 ? [] : [{ channel, from, to: free.slice(0, from.length) }];
  });
}

const fits = (state: PlanState, contact: number, channel: number, day: number): boolean => state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day);

/** A day for an action beside those given back: its own, or the first that keeps every rule; −1 where there is none. */
function findOtherDay(state: PlanState, contact: number, { channel, from }: Exchange): number {
  const { compiled } = state;
  const cell = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
  const most = Math.max(...from.map((day) => compiled.preference?.[cell + day] ?? 0));
  const isFit = (day: number): boolean => state.find(contact, channel, day) < 0 && fits(state, contact, channel, day);
  const own = from.find(isFit);
  if (own !== undefined) return own;
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < compiled.days; day += 1) if (compiled.isOpen[cell + day] === 1 && (compiled.preference?.[cell + day] ?? 0) >= most && isFit(day)) return day;
  return -1;
}

/** Makes an exchange and writes down what it inserts; false where some action finds no day. */
function exchangeChannel(state: PlanState, contact: number, exchange: Exchange, inserted: (readonly [channel: number, day: number])[]): boolean {
  const { channel, from, to } = exchange;
  for (let at = 0; at < from.length; at += 1) {
    const day = at < to.length ? to[at]! : findOtherDay(state, contact, exchange);
    if (day < 0 || !fits(state, contact, channel, day)) return false;
    state.insert(contact, channel, day);
    inserted.push([channel, day]);
  }
  return true;
}

/** Makes all exchanges of a contact, or none where one of them breaks a rule. */
function exchangeAll(state: PlanState, contact: number, exchanges: readonly Exchange[]): void {
  const [deficit, lacking] = [state.deficit, state.lackingCount(contact)];
  for (const { channel, from } of exchanges) for (const day of from) state.remove(state.find(contact, channel, day));
  const inserted: (readonly [channel: number, day: number])[] = [];
  const isMade = exchanges.every((exchange) => exchangeChannel(state, contact, exchange, inserted));
  if (isMade && state.deficit <= deficit && state.lackingCount(contact) <= lacking) return;
  for (const [channel, day] of inserted) state.remove(state.find(contact, channel, day));
  for (const { channel, from } of exchanges) for (const day of from) state.insert(contact, channel, day);
}

/**
 * Puts actions back on the days an earlier plan had them on, contact by contact, where every rule allows it and no day is less preferred: who gets what,
 * and so the objective, stays. Pinned actions stay where they are. Answers the places (`placeOf`) of all actions that
 * now stand where they stood. Deterministic. O(actions · rules).
 */
export function keepDays(state: PlanState, former: readonly Pin[]): ReadonlySet<number> {
  const before = groupDays(former);
  for (const [contact, now] of groupDays(listPlaces(state).sort(byContact))) {
    const had = before.get(contact);
    const exchanges = had === undefined ? [] : listExchanges(state, contact, now, had);
    if (exchanges.length > 0) exchangeAll(state, contact, exchanges);
  }
  const kept = new Set<number>();
  for (const action of former) if (state.find(action.contact, action.channel, action.day) >= 0) kept.add(placeOf(state.compiled, action));
  return kept;
}
