import type { PlanState } from './plan-state.ts';

/** What a plan is changed through: the plan itself, or a board that can take changes back. */
export interface PlanEditor {
  insert(contact: number, channel: number, day: number): unknown;
  remove(slot: number): void;
}

/** An action added beside another. */
export interface AddedAction {
  readonly channel: number;
  readonly day: number;
}

/** A contact's partners may need partners themselves; after so many rounds nothing more is added. */
export const MOST_ROUNDS = 4;
/** Days an action is tried on together with its partners. */
const DAYS_TRIED = 12;

/** Cheapest day of those from one to another on which an action fits, −1 where there is none. */
function findDayBetween(state: PlanState, cellPrices: Float64Array, contact: number, channel: number, first: number, last: number): number {
  const { groups, channelCount, days } = state.compiled;
  const from = (groups.groupOf[contact]! * channelCount + channel) * days;
  let best = -1;
  for (let day = first; day <= last; day += 1) {
    if (best >= 0 && cellPrices[from + day]! >= cellPrices[from + best]!) continue;
    if (state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day)) best = day;
  }
  return best;
}

/** An action that is lacked, by the days on which it would be a partner. */
export interface LackedAction {
  readonly channel: number;
  readonly first: number;
  readonly last: number;
}

/** What the contact's actions lack first; null where they lack nothing. */
export function findLacked(state: PlanState, contact: number): LackedAction | null {
  const lacking = state.findLacking(contact);
  if (lacking === null) return null;
  const { partner, firstOffset, lastOffset } = state.compiled.needs.parts[lacking.need]!;
  const day = state.slotDay[lacking.slot]!;
  return { channel: partner, first: Math.max(0, day + firstOffset), last: Math.min(state.compiled.days - 1, day + lastOffset) };
}

/** Adds what one action of the contact lacks; null where nothing lacks or no day fits. */
function addPartner(state: PlanState, editor: PlanEditor, cellPrices: Float64Array, contact: number): AddedAction | null {
  const lacked = findLacked(state, contact);
  if (lacked === null || !state.hasRoom(contact, lacked.channel)) return null;
  const day = findDayBetween(state, cellPrices, contact, lacked.channel, lacked.first, lacked.last);
  if (day < 0) return null;
  editor.insert(contact, lacked.channel, day);
  return { channel: lacked.channel, day };
}

/** Adds the partners a contact's actions lack, as far as days fit, and answers them. O(actions of the contact · days). */
export function addPartners(state: PlanState, editor: PlanEditor, cellPrices: Float64Array, contact: number): AddedAction[] {
  const added: AddedAction[] = [];
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const partner = addPartner(state, editor, cellPrices, contact);
    if (partner === null) break;
    added.push(partner);
  }
  return added;
}

/** Takes out what lacks a partner until nothing does but pinned actions. */
export function dropLacking(state: PlanState, editor: PlanEditor, contact: number): void {
  for (let lacking = state.findLacking(contact); lacking !== null && state.slotIsPinned[lacking.slot] === 0; lacking = state.findLacking(contact)) editor.remove(lacking.slot);
}

/** Gives a contact's actions the partners they lack, and takes out those for which that does not work. */
export function mendContact(state: PlanState, editor: PlanEditor, cellPrices: Float64Array, contact: number): void {
  addPartners(state, editor, cellPrices, contact);
  dropLacking(state, editor, contact);
}

/** Takes actions of a contact out again. */
export function takeBack(state: PlanState, editor: PlanEditor, contact: number, added: readonly AddedAction[]): void {
  for (const { channel, day } of added) editor.remove(state.find(contact, channel, day));
}

/** Open days of a pair, cheapest first, at most so many of them. */
export function listCheapestDays(state: PlanState, cellPrices: Float64Array, contact: number, channel: number, most: number): number[] {
  const { compiled } = state;
  const from = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
  const days: number[] = [];
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < compiled.days; day += 1) if (compiled.isOpen[from + day] === 1) days.push(day);
  return days.sort((first, second) => cellPrices[from + first]! - cellPrices[from + second]! || first - second).slice(0, most);
}

/**
 * Plans an action that needs partners together with those it lacks, on the cheapest day on which that works; null where
 * none does, and for channels that need nothing. O(days · actions of the contact).
 */
export function planWithPartners(state: PlanState, editor: PlanEditor, cellPrices: Float64Array, contact: number, channel: number): AddedAction[] | null {
  const { needs, groups, channelCount } = state.compiled;
  const cell = groups.groupOf[contact]! * channelCount + channel;
  if (needs.start[cell] === needs.start[cell + 1]) return null;
  const lacked = state.lackingCount(contact);
  for (const day of listCheapestDays(state, cellPrices, contact, channel, DAYS_TRIED)) {
    if (!state.fitsRows(contact, channel, day) || !state.fitsContact(contact, channel, day)) continue;
    editor.insert(contact, channel, day);
    const added = [{ channel, day }, ...addPartners(state, editor, cellPrices, contact)];
    if (state.lackingCount(contact) <= lacked) return added;
    takeBack(state, editor, contact, added);
  }
  return null;
}
