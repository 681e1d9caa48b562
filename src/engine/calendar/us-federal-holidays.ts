import { isoWeekday, type DayNumber } from '../base/day.ts';
import { readCivilDay, startOfMonth } from './civil-day.ts';

/** A public holiday: the day it falls on and the day offices close for it. */
export interface PublicHoliday {
  readonly name: string;
  readonly actual: DayNumber;
  readonly observed: DayNumber;
}

const SATURDAY = 6;
const SUNDAY = 7;
const DAYS_PER_WEEK = 7;

const onDate = (month: number, dayOfMonth: number) => (year: number): DayNumber => startOfMonth(year, month) + dayOfMonth - 1;

/** The n-th Monday, Thursday, … of a month. */
const onWeekday = (month: number, weekday: number, ordinal: number) => (year: number): DayNumber => {
  const start = startOfMonth(year, month);
  return start + ((weekday - isoWeekday(start) + DAYS_PER_WEEK) % DAYS_PER_WEEK) + (ordinal - 1) * DAYS_PER_WEEK;
};

/** The last Monday of May. */
const memorialDay = (year: number): DayNumber => {
  const last = startOfMonth(year, 6) - 1;
  return last - ((isoWeekday(last) + DAYS_PER_WEEK - 1) % DAYS_PER_WEEK);
};

/** Legal public holidays of the United States, 5 U.S.C. 6103(a), as they stand since 2021. */
const holidays: readonly { readonly name: string; readonly dayIn: (year: number) => DayNumber }[] = [
  { name: "New Year's Day", dayIn: onDate(1, 1) },
  { name: 'Birthday of Martin Luther King, Jr.', dayIn: onWeekday(1, 1, 3) },
  { name: "Washington's Birthday", dayIn: onWeekday(2, 1, 3) },
  { name: 'Memorial Day', dayIn: memorialDay },
  { name: 'Juneteenth National Independence Day', dayIn: onDate(6, 19) },
  { name: 'Independence Day', dayIn: onDate(7, 4) },
  { name: 'Labor Day', dayIn: onWeekday(9, 1, 1) },
  { name: 'Columbus Day', dayIn: onWeekday(10, 1, 2) },
  { name: 'Veterans Day', dayIn: onDate(11, 11) },
  { name: 'Thanksgiving Day', dayIn: onWeekday(11, 4, 4) },
  { name: 'Christmas Day', dayIn: onDate(12, 25) },
];

/**
 * Federal holidays that fall in a year, from 2021 on, rising. One on a Saturday is observed on the Friday before, one on
 * a Sunday on the Monday after (5 U.S.C. 6103(b), Executive Order 11582); so a New Year's Day may be observed on
 * 31 December of the year before.
 */
export const listUsFederalHolidays = (year: number): PublicHoliday[] =>
  holidays.map(({ name, dayIn }) => {
    const actual = dayIn(year);
    return { name, actual, observed: observe(actual) };
  });

/** Holidays as days off from one day to another, both included: those observed in the range. */
export function listObservedHolidays(first: DayNumber, last: DayNumber): { day: DayNumber; name: string }[] {
  const found: { day: DayNumber; name: string }[] = [];
  for (let { year } = readCivilDay(first); year <= readCivilDay(last).year + 1; year++) {
    for (const { name, observed } of listUsFederalHolidays(year)) if (observed >= first && observed <= last) found.push({ day: observed, name });
  }
  return found;
}

function observe(day: DayNumber): DayNumber {
  const weekday = isoWeekday(day);
  if (weekday === SATURDAY) return day - 1;
  return weekday === SUNDAY ? day + 1 : day;
}
