import { fail, succeed, type Result } from '../base/fault.ts';
import { parseRecurrenceRule } from './parse-recurrence-rule.ts';
import type { RuleEnd } from './recurrence-rule.ts';
import { MAX_STEPS, walkOccurrences, type RecurringStart } from './walk-occurrences.ts';
import { nameWall, type WallSecond } from './wall-time.ts';

/** The moments at which something recurs. */
export interface RecurringSeries {
  /** Moments from `from` to `to`, both included, rising; `BAD_INPUT` where they are more than {@link MAX_TIMES} or too much work to find. */
  list(from: WallSecond, to: WallSecond): Result<WallSecond[]>;
}

/** Most moments that one question may list: every day of fifty years. */
export const MAX_TIMES = 20_000;

/** What a series is made of; without a rule it is its start alone. */
export interface SeriesInput {
  readonly rule: string | null;
  readonly start: WallSecond;
  readonly isWholeDay: boolean;
  /** Whether a moment lies after the end of the rule. */
  readonly isAfter: (wall: WallSecond, end: RuleEnd) => boolean;
}

/**
 * Reads the rule and makes sure that it comes at all. `BAD_INPUT` names the wrong part; `path` is `RRULE` where each part
 * is right and yet no moment fits, such as 30 February.
 */
export function createRecurringSeries({ rule: text, start, isWholeDay, isAfter }: SeriesInput): Result<RecurringSeries> {
  if (text === null) return succeed({ list: (from, to) => succeed(start >= from && start <= to ? [start] : []) });
  const parsed = parseRecurrenceRule(text);
  if (!parsed.ok) return parsed;
  const rule = parsed.value;
  if (isWholeDay && ['HOURLY', 'MINUTELY', 'SECONDLY'].includes(rule.frequency)) return fail('BAD_INPUT', `FREQ=${rule.frequency} can not repeat whole days; DAILY is the shortest.`, { path: 'FREQ' });
  const { until } = rule;
  const recurring: RecurringStart = { rule, start, isWholeDay, isPast: until === null ? () => false : (wall) => isAfter(wall, until) };

  const first = walkOccurrences(recurring, start, () => false);
  if (first === 'complete') return fail('BAD_INPUT', `The rule "${text}" never comes at or after ${nameWall(start)}.`, { path: 'RRULE', ...(until === null ? {} : { hint: 'UNTIL may lie before the first day.' }) });
  if (first === 'exhausted') return fail('BAD_INPUT', `The rule "${text}" was not met once in ${MAX_STEPS} days and times from ${nameWall(start)}.`, { path: 'RRULE', hint: 'Look for parts that exclude each other.' });

  return succeed({
    list(from, to) {
      const found: WallSecond[] = [];
      const end = walkOccurrences(recurring, from, (wall) => {
        if (wall <= to) found.push(wall);
        return wall <= to && found.length <= MAX_TIMES;
      }, to);
      if (end === 'exhausted' || found.length > MAX_TIMES) return fail('BAD_INPUT', `The rule "${text}" is too fine to be followed from ${nameWall(from)} to ${nameWall(to)}.`, { path: 'FREQ', hint: 'Ask for a shorter range or use a longer frequency.' });
      return succeed(found);
    },
  });
}
