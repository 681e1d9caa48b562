import type { z } from 'zod';
import type { BlackoutWindow, CapacityPeriod, ContactLimitConstraint, Constraint, ConstraintKind, PressureUnit, SequenceConstraint } from '../../../engine/model/constraint.ts';
import { Identifier } from '../../../engine/model/text.ts';
import { formatDate, weekdayNames } from '../../shared/format/date.ts';
import { formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';
import { repeatNames, repeatOf } from './rule-repeat.ts';

export type ContactLimitRule = z.infer<typeof ContactLimitConstraint>;
export type SequenceRule = z.infer<typeof SequenceConstraint>;

/** What each kind of rule does, for the planner who chooses one. */
export const kindSentences: Record<ConstraintKind, string> = {
  capacity: 'At most so many actions per day, week, month or horizon.',
  rep_capacity: 'At most so many actions per rep and day, week, month or horizon.',
  concurrent: 'At most so many actions in progress on any day.',
  budget: 'The actions in scope cost at most so much per day, week, month or horizon.',
  frequency: 'At most so many actions on one contact in any window of days.',
  contact_limit: 'At most so many actions on one contact in a month, and so many days apart.',
  pressure: 'At most so much weighted contact in any window of days, per contact, household or account.',
  exclusion: 'Two channels keep so many days apart on one contact.',
  sequence: 'One channel only together with another, within so many days on one contact.',
  blackout: 'No action on these days.',
  rep_calendar: 'Actions only on the working days of the reps.',
  coverage: 'At least so many contacts get an action.',
  minimum: 'At least so many actions.',
};

const windowSentences: Record<BlackoutWindow, string> = {
  blackout: kindSentences.blackout,
  restricted: 'Actions on these days are reported.',
  preferred: 'Actions are rather planned on these days.',
};

/** What one rule does. */
export const describeKind = (rule: Constraint): string => (rule.kind === 'blackout' ? windowSentences[rule.window ?? 'blackout'] : kindSentences[rule.kind]);

export const periodNames: Record<CapacityPeriod, string> = { day: 'a day', week: 'a week', month: 'a month', horizon: 'in the horizon' };
export const windowNames: Record<BlackoutWindow, string> = { blackout: 'blackout', restricted: 'restricted', preferred: 'preferred' };
export const unitNames: Record<PressureUnit, string> = { contact: 'contact', household: 'household', account: 'account' };
export const sourceNames: Record<NonNullable<ContactLimitRule['source']>, string> = { default: 'default', preference: 'preference of the contact', compliance: 'compliance', manual: 'manual' };
export const needNames: Record<SequenceRule['need'], string> = { precede: 'only after the first', follow: 'must follow the first' };

const actions = (count: number): string => `${formatNumber(count)} ${count === 1 ? 'action' : 'actions'}`;
const sentenceOf = (parts: readonly (string | null)[], by: string): string => parts.filter((part) => part !== null).join(by);

/** What keeps a text from standing in so many characters, or null. */
export const describeLength = (text: string, most: number | null): string | null => (most !== null && text.length > most ? `${formatQuantity(text.length, 'character')}. Expected at most ${formatNumber(most)}.` : null);

/** What keeps a text from being the name of a rule beside these others, or null. */
export function describeNameProblem(text: string, others: readonly string[]): string | null {
  if (text.trim() === '') return 'Expected a name.';
  return describeLength(text, Identifier.maxLength) ?? (others.includes(text) ? `Rule ${text} already exists.` : null);
}

const list = (values: readonly string[]): string => (values.length > 4 ? `${values.slice(0, 4).join(', ')} and ${values.length - 4} more` : values.join(', '));

/** What the workspace does not know of the names of a scope, or null. */
export function describeUnknown(noun: 'channel' | 'contact' | 'segment' | 'specialty' | 'territory' | 'rep', unknown: readonly string[]): string | null {
  if (unknown.length === 0) return null;
  if (noun === 'channel') return `Channel ${list(unknown)} does not exist.`;
  return noun === 'contact' ? `No contact has the ID ${list(unknown)}.` : `No contact has the ${noun} ${list(unknown)}.`;
}

/** Weekdays in words: `Mon to Fri`, `Mon, Wed`. ISO numbers in order. */
export function describeWeekdays(weekdays: readonly number[]): string {
  const [first = 1] = weekdays;
  const last = weekdays.at(-1) ?? first;
  const name = (weekday: number): string => weekdayNames[weekday % 7] ?? String(weekday);
  const isRun = weekdays.length > 2 && last - first === weekdays.length - 1;
  return isRun ? `${name(first)} to ${name(last)}` : weekdays.map(name).join(', ');
}

const within = (count: number): string => (count === 0 ? 'on the same day' : `within ${formatQuantity(count, 'day')}`);

/** What a limit is counted in: "a week", "from reset to reset (0 0 * * MON, Europe/Berlin)". */
const describePeriod = ({ per = 'horizon', resets }: Pick<Extract<Constraint, { kind: 'budget' }>, 'per' | 'resets'>): string => (resets === undefined ? periodNames[per] : `from reset to reset (${resets.cron}, ${resets.timeZone})`);

/** Limit of a rule in words: "350 actions a week". */
export function describeLimit(rule: Constraint, currency: string): string {
  switch (rule.kind) {
    case 'capacity':
      return `${actions(rule.max)} ${describePeriod(rule)}`;
    case 'rep_capacity':
      return `${actions(rule.max)} per rep ${describePeriod(rule)}`;
    case 'concurrent':
      return `${actions(rule.max)} in progress, ${formatQuantity(rule.durationDays, 'day')} each`;
    case 'budget': {
      const own = Object.entries(rule.costs ?? {}).map(([channel, cost]) => `${channel} at ${formatMoney(cost, currency)}`);
      return sentenceOf([sentenceOf([formatMoney(rule.max, currency), rule.resets === undefined && (rule.per ?? 'horizon') === 'horizon' ? null : describePeriod(rule)], ' '), ...own], ', ');
    }
    case 'frequency':
      return `${actions(rule.max)} in any ${formatQuantity(rule.windowDays, 'day')}`;
    case 'contact_limit': {
      const limits = [rule.maxPerMonth === undefined ? null : `${actions(rule.maxPerMonth)} a month`, rule.cooldownDays === undefined ? null : `${formatQuantity(rule.cooldownDays, 'day')} apart`];
      return `${sentenceOf(limits, ', ')} (${sourceNames[rule.source ?? 'default']})`;
    }
    case 'pressure': {
      const weights = Object.entries(rule.weights ?? {}).map(([channel, weight]) => `${channel} counts ${formatNumber(weight)}`);
      return sentenceOf([`weight ${formatNumber(rule.max)} per ${unitNames[rule.per]} in any ${formatQuantity(rule.windowDays, 'day')}`, ...weights], ', ');
    }
    case 'exclusion':
      return `no ${rule.first} and ${rule.second} ${within(rule.withinDays)}`;
    case 'sequence':
      return `${rule.need === 'precede' ? `${rule.then} only after ${rule.first}` : `${rule.first} only with ${rule.then} after it`}, ${within(rule.withinDays)}`;
    case 'rep_calendar':
      return sentenceOf([rule.weekdays === undefined ? null : describeWeekdays(rule.weekdays), rule.daysOff === undefined || rule.daysOff.length === 0 ? null : `${formatQuantity(rule.daysOff.length, 'day')} off`], ', ');
    case 'blackout': {
      const once = rule.from === rule.to ? formatDate(rule.from) : `${formatDate(rule.from)} to ${formatDate(rule.to)}`;
      const repeat = repeatOf(rule.recurrence);
      const days = repeat === 'never' ? once : `${once}, ${repeat === 'custom' ? (rule.recurrence ?? '') : repeatNames[repeat]}`;
      return rule.window === undefined || rule.window === 'blackout' ? days : `${windowNames[rule.window]} ${days}`;
    }
    case 'coverage':
      return rule.minShare === undefined ? formatQuantity(rule.minContacts, 'contact') : `${formatPercent(rule.minShare)} of contacts`;
    case 'minimum':
      return actions(rule.min);
  }
}

/** Scope of a rule in words: "email, call · segments A, B · from Mon 2027-01-04". */
export function describeScope(rule: Constraint): string {
  const named = (name: string, values: readonly string[] | null | undefined): string | null => (values == null ? null : `${name} ${list(values)}`);
  const isDated = rule.kind !== 'blackout';
  return sentenceOf(
    [
      rule.channels == null ? 'all channels' : rule.channels.join(', '),
      named('segments', rule.segments),
      named('specialties', rule.specialties),
      named('territories', rule.territories),
      named('reps', rule.reps),
      named('contacts', rule.contacts),
      isDated && rule.from != null ? `from ${formatDate(rule.from)}` : null,
      isDated && rule.to != null ? `to ${formatDate(rule.to)}` : null,
    ],
    ' · ',
  );
}
