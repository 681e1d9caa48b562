import { dayFromParts, dayOfInstant } from '../../../engine/base/day.ts';

/** Day, and second of the day or −1 where only the day is told. */
export interface Moment {
  readonly day: number;
  readonly second: number;
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?)?$/u;
const SECONDS_PER_DAY = 86_400;
/** Seconds since 1970 stay below this until the year 5138, milliseconds are above it from 1973 on. */
const LARGEST_SECONDS = 1e11;
const FIRST_DAY = dayFromParts(1900, 1, 1) ?? 0;
const LAST_DAY = dayFromParts(2199, 12, 31) ?? 0;

const withinReach = (moment: Moment): Moment | null => (moment.day >= FIRST_DAY && moment.day <= LAST_DAY ? moment : null);

/**
 * When an event took place: ISO text (the clock time as written, a zone is read over, as in imports), or seconds or
 * milliseconds since 1970 (UTC). Null where it is none of these, or not between 1900 and 2199.
 */
export function readMoment(value: unknown): Moment | null {
  const text = typeof value === 'string' ? value.trim() : value;
  const number = typeof text === 'number' ? text : typeof text === 'string' && /^\d{9,14}(?:\.\d+)?$/u.test(text) ? Number(text) : null;
  if (number !== null) {
    if (!Number.isFinite(number) || number < 0) return null;
    const epochMs = Math.floor(number < LARGEST_SECONDS ? number * 1000 : number);
    return epochMs > 1e14 ? null : withinReach({ day: dayOfInstant(epochMs), second: Math.floor(epochMs / 1000) % SECONDS_PER_DAY });
  }
  const match = typeof text === 'string' ? WRITTEN.exec(text) : null;
  if (match === null) return null;
  const day = dayFromParts(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  if (match[4] === undefined) return withinReach({ day, second: -1 });
  const [hours, minutes, seconds] = [Number(match[4]), Number(match[5]), Number(match[6] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  return withinReach({ day, second: (hours * 60 + minutes) * 60 + seconds });
}
