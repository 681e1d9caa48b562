import { fail, succeed, type Result } from '../base/fault.ts';
import { createRecurringSeries } from './recurring-series.ts';
import { openTimeZone } from './time-zone.ts';
import { SECONDS_PER_DAY, type WallSecond } from './wall-time.ts';

/** Instants from `startMs` (included) to `endMs` (excluded), milliseconds since the epoch (UTC). */
export interface InstantInterval {
  readonly startMs: number;
  readonly endMs: number;
}

/** Hours on the clock of a time zone that may recur: from one wall time to another (excluded), and how it repeats. */
export interface RecurringHours {
  readonly from: WallSecond;
  readonly to: WallSecond;
  /** IANA name such as Europe/Berlin. */
  readonly timeZone: string;
  /** RRULE text of RFC 5545; null = once. */
  readonly rule: string | null;
  /** Wall times of the starts that are left out (EXDATE). They count towards COUNT. */
  readonly exceptions?: readonly WallSecond[];
}

/** The times at which hours recur. */
export interface TimedRecurrence {
  /** Every time that shares an instant with [fromMs, toMs), whole, in order of its start. */
  between(fromMs: number, toMs: number): Result<InstantInterval[]>;
}

/** Local and UTC time differ by less; beyond it an UNTIL is decided without the time zone. */
const MARGIN = 2 * SECONDS_PER_DAY;

/**
 * Reads recurring hours. A time starts and ends when the local clock shows its hours, so across daylight saving it
 * lasts an hour more or less; hours that all lie in a skipped hour do not come that day. An UNTIL ending in Z is an
 * instant, any other is read on the local clock. `BAD_INPUT` where the hours are empty, the zone is unknown, a part of
 * the rule is wrong (`path` names it), or the rule never comes.
 */
export function createTimedRecurrence({ from, to, timeZone, rule, exceptions = [] }: RecurringHours): Result<TimedRecurrence> {
  if (to <= from) return fail('BAD_INPUT', 'The hours end before they start.', { path: 'to' });
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return zone;
  const { instantOf, wallAt } = zone.value;
  const series = createRecurringSeries({
    rule,
    start: from,
    isWholeDay: false,
    isAfter: (wall, end) => (end.isUtc && Math.abs(wall - end.wall) < MARGIN ? instantOf(wall * 1000) > end.wall * 1000 : wall > end.wall),
  });
  if (!series.ok) return series;
  const leftOut = new Set(exceptions);
  const length = to - from;
  return succeed({
    between(fromMs, toMs) {
      const walls = series.value.list(Math.floor(wallAt(fromMs) / 1000) - length - SECONDS_PER_DAY, Math.ceil(wallAt(toMs) / 1000) + SECONDS_PER_DAY);
      if (!walls.ok) return walls;
      const times = walls.value.filter((wall) => !leftOut.has(wall)).map((wall) => ({ startMs: instantOf(wall * 1000), endMs: instantOf((wall + length) * 1000) }));
      return succeed(times.filter(({ startMs, endMs }) => startMs < endMs && startMs < toMs && endMs > fromMs).toSorted((a, b) => a.startMs - b.startMs));
    },
  });
}
