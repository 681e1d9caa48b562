import { Cron } from 'croner';
import { fail, succeed, type Result } from '../base/fault.ts';
import { openTimeZone } from './time-zone.ts';

/**
 * When a capacity starts anew: a cron expression read on the local clock of a time zone. Instants are milliseconds since
 * the epoch (UTC).
 *
 * Across daylight saving: a schedule of fixed times (no `*`, `?` or step in minute and hour) resets once for each time it
 * names, at the first of a repeated time and at the end of the gap for a skipped one, so no day goes without its reset.
 * Any other schedule follows real time: it resets at both of a repeated time and not at a skipped one.
 */
export interface ResetSchedule {
  readonly cron: string;
  readonly timeZone: string;
  /** First reset after an instant; null where there is none before the year 10000. */
  nextAfter(epochMs: number): number | null;
  /** Last reset at or before an instant; null where there is none. */
  lastAtOrBefore(epochMs: number): number | null;
  /** Resets from an instant (included) to another (excluded), rising; `BAD_INPUT` where they are more than {@link MAX_RESETS}. */
  between(fromMs: number, toMs: number): Result<number[]>;
}

/** Most resets that one question may list: every hour of a year. */
export const MAX_RESETS = 10_000;

const fieldNames = ['minute', 'hour', 'day of month', 'month', 'day of week'] as const;

/**
 * Reads a cron expression of five fields (minute, hour, day of month, month, day of week; names, lists, ranges, steps,
 * `L`, `W` and `#` as in Vixie cron and its common extensions; day of month and day of week both given mean either).
 * `BAD_INPUT` names the field that is wrong, an unknown time zone, or an expression that never comes, such as 31 February.
 */
export function createResetSchedule(cron: string, timeZone: string): Result<ResetSchedule> {
  const zone = openTimeZone(timeZone);
  if (!zone.ok) return zone;
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== fieldNames.length) return fail('BAD_INPUT', `"${cron}" has ${cron.trim() === '' ? 0 : fields.length} fields; a reset schedule has 5: ${fieldNames.join(', ')}.`, { path: 'cron', hint: 'Every day at midnight is 0 0 * * *.' });
  for (const [at, field] of fields.entries()) {
    const problem = findProblem(fieldNames.map((_, other) => (other === at ? field : '*')).join(' '));
    if (problem !== null) return fail('BAD_INPUT', `The ${fieldNames[at]} "${field}" of "${cron}" can not be read: ${problem}`, { path: `cron: ${fieldNames[at]}` });
  }
  const schedule = open(fields.join(' '), timeZone);
  if (schedule.nextRun(new Date(0)) === null) return fail('BAD_INPUT', `"${cron}" never comes: no month has such a day.`, { path: 'cron: day of month' });

  const nextAfter = (epochMs: number): number | null => schedule.nextRun(new Date(epochMs))?.getTime() ?? null;
  return succeed({
    cron,
    timeZone,
    nextAfter,
    lastAtOrBefore: (epochMs) => schedule.previousRuns(1, new Date((Math.floor(epochMs / 1000) + 1) * 1000))[0]?.getTime() ?? null,
    between(fromMs, toMs) {
      const resets: number[] = [];
      for (let reset = nextAfter(Math.ceil(fromMs / 1000) * 1000 - 1000); reset !== null && reset < toMs; reset = nextAfter(reset)) {
        if (resets.length === MAX_RESETS) return fail('BAD_INPUT', `"${cron}" resets more than ${MAX_RESETS} times in the range asked for.`, { path: 'cron', hint: 'Ask for a shorter range or reset less often.' });
        resets.push(reset);
      }
      return succeed(resets);
    },
  });
}

/** An evaluator that starts no timer and reads no clock. */
const open = (cron: string, timeZone: string): Cron => new Cron(cron, { timezone: timeZone, mode: '5-part', fixedTimeRule: 'no-wildcard', paused: true });

/** Why an expression can not be read, or null. */
function findProblem(cron: string): string | null {
  try {
    open(cron, 'UTC');
    return null;
  } catch (error) {
    return `${(error instanceof Error ? error.message : String(error)).replace(/^CronPattern: /, '').replace(/\.$/, '')}.`;
  }
}
