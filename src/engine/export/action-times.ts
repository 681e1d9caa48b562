import { openTimeZone } from '../calendar/time-zone.ts';
import type { ExportSettings } from '../model/export.ts';
import type { ExportAction } from './export-plan.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** From when to when, in ms since the epoch; null where the rep's day has no minute left for the action. */
export type ActionTime = { readonly startMs: number; readonly endMs: number } | null;

/** The times of the execution planner as instants, on the local clock of the settings' zone. O(n). */
export function timeActions(actions: readonly ExportAction[], { timeZone }: Pick<ExportSettings, 'timeZone'>): readonly ActionTime[] {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) throw new Error(zone.fault.message);
  const instantOf = (day: number, minute: number): number => zone.value.instantOf(day * MS_PER_DAY + minute * MS_PER_MINUTE);
  return actions.map(({ slot: { day, start, end } }) => (start < end ? { startMs: instantOf(day, start), endMs: instantOf(day, end) } : null));
}

/** What is expected of an action without a time, in words. */
export const NEEDS_TIME = "a time of day: the rep's working hours have less than a minute for each action of that day";
