import type { PastTouches } from '../constraints/past-touches.ts';
import type { WindowPart } from '../constraints/rule-part.ts';
import { LIMIT_TOLERANCE, type WindowTable } from './compiled-problem.ts';

/** One window of a contact, by the day it ends on. */
export interface WindowPlace {
  readonly window: number;
  readonly contact: number;
  readonly end: number;
  /** Days of the horizon. */
  readonly days: number;
}

/** Days, both included, for callers that ask for a part of the past. */
export interface PastSpan {
  readonly from: number;
  readonly to: number;
}

/** Weight of a contact's own earlier touches from one day to another. */
function weighContact(past: PastTouches, { weights, pastFrom, scope }: WindowPart, contact: number, from: number, to: number): number {
  const first = Math.max(from, pastFrom);
  let sum = 0;
  for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) {
    if (past.day[at]! >= first && past.day[at]! <= to && scope.coversRepOn(contact, past.day[at]!)) sum += weights[past.channel[at]!] ?? 0;
  }
  return sum;
}

/** Weight of the earlier touches in the window that ends on a day, those of all contacts that share it. O(touches). */
export function weighPast(windows: WindowTable, past: PastTouches, { window, contact, end, days }: WindowPlace, span: PastSpan = { from: -Infinity, to: Infinity }): number {
  if (past.day.length === 0) return 0;
  const from = Math.max(span.from, windows.firstDay[window * days + end]!);
  const to = Math.min(span.to, end);
  const mates = windows.matesOf[window]?.get(contact);
  if (mates === undefined) return weighContact(past, windows.parts[window]!, contact, from, to);
  let sum = 0;
  for (const mate of mates) sum += weighContact(past, windows.parts[window]!, mate, from, to);
  return sum;
}

/** True where earlier touches leave no room for an action by the channel in the window that ends on its day. */
export function isFilledByPast(windows: WindowTable, past: PastTouches, place: WindowPlace & { readonly channel: number }): boolean {
  const { max, weights } = windows.parts[place.window]!;
  return weighPast(windows, past, place) + weights[place.channel]! > max + LIMIT_TOLERANCE;
}
