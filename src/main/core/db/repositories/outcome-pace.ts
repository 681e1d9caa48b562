import type { Sqlite } from '../connection.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Events and their values in one hour or day; `startMs` is its beginning. */
export interface PaceBucket {
  readonly startMs: number;
  readonly events: number;
  readonly value: number;
}

export interface PaceQuery {
  /** By when it happened (the clock time of the source), or by when it came in (UTC). */
  readonly by: 'occurred' | 'received';
  readonly unit: 'hour' | 'day';
  readonly fromDay: number;
  readonly toDay: number;
}

/** Events per hour or day of a range of days, empty ones left out. By the hour, events without a time of day count in `withoutTime` only. O(rows). */
export function readPace(sqlite: Sqlite, { by, unit, fromDay, toDay }: PaceQuery): { buckets: PaceBucket[]; withoutTime: number } {
  const unitMs = unit === 'hour' ? HOUR_MS : DAY_MS;
  const isHourly = by === 'occurred' && unit === 'hour';
  const moment = by === 'received' ? 'received_at' : `day * ${DAY_MS}${isHourly ? ' + second * 1000' : ''}`;
  const within = by === 'received' ? `received_at >= ? * ${DAY_MS} AND received_at < (? + 1) * ${DAY_MS}` : 'day >= ? AND day <= ?';
  const buckets = sqlite
    .prepare(`SELECT ${moment} / ${unitMs} * ${unitMs} AS startMs, count(*) AS events, total(value) AS value FROM outcomes WHERE ${within}${isHourly ? ' AND second >= 0' : ''} GROUP BY 1 ORDER BY 1`)
    .all(fromDay, toDay) as PaceBucket[];
  const withoutTime = isHourly ? (sqlite.prepare(`SELECT count(*) FROM outcomes WHERE ${within} AND second < 0`).pluck().get(fromDay, toDay) as number) : 0;
  return { buckets, withoutTime };
}

/** Days from the last touch on or before an outcome to it, by the channel of that touch. Quantiles are nearest ranks. */
export interface Latency {
  readonly channel: string;
  readonly outcomes: number;
  readonly meanDays: number;
  readonly medianDays: number;
  readonly p90Days: number;
}

/**
 * How long outcomes of a range of days took: each is measured from its contact's last touch on or before its day, of its own
 * channel where it names one (of touches on one day the first channel in the alphabet). `untouched` had none. O(outcomes log touches).
 */
export function readLatency(sqlite: Sqlite, range: { fromDay: number; toDay: number }): { channels: Latency[]; untouched: number } {
  const rows = sqlite
    .prepare(
      `WITH last AS (
         SELECT (SELECT t.channel || char(10) || (o.day - t.day) FROM touches AS t WHERE t.contact_id = o.contact_id AND t.day <= o.day AND (o.channel = '' OR t.channel = o.channel) ORDER BY t.day DESC, t.channel LIMIT 1) AS found
         FROM outcomes AS o WHERE o.day >= ? AND o.day <= ?)
       SELECT found, count(*) AS outcomes FROM last GROUP BY found`,
    )
    .all(range.fromDay, range.toDay) as { found: string | null; outcomes: number }[];
  const byChannel = new Map<string, { days: number; outcomes: number }[]>();
  let untouched = 0;
  for (const { found, outcomes } of rows) {
    if (found === null) {
      untouched += outcomes;
      continue;
    }
    const at = found.lastIndexOf('\n');
    const channel = found.slice(0, at);
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), { days: Number(found.slice(at + 1)), outcomes }]);
  }
  const channels = [...byChannel].map(([channel, counts]) => {
    const sorted = counts.toSorted((one, other) => one.days - other.days);
    const total = sorted.reduce((sum, count) => sum + count.outcomes, 0);
    const rank = (share: number): number => {
      let seen = 0;
      return sorted.find((count) => (seen += count.outcomes) >= share * total)?.days ?? 0;
    };
    return { channel, outcomes: total, meanDays: sorted.reduce((sum, count) => sum + count.days * count.outcomes, 0) / total, medianDays: rank(0.5), p90Days: rank(0.9) };
  });
  return { channels: channels.toSorted((one, other) => (one.channel < other.channel ? -1 : 1)), untouched };
}

/** Mean milliseconds from an outcome to its arrival, over those of a range of days that have a time of day and came from a sync. Null where there is none. */
export function readArrivalDelay(sqlite: Sqlite, range: { fromDay: number; toDay: number }): { outcomes: number; meanMs: number } | null {
  const row = sqlite
    .prepare(`SELECT count(*) AS outcomes, avg(received_at - (day * ${DAY_MS} + second * 1000)) AS meanMs FROM outcomes WHERE day >= ? AND day <= ? AND second >= 0 AND source_system <> 'file'`)
    .get(range.fromDay, range.toDay) as { outcomes: number; meanMs: number | null };
  return row.meanMs === null ? null : { outcomes: row.outcomes, meanMs: row.meanMs };
}
