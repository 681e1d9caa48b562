import type { Constraint, ConstraintKind } from '../../../engine/model/constraint.ts';
import { Identifier } from '../../../engine/model/text.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatMoney, formatNumber, formatPercent, formatQuantity } from '../../shared/format/number.ts';

/** What each kind of rule does, for the planner who chooses one. */
export const kindSentences: Record<ConstraintKind, string> = {
  capacity: 'At most so many actions per day, week, month or horizon.',
  rep_capacity: 'At most so many actions per rep and day, week, month or horizon.',
  concurrent: 'At most so many actions in progress on any day.',
  budget: 'The actions in scope cost at most so much.',
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

export const periodNames = { day: 'a day', week: 'a week', month: 'a month', horizon: 'in the horizon' } as const;

const actions = (count: number): string => `${formatNumber(count)} ${count === 1 ? 'action' : 'actions'}`;

/** What keeps a text from being the name of a rule beside these others, or null. */
export function describeNameProblem(text: string, others: readonly string[]): string | null {
  if (text.trim() === '') return 'Expected a name.';
  const length = Identifier.safeParse(text);
  if (!length.success) return `${formatQuantity(text.length, 'character')}. Expected at most ${formatNumber(Identifier.maxLength)}.`;
  return others.includes(text) ? `Rule ${text} already exists.` : null;
}

/** Limit of a rule in words: "350 actions a week". */
export function describeLimit(rule: Constraint, currency: string): string {
  switch (rule.kind) {
    case 'capacity':
      return `${actions(rule.max)} ${periodNames[rule.per]}`;
    case 'rep_capacity':
      return `${actions(rule.max)} per rep ${periodNames[rule.per]}`;
    case 'concurrent':
      return `${actions(rule.max)} in progress, ${formatQuantity(rule.durationDays, 'day')} each`;
    case 'budget':
      return formatMoney(rule.max, currency);
    case 'frequency':
      return `${actions(rule.max)} in any ${formatQuantity(rule.windowDays, 'day')}`;
    case 'contact_limit':
      return [rule.maxPerMonth === undefined ? null : `${actions(rule.maxPerMonth)} a month`, rule.cooldownDays === undefined ? null : `${formatQuantity(rule.cooldownDays, 'day')} apart`].filter((words) => words !== null).join(', ');
    case 'pressure':
      return `${formatNumber(rule.max)} per ${rule.per} in any ${formatQuantity(rule.windowDays, 'day')}`;
    case 'exclusion':
      return `no ${rule.first} and ${rule.second} within ${formatQuantity(rule.withinDays, 'day')}`;
    case 'sequence':
      return `${rule.need === 'precede' ? `${rule.then} only after ${rule.first}` : `${rule.first} only with ${rule.then} after it`}, within ${formatQuantity(rule.withinDays, 'day')}`;
    case 'rep_calendar':
      return [rule.weekdays === undefined ? null : `weekdays ${rule.weekdays.join(', ')}`, rule.daysOff === undefined ? null : `${formatQuantity(rule.daysOff.length, 'day')} off`].filter((words) => words !== null).join(', ');
    case 'blackout':
      return rule.from === rule.to ? formatDate(rule.from) : `${formatDate(rule.from)} to ${formatDate(rule.to)}`;
    case 'coverage':
      return rule.minShare === undefined ? formatQuantity(rule.minContacts, 'contact') : `${formatPercent(rule.minShare)} of contacts`;
    case 'minimum':
      return actions(rule.min);
  }
}

/** Scope of a rule in words: "email, call · segments A, B · from Mon 2027-01-04". */
export function describeScope(rule: Constraint): string {
  const list = (name: string, values: readonly string[] | null | undefined): string | null => (values == null ? null : `${name} ${values.length > 4 ? `${values.slice(0, 4).join(', ')} and ${values.length - 4} more` : values.join(', ')}`);
  const parts = [rule.channels == null ? 'all channels' : rule.channels.join(', '), list('segments', rule.segments), list('territories', rule.territories), list('contacts', rule.contacts)];
  if (rule.kind !== 'blackout') {
    if (rule.from != null) parts.push(`from ${formatDate(rule.from)}`);
    if (rule.to != null) parts.push(`to ${formatDate(rule.to)}`);
  }
  return parts.filter((part) => part !== null).join(' · ');
}

/** An id no rule has yet: `capacity`, `capacity-2`, … */
export function freeRuleId(kind: ConstraintKind, rules: PlanningRules): string {
  const taken = new Set(rules.constraints.map((rule) => rule.id));
  const base = kind.replace('_', '-');
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The first two channels, for rules that speak of a pair; names to be filled in where there are fewer. */
function pairOfChannels({ channels }: PlanningRules): { first: string; second: string } {
  return { first: channels[0]?.id ?? 'first', second: channels[1]?.id ?? 'second' };
}

/** A new rule of a kind with limits to start from. */
export function createRule(kind: ConstraintKind, rules: PlanningRules): Constraint {
  const id = freeRuleId(kind, rules);
  switch (kind) {
    case 'capacity':
      return { id, kind, per: 'week', max: 100 };
    case 'rep_capacity':
      return { id, kind, per: 'day', max: 8 };
    case 'budget':
      return { id, kind, max: 10_000 };
    case 'frequency':
      return { id, kind, windowDays: 7, max: 2 };
    case 'concurrent':
      return { id, kind, max: 10, durationDays: 1 };
    case 'contact_limit':
      return { id, kind, maxPerMonth: 4 };
    case 'pressure':
      return { id, kind, windowDays: 7, max: 3, per: 'contact' };
    case 'exclusion':
      return { id, kind, ...pairOfChannels(rules), withinDays: 0 };
    case 'sequence': {
      const { first, second } = pairOfChannels(rules);
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      return { id, kind, first, then: second, withinDays: 7, need: 'precede' };
    }
    case 'rep_calendar':
      return { id, kind, weekdays: [1, 2, 3, 4, 5] };
    case 'blackout':
      return { id, kind, from: rules.horizon.start, to: rules.horizon.start };
    case 'coverage':
      return { id, kind, minShare: 0.5 };
    case 'minimum':
      return { id, kind, min: 1 };
  }
}
