import type { DayNumber } from '../base/day.ts';
import { fail, succeed, type Fault, type Result } from '../base/fault.ts';
import { createResetSchedule } from './reset-schedule.ts';
import { openTimeZone } from './time-zone.ts';

const MS_PER_DAY = 86_400_000;

/** When something starts anew: a cron expression on the local clock of a time zone. */
export interface Resets {
  readonly cron: string;
  readonly timeZone: string;
}

/**
 * The days on which resets fall by the local calendar of their zone, each once, rising: the last day before `startDay`
 * with one, if any, and those of the `days` days from `startDay` on. A reset at whatever hour starts its whole day anew.
 * `BAD_INPUT` where expression or zone can not be read. O(days).
 */
export function listResetDays({ cron, timeZone }: Resets, startDay: DayNumber, days: number): Result<DayNumber[]> {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return zone;
  const schedule = createResetSchedule(cron, timeZone);
  if (!schedule.ok) return schedule;
  const localDay = (epochMs: number): DayNumber => Math.floor(zone.value.wallAt(epochMs) / MS_PER_DAY);
  const instantOf = (day: DayNumber): number => zone.value.instantOf(day * MS_PER_DAY);
  const before = schedule.value.lastAtOrBefore(instantOf(startDay) - 1000);
  const found = before === null ? [] : [localDay(before)];
  const end = instantOf(startDay + days);
  for (let reset = schedule.value.nextAfter(instantOf(startDay) - 1000); reset !== null && reset < end; reset = schedule.value.nextAfter(instantOf(found.at(-1)! + 1) - 1000)) found.push(localDay(reset));
  return succeed(found);
}

/** Null where resets can be read and ever come, else the fault. */
export function checkResets({ cron, timeZone }: Resets): { ok: false; fault: Fault } | null {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return zone;
  const schedule = createResetSchedule(cron, timeZone);
  if (!schedule.ok) return schedule;
  return schedule.value.nextAfter(0) === null ? fail('BAD_INPUT', `"${cron}" never comes.`, { path: 'cron' }) : null;
}
