/**
 * Day arithmetic. A day is a whole number: days since 1970-01-01 in the planner's calendar, no time zone and no
 * daylight saving. Dates cross every border of the product as ISO text (`2027-01-04`).
 */
export type DayNumber = number;

const MS_PER_DAY = 86_400_000;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Day number of an ISO date, or null where the text is not a real calendar day (2027-02-30 is not). */
export function parseDay(iso: string): DayNumber | null {
  const match = ISO_DATE.exec(iso);
  if (!match) return null;
  const day = dayFromParts(Number(match[1]), Number(match[2]), Number(match[3]));
  return day;
}

/** Day number of year, month 1–12 and day of month, or null where no such day exists. */
export function dayFromParts(year: number, month: number, dayOfMonth: number): DayNumber | null {
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > 31) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, dayOfMonth);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== dayOfMonth) return null;
  return Math.round(date.getTime() / MS_PER_DAY);
}

const TWO_DIGITS = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** ISO date of a day number. */
export function formatDay(day: DayNumber): string {
  const date = new Date(day * MS_PER_DAY);
  const year = date.getUTCFullYear();
  // Put together from parts: several times as fast as toISOString, and dates are written for every row of a plan.
  if (year >= 0 && year <= 9999) return `${TWO_DIGITS[Math.floor(year / 100)]}${TWO_DIGITS[year % 100]}-${TWO_DIGITS[date.getUTCMonth() + 1]}-${TWO_DIGITS[date.getUTCDate()]}`;
  return date.toISOString().slice(0, 10);
}

/** ISO weekday of a day number: 1 = Monday … 7 = Sunday. */
export function isoWeekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Day number that holds an instant given in milliseconds since the epoch (UTC). */
export function dayOfInstant(epochMs: number): DayNumber {
  return Math.floor(epochMs / MS_PER_DAY);
}
