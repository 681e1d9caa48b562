import { MISSING } from './number.ts';

/** Weekdays by number, Sunday first as `Date` counts them. */
export const weekdayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const DAY_PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;
const pad = (value: number): string => String(value).padStart(2, '0');

/** Weekday of an ISO day, `Mon` … `Sun`; null where the text is no day. */
export function weekdayOf(isoDate: string): string | null {
  const parts = DAY_PATTERN.exec(isoDate);
  if (parts === null) return null;
  const instant = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return instant.toISOString().slice(0, 10) === isoDate ? (weekdayNames[instant.getUTCDay()] ?? null) : null;
}

/** ISO day with its weekday: `Mon 2026-11-23`. */
export function formatDate(isoDate: string | null | undefined): string {
  if (isoDate === null || isoDate === undefined || isoDate === '') return MISSING;
  const weekday = weekdayOf(isoDate);
  return weekday === null ? isoDate : `${weekday} ${isoDate}`;
}

/** Moment (ms since 1970) on the planner's own clock: `Sat 2026-11-21 05:48`. */
export function formatMoment(epochMs: number | null | undefined): string {
  if (epochMs === null || epochMs === undefined || !Number.isFinite(epochMs)) return MISSING;
  const moment = new Date(epochMs);
  const day = `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
  return `${formatDate(day)} ${pad(moment.getHours())}:${pad(moment.getMinutes())}`;
}

/** Length of time: `480 ms`, `12.4 s`, `3 min 05 s`, `2 h 10 min`. */
export function formatDuration(durationMs: number | null | undefined): string {
  if (durationMs === null || durationMs === undefined || !Number.isFinite(durationMs) || durationMs < 0) return MISSING;
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  const seconds = Math.round(durationMs / 1000);
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${pad(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${pad(Math.floor((seconds % 3600) / 60))} min`;
}

/** Size of a file: `812 B`, `4.2 kB`, `1.3 MB` (powers of 1,000). */
export function formatBytes(bytes: number | null | undefined): string {
  if (bytes === null || bytes === undefined || !Number.isFinite(bytes)) return MISSING;
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (Math.abs(value) >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit] ?? 'B'}`;
}
