import { isoWeekday, type DayNumber } from '../base/day.ts';

/** A day by its parts: year, month 1–12, day of month. */
export interface CivilDay {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
}

const MS_PER_DAY = 86_400_000;

/** Parts of a day. */
export function readCivilDay(day: DayNumber): CivilDay {
  const date = new Date(day * MS_PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, dayOfMonth: date.getUTCDate() };
}

/** First day of a month; month 13 is January of the next year. */
export function startOfMonth(year: number, month: number): DayNumber {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, 1);
  return date.getTime() / MS_PER_DAY;
}

/** First day of the week that holds a day, for weeks that start on an ISO weekday. */
export const startOfWeek = (day: DayNumber, weekStart: number): DayNumber => day - ((isoWeekday(day) - weekStart + 7) % 7);

/** First day of week 1 of a year: the first week with at least four days in the year (RFC 5545, 3.3.10). */
export const startOfWeekYear = (year: number, weekStart: number): DayNumber => startOfWeek(startOfMonth(year, 1) + 3, weekStart);

/** The year whose numbered weeks hold a day. */
export function weekYearOf(day: DayNumber, weekStart: number): number {
  const { year } = readCivilDay(day);
  if (day < startOfWeekYear(year, weekStart)) return year - 1;
  return day < startOfWeekYear(year + 1, weekStart) ? year : year + 1;
}
