import type { ExportSettings } from '../model/export.ts';
import { openTimeZone } from '../calendar/time-zone.ts';
import type { ExportAction } from './export-plan.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** From when to when, in ms since the epoch; null where the rep's day has no room left. */
export type Slot = { readonly startMs: number; readonly endMs: number } | null;

/**
 * A time for each action: those of one rep and day one after the other, most valuable first, from `startsAt` until `endsAt`
 * on the local clock. O(n log n).
 */
export function placeInDay(actions: readonly ExportAction[], { timeZone, startsAt, endsAt, minutes }: ExportSettings): readonly Slot[] {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) throw new Error(zone.fault.message);
  const slots: Slot[] = actions.map(() => null);
  const order = actions.map((_action, at) => at).sort((one, other) => actions[other]!.lift - actions[one]!.lift || one - other);
  const used = new Map<string, number>();
  for (const at of order) {
    const { rep, day } = actions[at]!;
    const place = JSON.stringify([rep, day]);
    const from = minutesOf(startsAt) + (used.get(place) ?? 0) * minutes;
    if (from + minutes > minutesOf(endsAt)) continue;
    used.set(place, (used.get(place) ?? 0) + 1);
    slots[at] = { startMs: zone.value.instantOf(day * MS_PER_DAY + from * MS_PER_MINUTE), endMs: zone.value.instantOf(day * MS_PER_DAY + (from + minutes) * MS_PER_MINUTE) };
  }
  return slots;
}

/** What is expected of an action that found no time, in words. */
export const sayNoRoom = ({ startsAt, endsAt, minutes }: ExportSettings): string => `a time of day: from ${startsAt} to ${endsAt} a rep has room for ${Math.max(0, Math.floor((minutesOf(endsAt) - minutesOf(startsAt)) / minutes))} actions of ${minutes} minutes`;
