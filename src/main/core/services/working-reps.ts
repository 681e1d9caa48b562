import { parseDay } from '../../../engine/base/day.ts';
import { createWorkingCalendar, type WorkingCalendar } from '../../../engine/calendar/working-calendar.ts';
import type { Rep } from '../../../engine/model/territory.ts';

/** Working days of a rep without a calendar of its own. */
export const MONDAY_TO_FRIDAY: readonly number[] = [1, 2, 3, 4, 5];

/** The days a rep works on, from its stored calendar. */
export function openCalendar({ weekdays, daysOff }: { readonly weekdays: readonly number[]; readonly daysOff: Rep['daysOff'] }): WorkingCalendar {
  const days = daysOff.map((date) => parseDay(date)).filter((day) => day !== null);
  const calendar = createWorkingCalendar({ weekdays, daysOff: days.map((day) => ({ first: day, last: day })), holidays: [] });
  if (!calendar.ok) throw new RangeError(calendar.fault.message);
  return calendar.value;
}
