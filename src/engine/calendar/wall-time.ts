import { formatDay, parseDay, type DayNumber } from '../base/day.ts';

/** What a clock on the wall shows, as whole seconds since it showed 1970-01-01T00:00; no zone, every day has 86,400. */
export type WallSecond = number;

export const SECONDS_PER_DAY = 86_400;

const ISO_LOCAL = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;

/** Wall time of an ISO local time (`2027-01-04T09:00`, seconds optional), or null where the text is none. */
export function parseWallTime(iso: string): WallSecond | null {
  const match = ISO_LOCAL.exec(iso);
  const day = match === null ? null : parseDay(match[1]!);
  if (match === null || day === null) return null;
  return day * SECONDS_PER_DAY + Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
}

/** ISO local time of a wall time, to the second. */
export const formatWallTime = (wall: WallSecond): string => new Date(wall * 1000).toISOString().slice(0, 19);

/** Day of a wall time. */
export const dayOfWall = (wall: WallSecond): DayNumber => Math.floor(wall / SECONDS_PER_DAY);

/** Seconds since midnight of a wall time. */
export const secondOfDay = (wall: WallSecond): number => wall - dayOfWall(wall) * SECONDS_PER_DAY;

/** A wall time in words: the day alone for midnight. */
export const nameWall = (wall: WallSecond): string => (wall % SECONDS_PER_DAY === 0 ? formatDay(dayOfWall(wall)) : formatWallTime(wall));
