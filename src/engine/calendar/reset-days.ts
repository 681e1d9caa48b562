import type { DayNumber } from '../base/day.ts';
import { fail, succeed, type Fault, type Result } from '../base/fault.ts';
import { createResetSchedule } from './reset-schedule.ts';
import { openTimeZone } from './time-zone.ts';

const MS_PER_DAY = 86_400_000;
/** Longest horizon, and a day on either side for the distance of local time from UTC. */
const LONGEST_HORIZON = 730;

/** When something starts anew: a cron expression on the local clock of a time zone. */
export interface Resets {
  readonly cron: string;
  readonly timeZone: string;
}

/**
 * The days on which resets fall by the local calendar of their zone, each once, rising: the last day before `startDay`
 * with one, if any, and those of the `days` days from `startDay` on. A reset at whatever hour starts its whole day anew.
 * `BAD_INPUT` where expression or zone can not be read or resets are too many to list.
 */
export function listResetDays({ cron, timeZone }: Resets, startDay: DayNumber, days: number): Result<DayNumber[]> {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return zone;
  const schedule = createResetSchedule(cron, timeZone);
  if (!schedule.ok) return schedule;
  const localDay = (epochMs: number): DayNumber => Math.floor(zone.value.wallAt(epochMs) / MS_PER_DAY);
  const startMs = zone.value.instantOf(startDay * MS_PER_DAY);
  const before = schedule.value.lastAtOrBefore(startMs - 1000);
  const found = schedule.value.between(startMs, zone.value.instantOf((startDay + days) * MS_PER_DAY));
  if (!found.ok) return found;
  return succeed([...new Set([...(before === null ? [] : [localDay(before)]), ...found.value.map(localDay)])]);
}

/** Null where resets can be followed over the longest horizon, else the fault. */
export function checkResets(resets: Resets): { ok: false; fault: Fault } | null {
  const found = listResetDays(resets, 0, LONGEST_HORIZON);
  if (!found.ok) return found;
  return found.value.length === 0 ? fail('BAD_INPUT', `"${resets.cron}" never comes.`, { path: 'cron' }) : null;
}
