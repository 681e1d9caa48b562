import { formatDay, isoWeekday, type DayNumber } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import type { DayInterval } from './day-recurrence.ts';

/** A day on which nobody works, and what it is called. */
export interface Holiday {
  readonly day: DayNumber;
  readonly name: string;
}

/** When a rep works: weekdays, without days off and holidays. */
export interface WorkingPattern {
  /** ISO weekdays, 1 = Monday … 7 = Sunday. */
  readonly weekdays: readonly number[];
  readonly daysOff: readonly DayInterval[];
  readonly holidays: readonly Holiday[];
}

/** Why a rep does not work on a day. */
export type OffReason = { readonly kind: 'weekday' } | { readonly kind: 'holiday'; readonly name: string } | { readonly kind: 'day_off' };

/** Answers about the days a rep works. */
export interface WorkingCalendar {
  isWorkingDay(day: DayNumber): boolean;
  /** Null on a working day; a holiday is named before a day off, a day off before a free weekday. */
  whyOff(day: DayNumber): OffReason | null;
  /** First working day after a day. O(days off skipped). */
  nextWorkingDay(day: DayNumber): DayNumber;
  /** Working days from one day to another, both included; 0 where the last lies before the first. O(stretches of days off). */
  countWorkingDays(first: DayNumber, last: DayNumber): number;
}

/** Reads a working pattern. `BAD_INPUT` where there is no weekday, one is not 1–7, or days off end before they start. */
export function createWorkingCalendar({ weekdays, daysOff, holidays }: WorkingPattern): Result<WorkingCalendar> {
  const wrong = weekdays.find((weekday) => !Number.isInteger(weekday) || weekday < 1 || weekday > 7);
  if (wrong !== undefined) return fail('BAD_INPUT', `Weekday ${wrong} is none of 1 (Monday) to 7 (Sunday).`, { path: 'weekdays' });
  if (weekdays.length === 0) return fail('BAD_INPUT', 'A working calendar needs at least one weekday.', { path: 'weekdays' });
  const reversed = daysOff.find(({ first, last }) => last < first);
  if (reversed !== undefined) return fail('BAD_INPUT', `Days off from ${formatDay(reversed.first)} end before they start, on ${formatDay(reversed.last)}.`, { path: 'daysOff' });

  const worked = new Set(weekdays);
  const holidayNames = new Map(holidays.map(({ day, name }) => [day, name]));
  const stretches = mergeIntervals([...daysOff, ...holidays.map(({ day }) => ({ first: day, last: day }))]);
  const findStretch = (day: DayNumber): DayInterval | undefined => stretches.find(({ first, last }) => first <= day && day <= last);

  const whyOff = (day: DayNumber): OffReason | null => {
    const holiday = holidayNames.get(day);
    if (holiday !== undefined) return { kind: 'holiday', name: holiday };
    if (findStretch(day) !== undefined) return { kind: 'day_off' };
    return worked.has(isoWeekday(day)) ? null : { kind: 'weekday' };
  };
  return succeed({
    whyOff,
    isWorkingDay: (day) => whyOff(day) === null,
    nextWorkingDay(day) {
      let next = day + 1;
      for (let reason = whyOff(next); reason !== null; reason = whyOff(next)) next = (findStretch(next)?.last ?? next) + 1;
      return next;
    },
    countWorkingDays(first, last) {
      const free = stretches.reduce((sum, stretch) => sum + countWeekdays(worked, Math.max(first, stretch.first), Math.min(last, stretch.last)), 0);
      return countWeekdays(worked, first, last) - free;
    },
  });
}

/** Days of some weekdays from one day to another, both included. */
function countWeekdays(weekdays: ReadonlySet<number>, first: DayNumber, last: DayNumber): number {
  if (last < first) return 0;
  const weeks = Math.floor((last - first + 1) / 7);
  let count = weeks * weekdays.size;
  for (let day = first + weeks * 7; day <= last; day++) if (weekdays.has(isoWeekday(day))) count += 1;
  return count;
}

/** The same days in stretches that neither overlap nor touch, rising. */
function mergeIntervals(intervals: readonly DayInterval[]): DayInterval[] {
  const merged: DayInterval[] = [];
  for (const interval of intervals.toSorted((a, b) => a.first - b.first)) {
    const before = merged.at(-1);
    if (before !== undefined && interval.first <= before.last + 1) merged[merged.length - 1] = { first: before.first, last: Math.max(before.last, interval.last) };
    else merged.push(interval);
  }
  return merged;
}
