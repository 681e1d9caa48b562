import { parseDay } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import { checkRuleParts } from './check-rule-parts.ts';
import { frequencies, type Frequency, type RecurrenceRule, type RuleEnd, type RuleWeekday } from './recurrence-rule.ts';
import { parseWallTime, SECONDS_PER_DAY } from './wall-time.ts';

/** Longest rule text that is read. */
const MAX_RULE_LENGTH = 2000;
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const knownParts = ['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'WKST', 'BYMONTH', 'BYWEEKNO', 'BYYEARDAY', 'BYMONTHDAY', 'BYDAY', 'BYHOUR', 'BYMINUTE', 'BYSECOND', 'BYSETPOS'];

/** A part that can not be read, on its way out of the readers below. */
class PartProblem extends Error {
  readonly part: string;
  constructor(part: string, message: string) {
    super(message);
    this.part = part;
  }
}

/**
 * Reads a rule such as `FREQ=MONTHLY;BYDAY=-1FR`; a leading `RRULE:` and a trailing `;` are accepted, case does not
 * matter. `BAD_INPUT` names the part that is wrong (`path`) and its value: unknown and repeated parts, values out of
 * range, and combinations that RFC 5545 forbids.
 */
export function parseRecurrenceRule(text: string): Result<RecurrenceRule> {
  if (text.length > MAX_RULE_LENGTH) return fail('BAD_INPUT', `The rule has ${text.length} characters; at most ${MAX_RULE_LENGTH} are read.`, { path: 'RRULE' });
  try {
    const rule = readParts(splitParts(text));
    return checkRuleParts(rule) ?? succeed(rule);
  } catch (error) {
    if (!(error instanceof PartProblem)) throw error;
    return fail('BAD_INPUT', error.message, { path: error.part });
  }
}

function splitParts(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const piece of text.trim().toUpperCase().replace(/^RRULE:/, '').replace(/;$/, '').split(';')) {
    const [name = '', value = '', ...more] = piece.split('=');
    if (!knownParts.includes(name)) throw new PartProblem('RRULE', `"${piece}" is no part of a recurrence rule; the parts are ${knownParts.join(', ')}.`);
    if (value === '' || more.length > 0) throw new PartProblem(name, `${name} has no value that can be read: "${piece}".`);
    if (parts.has(name)) throw new PartProblem(name, `${name} stands twice in the rule.`);
    parts.set(name, value);
  }
  return parts;
}

function readParts(parts: ReadonlyMap<string, string>): RecurrenceRule {
  const integers = (name: string, low: number, high: number, isSigned = false): number[] => (parts.get(name)?.split(',') ?? []).map((item) => readInteger(name, item, low, high, isSigned));
  const single = (name: string, high: number): number | null => (parts.has(name) ? readInteger(name, parts.get(name)!, 1, high, false) : null);
  return {
    frequency: readFrequency(parts.get('FREQ')),
    interval: single('INTERVAL', 100_000) ?? 1,
    count: single('COUNT', 1_000_000),
    until: parts.has('UNTIL') ? readEnd(parts.get('UNTIL')!) : null,
    weekStart: parts.has('WKST') ? readWeekday('WKST', parts.get('WKST')!) : 1,
    months: integers('BYMONTH', 1, 12),
    weeks: integers('BYWEEKNO', 1, 53, true),
    daysOfYear: integers('BYYEARDAY', 1, 366, true),
    daysOfMonth: integers('BYMONTHDAY', 1, 31, true),
    weekdays: (parts.get('BYDAY')?.split(',') ?? []).map(readRuleWeekday),
    hours: integers('BYHOUR', 0, 23),
    minutes: integers('BYMINUTE', 0, 59),
    seconds: integers('BYSECOND', 0, 59),
    positions: integers('BYSETPOS', 1, 366, true),
  };
}

function readFrequency(value: string | undefined): Frequency {
  const frequency = frequencies.find((known) => known === value);
  if (frequency === undefined) throw new PartProblem('FREQ', value === undefined ? 'The rule has no FREQ.' : `FREQ "${value}" is none of ${frequencies.join(', ')}.`);
  return frequency;
}

function readInteger(name: string, item: string, low: number, high: number, isSigned: boolean): number {
  const value = (isSigned ? /^[+-]?\d{1,7}$/ : /^\d{1,7}$/).test(item) ? Number(item) : Number.NaN;
  const size = Math.abs(value);
  if (!(size >= low && size <= high)) throw new PartProblem(name, `${name} "${item}" is not a whole number from ${low} to ${high}${isSigned ? ` or from -${high} to -${low}` : ''}.`);
  return value;
}

function readWeekday(name: string, item: string): number {
  const at = weekdayNames.indexOf(item);
  if (at < 0) throw new PartProblem(name, `${name} "${item}" is no weekday; weekdays are ${weekdayNames.join(', ')}.`);
  return at + 1;
}

function readRuleWeekday(item: string): RuleWeekday {
  const match = /^([+-]?\d+)?([A-Z]{2})$/.exec(item);
  if (match === null) throw new PartProblem('BYDAY', `BYDAY "${item}" is no weekday such as MO or -1FR.`);
  return { weekday: readWeekday('BYDAY', match[2]!), ordinal: match[1] === undefined ? null : readInteger('BYDAY', match[1], 1, 53, true) };
}

function readEnd(value: string): RuleEnd {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/.exec(value);
  if (match !== null) {
    const iso = `${match[1]}-${match[2]}-${match[3]}`;
    const day = match[4] === undefined ? parseDay(iso) : null;
    if (day !== null) return { wall: (day + 1) * SECONDS_PER_DAY - 1, isUtc: false };
    const wall = parseWallTime(`${iso}T${match[4]}:${match[5]}:${match[6]}`);
    if (wall !== null) return { wall, isUtc: match[7] === 'Z' };
  }
  throw new PartProblem('UNTIL', `UNTIL "${value}" is no day such as 20271231 or time such as 20271231T235959Z.`);
}
