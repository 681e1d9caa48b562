import type { OutcomeVelocity } from '../../../contract/outcome.ts';
import { formatDay, parseDay } from '../../../engine/base/day.ts';

/** One point of the velocity chart. */
export interface PacePoint {
  readonly start: string;
  readonly events: number;
  readonly value: number;
  readonly [name: string]: string | number;
}

const HOURS = 24;

/**
 * Every hour or day of a range in order, with 0 where nothing happened: the core leaves empty ones out.
 * Answers an empty list where a day is none or the range ends before it begins. O(range).
 */
export function fillBuckets(buckets: OutcomeVelocity['buckets'], range: { readonly from: string; readonly to: string }, unit: 'hour' | 'day'): PacePoint[] {
  const first = parseDay(range.from);
  const last = parseDay(range.to);
  if (first === null || last === null || last < first) return [];
  const found = new Map(buckets.map((bucket) => [unit === 'day' ? bucket.start.slice(0, 10) : bucket.start.slice(0, 13), bucket]));
  const points: PacePoint[] = [];
  for (let day = first; day <= last; day += 1) {
    const date = formatDay(day);
    for (let hour = 0; hour < (unit === 'day' ? 1 : HOURS); hour += 1) {
      const key = unit === 'day' ? date : `${date}T${String(hour).padStart(2, '0')}`;
      const bucket = found.get(key);
      points.push({ start: unit === 'day' ? date : `${date} ${String(hour).padStart(2, '0')}:00`, events: bucket?.events ?? 0, value: bucket?.value ?? 0 });
    }
  }
  return points;
}

/** The last `days` days up to and with `last`. */
export function daysUpTo(last: string, days: number): { from: string; to: string } {
  const day = parseDay(last);
  return day === null ? { from: last, to: last } : { from: formatDay(day - days + 1), to: last };
}
