import { formatDay } from '../base/day.ts';
import { succeed, type Result } from '../base/fault.ts';
import type { ReservationKind } from '../model/campaign.ts';
import { excludeEachOther, standingReservations } from './collide.ts';
import type { CampaignBoard } from './detect-conflicts.ts';
import type { DayRange } from './free-slots.ts';
import { compareIds } from './rank.ts';
import { dayOf } from './touch-limits.ts';

/** Days on which other campaigns hold a contact against a campaign. */
export interface HeldDays {
  readonly contact: string;
  /** Channel held, null = every channel; a contact can have entries of both sorts. */
  readonly channel: string | null;
  /** In order, none touching the next. */
  readonly days: readonly DayRange[];
}

/** Joins ranges that share a day or touch. O(n log n). */
function joinRanges(ranges: readonly DayRange[]): DayRange[] {
  const joined: { from: string; to: string }[] = [];
  for (const { from, to } of ranges.toSorted((first, second) => compareIds(first.from, second.from))) {
    const last = joined.at(-1);
    if (last === undefined || from > formatDay(dayOf(last.to) + 1)) joined.push({ from, to });
    else if (to > last.to) last.to = to;
  }
  return joined;
}

/**
 * For each contact and channel the days that others hold against a campaign, by contact and channel, all channels first.
 * Only active reservations of active campaigns hold days. Own reservations do not free a day another campaign holds too: that
 * is a conflict to be resolved first. `UNKNOWN_REFERENCE` where a reservation names a campaign that is not given. O(n log n).
 * @param campaign id the days are held against; it need not be on the board
 * @param kind what the campaign wants to do there: a soft claim lives with soft holds, the other kinds do not
 */
export function findHeldDays(campaign: string, board: Pick<CampaignBoard, 'campaigns' | 'reservations'>, kind: ReservationKind = 'priority'): Result<HeldDays[]> {
  const standing = standingReservations(board.campaigns, board.reservations);
  if (!standing.ok) return standing;
  const places = new Map<string, { contact: string; channel: string | null; days: DayRange[] }>();
  for (const held of standing.value) {
    const { contact, channel } = held;
    if (held.status !== 'active' || !excludeEachOther({ campaign, contact, channel, kind }, held)) continue;
    const key = JSON.stringify([contact, channel]);
    const place = places.get(key) ?? { contact, channel, days: [] };
    places.set(key, place);
    place.days.push({ from: held.from, to: held.to });
  }
  return succeed(
    [...places.values()]
      .sort((first, second) => compareIds(first.contact, second.contact) || compareIds(first.channel ?? '', second.channel ?? ''))
      .map((place) => ({ ...place, days: joinRanges(place.days) })),
  );
}
