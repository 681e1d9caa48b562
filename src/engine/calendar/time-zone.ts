import { fail, succeed, type Result } from '../base/fault.ts';

/**
 * Local time of an IANA time zone, from the zone data of the runtime (`Intl`). Instants are milliseconds since the epoch
 * (UTC); wall time is what a clock on the wall shows, as the milliseconds since the epoch at which a clock in UTC shows it.
 */
export interface TimeZone {
  readonly name: string;
  /** What the local clock shows at an instant. */
  wallAt(epochMs: number): number;
  /**
   * The instant at which the local clock shows a wall time. A time shown twice means the first; a time that is skipped
   * is read with the offset in force before the gap (RFC 5545, 3.3.5), so 02:30 of a skipped hour is 03:30.
   */
  instantOf(wallMs: number): number;
}

const MS_PER_DAY = 86_400_000;

/** Opens a time zone; `BAD_INPUT` where the runtime knows no zone of that name. Offsets such as `+01:00` are no zones. */
export function openTimeZone(name: string): Result<TimeZone> {
  const format = createFormat(name);
  if (format === null) return fail('BAD_INPUT', `"${name}" is not a known time zone.`, { path: 'timeZone', hint: 'Use an IANA name such as Europe/Berlin.' });
  const offsetAt = (epochMs: number): number => readWall(format, epochMs) - Math.floor(epochMs / 1000) * 1000;
  return succeed({
    name,
    wallAt: (epochMs) => epochMs + offsetAt(epochMs),
    instantOf(wallMs) {
      const before = offsetAt(wallMs - MS_PER_DAY);
      const after = offsetAt(wallMs + MS_PER_DAY);
      const early = wallMs - before;
      if (before === after || offsetAt(early) === before) return early;
      const late = wallMs - after;
      return offsetAt(late) === after ? late : early;
    },
  });
}

/** Formatter of a zone's local time, or null where there is no such zone. */
function createFormat(name: string): Intl.DateTimeFormat | null {
  if (!/^[A-Za-z]/.test(name)) return null;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name, calendar: 'gregory', numberingSystem: 'latn', hourCycle: 'h23', era: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' });
  } catch {
    return null;
  }
}

/** Wall time at an instant, whole seconds. */
function readWall(format: Intl.DateTimeFormat, epochMs: number): number {
  const found = new Map(format.formatToParts(epochMs).map((part) => [part.type, part.value]));
  const read = (type: Intl.DateTimeFormatPartTypes): number => Number(found.get(type));
  const year = found.get('era') === 'BC' ? 1 - read('year') : read('year');
  const wall = new Date(0);
  wall.setUTCFullYear(year, read('month') - 1, read('day'));
  wall.setUTCHours(read('hour'), read('minute'), read('second'));
  return wall.getTime();
}
