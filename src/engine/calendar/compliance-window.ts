import { parseDay, type DayNumber } from '../base/day.ts';
import { fail, type Result } from '../base/fault.ts';
import type { ComplianceWindow } from '../model/compliance-window.ts';
import { createDayRecurrence, markDays, type DayInterval, type DayRecurrence } from './day-recurrence.ts';

/** When a window holds, and what it is called in faults. */
export type WindowTimes = Pick<ComplianceWindow, 'name' | 'from' | 'to' | 'recurrence' | 'exceptions'>;

/**
 * The times at which a compliance window holds. `BAD_INPUT` where its rule can not be followed: `path` is `recurrence: `
 * and the part that is wrong, such as `recurrence: BYDAY`.
 */
export function openComplianceWindow(window: WindowTimes): Result<DayRecurrence> {
  const first = parseDay(window.from);
  const last = parseDay(window.to);
  if (first === null || last === null || last < first) return fail('BAD_INPUT', `"${window.name}" does not last from ${window.from} to ${window.to}.`, { path: 'to' });
  const exceptions = (window.exceptions ?? []).map(parseDay).filter((day) => day !== null);
  const recurrence = createDayRecurrence({ first, last, rule: window.recurrence ?? null, exceptions });
  if (recurrence.ok) return recurrence;
  const { code, message, hint, path = 'RRULE' } = recurrence.fault;
  return fail(code, `"${window.name}": ${message}`, { path: `recurrence: ${path}`, ...(hint === undefined ? {} : { hint }) });
}

/** The times of a window that touch the days from `first` to `last` (included), whole: what a calendar draws. */
export function listWindowTimes(window: WindowTimes, first: DayNumber, last: DayNumber): Result<DayInterval[]> {
  const recurrence = openComplianceWindow(window);
  return recurrence.ok ? recurrence.value.between(first, last) : recurrence;
}

/** The days of a horizon on which a window holds: 1 at `d` for day `startDay + d`. */
export function markWindowDays(window: WindowTimes, startDay: DayNumber, days: number): Result<Uint8Array> {
  const times = listWindowTimes(window, startDay, startDay + days - 1);
  return times.ok ? { ok: true, value: markDays(times.value, startDay, days) } : times;
}
