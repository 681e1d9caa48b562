import type { DayNumber } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { createRecurringSeries } from './recurring-series.ts';
import { dayOfWall, SECONDS_PER_DAY } from './wall-time.ts';

/** Days from `first` to `last`, both included. */
export interface DayInterval {
  readonly first: DayNumber;
  readonly last: DayNumber;
}

/** Whole days that may recur: from the first day to the last of the first time, and how it repeats. */
export interface RecurringDays extends DayInterval {
  /** RRULE text of RFC 5545; null = once. */
  readonly rule: string | null;
  /** First days of the times that are left out (EXDATE). They count towards COUNT. */
  readonly exceptions?: readonly DayNumber[];
}

/** The times at which whole days recur. */
export interface DayRecurrence {
  /** Every time that touches the days from `first` to `last` (included), whole, in order of its first day. */
  between(first: DayNumber, last: DayNumber): Result<DayInterval[]>;
}

/**
 * Reads recurring whole days. No time zone and no clock play a part: an UNTIL with a time is compared with midnight.
 * `BAD_INPUT` where the last day lies before the first, where a part of the rule is wrong (`path` names it), or where
 * the rule never comes.
 */
export function createDayRecurrence({ first, last, rule, exceptions = [] }: RecurringDays): Result<DayRecurrence> {
  const length = last - first;
  if (length < 0) return fail('BAD_INPUT', 'The last day lies before the first.', { path: 'to' });
  const series = createRecurringSeries({ rule, start: first * SECONDS_PER_DAY, isWholeDay: true, isAfter: (wall, end) => wall > end.wall });
  if (!series.ok) return series;
  const leftOut = new Set(exceptions);
  return succeed({
    between(from, to) {
      const found = series.value.list((from - length) * SECONDS_PER_DAY, to * SECONDS_PER_DAY);
      if (!found.ok) return found;
      return succeed(found.value.map(dayOfWall).filter((day) => !leftOut.has(day)).map((day) => ({ first: day, last: day + length })));
    },
  });
}

/** Marks the days of intervals in a horizon: 1 at `d` where some interval holds day `startDay + d`. */
export function markDays(intervals: readonly DayInterval[], startDay: DayNumber, days: number): Uint8Array {
  const marks = new Uint8Array(days);
  for (const { first, last } of intervals) marks.fill(1, Math.max(0, first - startDay), Math.max(0, Math.min(days, last - startDay + 1)));
  return marks;
}
