import { formatDay, type DayNumber } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import type { FrequencyLimit, Reservation } from '../model/campaign.ts';
import { excludeEachOther, type Claim } from './collide.ts';
import { dayOf, limitCounts, limitFits } from './touch-limits.ts';

/** Days from the first to the last, both included. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** How far touches have to be apart. */
export interface TouchSpacing {
  /** Days between two touches on the contact and channel; 0 or absent = no cooldown. */
  readonly cooldownDays?: number;
  readonly limits?: readonly FrequencyLimit[];
}

/** Longest range that is looked through: about thirty years. */
const MOST_DAYS = 11_000;

/** Days of a range that can be closed in stretches; closing costs O(1), reading O(days). */
class OpenDays {
  private readonly closes: Int32Array;
  private readonly first: DayNumber;
  private readonly days: number;

  constructor(first: DayNumber, days: number) {
    this.first = first;
    this.days = days;
    this.closes = new Int32Array(days + 1);
  }

  /** Closes the part of a stretch that lies in the range. */
  close(from: DayNumber, to: DayNumber): void {
    const begin = Math.max(0, from - this.first);
    const end = Math.min(this.days - 1, to - this.first);
    if (begin > end) return;
    this.closes[begin]! += 1;
    this.closes[end + 1]! -= 1;
  }

  /** What is left, as ranges that do not touch each other. */
  ranges(): DayRange[] {
    const ranges: DayRange[] = [];
    let closed = 0;
    let begin = -1;
    for (let at = 0; at <= this.days; at += 1) {
      closed += this.closes[at]!;
      const isOpen = at < this.days && closed === 0;
      if (isOpen && begin < 0) begin = at;
      if (!isOpen && begin >= 0) {
        ranges.push({ from: formatDay(this.first + begin), to: formatDay(this.first + at - 1) });
        begin = -1;
      }
    }
    return ranges;
  }
}

/** Closes every window of a limit that is already full, on the days it counts. O(days touched + window). */
function closeFullWindows(open: OpenDays, touches: readonly DayNumber[], { max, windowDays, from, to }: FrequencyLimit): void {
  const sorted = [...touches].sort((first, second) => first - second);
  for (let first = 0; first + max <= sorted.length; first += 1) {
    const last = sorted[first + max - 1]!;
    const slack = windowDays - 1 - (last - sorted[first]!);
    if (slack >= 0) open.close(Math.max(sorted[first]! - slack, from === undefined ? -Infinity : dayOf(from)), Math.min(last + slack, to === undefined ? Infinity : dayOf(to)));
  }
}

/**
 * Days on which a claim could be made in a range. A day is closed where a reservation of another campaign holds it against
 * the claim. With a spacing it also has to suit a touch: closed where a touch on the contact and channel is nearer than the
 * cooldown, and where one more touch would pass a limit; touches of the own campaign count. A claim on the whole contact is
 * no touch and needs no spacing.
 * O(days + n log n).
 * @param standing reservations that count, see `standingReservations`
 * @returns ranges in order; `BAD_INPUT` where the range is backwards or longer than 11,000 days
 */
export function findFreeSlots(claim: Claim, range: DayRange, standing: readonly Reservation[], spacing: TouchSpacing = {}): Result<DayRange[]> {
  const first = dayOf(range.from);
  const days = dayOf(range.to) - first + 1;
  if (days < 1 || days > MOST_DAYS) return fail('BAD_INPUT', `${range.from} to ${range.to} is ${days} days. Expected 1 to ${MOST_DAYS}.`, { path: 'to' });
  const open = new OpenDays(first, days);
  const ofContact = standing.filter((reservation) => reservation.contact === claim.contact);
  for (const reservation of ofContact) {
    if (reservation.status === 'active' && excludeEachOther(claim, reservation)) open.close(dayOf(reservation.from), dayOf(reservation.to));
  }
  const { channel } = claim;
  if (channel === null) return succeed(open.ranges());
  const { cooldownDays = 0, limits = [] } = spacing;
  for (const { plannedDate, channel: touched } of ofContact) {
    if (plannedDate !== undefined && touched === channel) open.close(dayOf(plannedDate) - cooldownDays + 1, dayOf(plannedDate) + cooldownDays - 1);
  }
  for (const limit of limits) {
    if (!limitFits(limit, claim.contact, channel)) continue;
    closeFullWindows(open, ofContact.filter((reservation) => limitCounts(limit, reservation)).map((reservation) => dayOf(reservation.plannedDate ?? reservation.from)), limit);
  }
  return succeed(open.ranges());
}
