import { formatDay } from '../base/day.ts';
import type { Campaign, FrequencyLimit, Reservation } from '../model/campaign.ts';
import { findFreeSlots, type DayRange } from './free-slots.ts';
import { dayOf } from './touch-limits.ts';

/** What a move has to respect. */
export interface RoomSearch {
  /** Campaign of the reservation that moves. */
  readonly campaign: Campaign;
  /** First day the moved reservation may begin. */
  readonly earliest: string;
  /** Reservations that stay where they are. */
  readonly others: readonly Reservation[];
  readonly limits: readonly FrequencyLimit[];
}

const laterOf = (first: string, second: string): string => (first < second ? second : first);

/** Last day worth looking at: the campaign's, or for an open campaign a day after which nothing is in the way any more. */
function lastUsefulDay(earliest: string, length: number, search: RoomSearch): string {
  if (search.campaign.to !== undefined) return search.campaign.to;
  const lastHeld = search.others.reduce((last, other) => laterOf(last, other.to), earliest);
  const longestWindow = search.limits.reduce((longest, limit) => Math.max(longest, limit.windowDays), 1);
  return formatDay(dayOf(lastHeld) + longestWindow + length);
}

/**
 * The reservation on the first days from `earliest` on, inside its campaign's dates, where it collides with nothing and its
 * planned date, moved by as much, keeps every limit; null where there is no room. `expiresAt` moves along. O(days + n log n).
 */
export function findRoom(reservation: Reservation, search: RoomSearch): Reservation | null {
  const length = dayOf(reservation.to) - dayOf(reservation.from);
  const earliest = laterOf(search.earliest, search.campaign.from ?? search.earliest);
  const range = { from: earliest, to: lastUsefulDay(earliest, length, search) };
  if (range.to < range.from) return null;
  const others = search.others.filter((other) => other.id !== reservation.id);
  const held = findFreeSlots(reservation, range, others);
  const offset = reservation.plannedDate === undefined ? 0 : dayOf(reservation.plannedDate) - dayOf(reservation.from);
  const touch = reservation.plannedDate === undefined ? held : findFreeSlots(reservation, range, others, { limits: search.limits });
  if (!held.ok || !touch.ok) return null;
  const start = firstCommonStart(held.value, length, touch.value, offset);
  return start === null ? null : moveTo(reservation, start);
}

/** First day s with s … s + length in one range of `held` and s + offset in one of `touch`. O(ranges²), few in practice. */
function firstCommonStart(held: readonly DayRange[], length: number, touch: readonly DayRange[], offset: number): number | null {
  for (const hold of held) {
    for (const day of touch) {
      const start = Math.max(dayOf(hold.from), dayOf(day.from) - offset);
      if (start <= Math.min(dayOf(hold.to) - length, dayOf(day.to) - offset)) return start;
    }
  }
  return null;
}

function moveTo(reservation: Reservation, start: number): Reservation {
  const shift = start - dayOf(reservation.from);
  const later = (date: string): string => formatDay(dayOf(date) + shift);
  return {
    ...reservation,
    from: later(reservation.from),
    to: later(reservation.to),
    ...(reservation.plannedDate === undefined ? {} : { plannedDate: later(reservation.plannedDate) }),
    ...(reservation.expiresAt === undefined ? {} : { expiresAt: later(reservation.expiresAt) }),
  };
}
