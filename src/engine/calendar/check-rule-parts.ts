import { fail, type Fault } from '../base/fault.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';

/** One combination that RFC 5545, 3.3.10 forbids: the part to name, when it is broken, and why. */
interface PartLaw {
  readonly part: string;
  readonly isBroken: (rule: RecurrenceRule) => boolean;
  readonly message: string;
}

const isOneOf = (rule: RecurrenceRule, ...frequencies: RecurrenceRule['frequency'][]): boolean => frequencies.includes(rule.frequency);
const hasOrdinal = (rule: RecurrenceRule): boolean => rule.weekdays.some(({ ordinal }) => ordinal !== null);
const hasSelection = (rule: RecurrenceRule): boolean => [rule.months, rule.weeks, rule.daysOfYear, rule.daysOfMonth, rule.weekdays, rule.hours, rule.minutes, rule.seconds].some((list) => list.length > 0);

const laws: readonly PartLaw[] = [
  { part: 'UNTIL', isBroken: (rule) => rule.count !== null && rule.until !== null, message: 'COUNT and UNTIL can not stand in one rule; keep one of them.' },
  { part: 'BYWEEKNO', isBroken: (rule) => rule.weeks.length > 0 && !isOneOf(rule, 'YEARLY'), message: 'BYWEEKNO belongs to FREQ=YEARLY only.' },
  { part: 'BYYEARDAY', isBroken: (rule) => rule.daysOfYear.length > 0 && isOneOf(rule, 'MONTHLY', 'WEEKLY', 'DAILY'), message: 'BYYEARDAY can not stand with FREQ=MONTHLY, WEEKLY or DAILY.' },
  { part: 'BYMONTHDAY', isBroken: (rule) => rule.daysOfMonth.length > 0 && isOneOf(rule, 'WEEKLY'), message: 'BYMONTHDAY can not stand with FREQ=WEEKLY.' },
  { part: 'BYDAY', isBroken: (rule) => hasOrdinal(rule) && !isOneOf(rule, 'YEARLY', 'MONTHLY'), message: 'BYDAY can number a weekday (such as -1FR) with FREQ=MONTHLY or YEARLY only.' },
  { part: 'BYDAY', isBroken: (rule) => hasOrdinal(rule) && rule.weeks.length > 0, message: 'BYDAY can not number a weekday (such as -1FR) beside BYWEEKNO.' },
  { part: 'BYDAY', isBroken: (rule) => isOneOf(rule, 'MONTHLY') && rule.weekdays.some(({ ordinal }) => Math.abs(ordinal ?? 0) > 5), message: 'BYDAY numbers a weekday beyond 5; a month has at most five of each.' },
  { part: 'BYSETPOS', isBroken: (rule) => rule.positions.length > 0 && !hasSelection(rule), message: 'BYSETPOS needs another BY part to pick from.' },
];

/** The first forbidden combination of parts as `BAD_INPUT` naming the part, or null. */
export function checkRuleParts(rule: RecurrenceRule): { ok: false; fault: Fault } | null {
  const broken = laws.find((law) => law.isBroken(rule));
  return broken === undefined ? null : fail('BAD_INPUT', broken.message, { path: broken.part });
}
