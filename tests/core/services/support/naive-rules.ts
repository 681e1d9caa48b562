import fc from 'fast-check';
import type { RuleEdit } from '../../../../src/contract/rule.ts';
import type { ActionKey } from '../../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../../src/engine/model/constraint.ts';
import type { PlanningRules } from '../../../../src/engine/model/rules.ts';

const DAYS = ['2027-01-04', '2027-01-05', '2027-01-10', '2027-01-31'] as const;
export const CHANNELS = ['email', 'phone', 'visit', 'Ünïcode "x"'] as const;
const IDS = ['r1', 'r2', 'r3', "it's; --"] as const;

const channelId = fc.constantFrom(...CHANNELS);
const day = fc.constantFrom(...DAYS);
const amount = fc.constantFrom(0, 1, 2.5, 100, 1e6);
const names = fc.option(fc.array(fc.constantFrom('A', 'ß', '%'), { maxLength: 2 }), { nil: null });
const scope = { id: fc.constantFrom(...IDS), enforce: fc.boolean(), channels: fc.option(fc.array(channelId, { maxLength: 2 }), { nil: null }), segments: names, territories: names, contacts: names, from: fc.option(day, { nil: null }), to: fc.option(day, { nil: null }) };
const per = fc.constantFrom('day' as const, 'week' as const, 'horizon' as const);

/** Rules of every kind, enforced and reported only; each with its own parts, the parts of its scope or not. */
export const someConstraint: fc.Arbitrary<Constraint> = fc.oneof(
  fc.record({ ...scope, kind: fc.constant('capacity' as const), per, max: amount }, { requiredKeys: ['id', 'kind', 'per', 'max'] }),
  fc.record({ ...scope, kind: fc.constant('rep_capacity' as const), per, max: amount }, { requiredKeys: ['id', 'kind', 'per', 'max'] }),
  fc.record({ ...scope, kind: fc.constant('budget' as const), max: amount }, { requiredKeys: ['id', 'kind', 'max'] }),
  fc.record({ ...scope, kind: fc.constant('frequency' as const), windowDays: fc.integer({ min: 1, max: 30 }), max: fc.nat(5) }, { requiredKeys: ['id', 'kind', 'windowDays', 'max'] }),
  fc.record({ ...scope, kind: fc.constant('blackout' as const), from: day, to: day }, { requiredKeys: ['id', 'kind', 'from', 'to'] }),
  fc.record({ ...scope, kind: fc.constant('coverage' as const), minShare: fc.constantFrom(0, 0.25, 1) }, { requiredKeys: ['id', 'kind', 'minShare'] }),
  fc.record({ ...scope, kind: fc.constant('coverage' as const), minContacts: fc.nat(9) }, { requiredKeys: ['id', 'kind', 'minContacts'] }),
  fc.record({ ...scope, kind: fc.constant('minimum' as const), min: fc.nat(9) }, { requiredKeys: ['id', 'kind', 'min'] }),
);

export const someChannel = fc.record(
  { id: channelId, unitCost: amount, saturation: fc.constantFrom(0.1, 0.5, 1), maxPerContact: fc.nat(5), cooldownDays: fc.nat(9), weekdays: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 }) },
  { requiredKeys: ['id', 'unitCost', 'saturation', 'maxPerContact', 'cooldownDays'] },
);
/** Contacts of the workspace; actions speak of one more, who is not there. */
export const CONTACTS = ['c1', '😀', '\uFFFD'] as const;
export const someAction = fc.record({ contact: fc.constantFrom(...CONTACTS, 'nobody'), channel: channelId, date: day });
const someHorizon = fc.record({ start: fc.constantFrom('2027-01-04', '2027-01-05'), days: fc.constantFrom(6, 27, 28, 60) });
export const someObjective = fc.record({ metric: fc.constantFrom('lift' as const, 'net' as const, 'reach' as const), explorationShare: fc.constantFrom(0, 0.1), explorationBonus: fc.constantFrom(0, 2) }, { requiredKeys: ['metric'] });
const label = fc.record({ column: fc.constantFrom('segment', 'attributes.Größe'), fallback: fc.constant('?') }, { requiredKeys: ['column'] });
export const someMapping = fc.record({ value: fc.record({ column: fc.constant('value'), scale: fc.constantFrom(0.5, 2), fallback: amount }, { requiredKeys: ['fallback'] }), segment: label, territory: label, rep: label }, { requiredKeys: [] });

const word = <Word extends RuleEdit['edit']>(name: Word) => fc.constant(name);
export const someEdit: fc.Arbitrary<RuleEdit> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ edit: word('horizon'), horizon: someHorizon }) },
  { weight: 1, arbitrary: fc.record({ edit: word('objective'), objective: someObjective }) },
  { weight: 1, arbitrary: fc.record({ edit: word('contacts'), contacts: someMapping }) },
  { weight: 4, arbitrary: fc.record({ edit: word('channel'), channel: someChannel }) },
  { weight: 1, arbitrary: fc.record({ edit: word('remove_channel'), id: channelId }) },
  { weight: 8, arbitrary: fc.record({ edit: word('constraint'), constraint: someConstraint }) },
  { weight: 2, arbitrary: fc.record({ edit: word('rename_constraint'), id: fc.constantFrom(...IDS), newId: fc.constantFrom(...IDS, 'new') }) },
  { weight: 2, arbitrary: fc.record({ edit: word('remove_constraint'), id: fc.constantFrom(...IDS, 'new') }) },
  { weight: 3, arbitrary: fc.record({ edit: word('pin'), effect: fc.constantFrom('fixed' as const, 'forbidden' as const), action: someAction }) },
  { weight: 2, arbitrary: fc.record({ edit: word('unpin'), action: someAction }) },
);

const isSame = (one: ActionKey, other: ActionKey): boolean => one.contact === other.contact && one.channel === other.channel && one.date === other.date;
const compare = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));
const inOrder = (list: readonly ActionKey[]): ActionKey[] => [...list].sort((one, other) => compare(one.date, other.date) || compare(one.contact, other.contact) || compare(one.channel, other.channel));

/** Puts an entry in the place of the one with its id, or at the end. */
const put = <Entry extends { id: string }>(list: readonly Entry[], entry: Entry): Entry[] =>
  list.some((other) => other.id === entry.id) ? list.map((other) => (other.id === entry.id ? entry : other)) : [...list, entry];

function withPins(rules: PlanningRules, fixed: readonly ActionKey[], forbidden: readonly ActionKey[]): PlanningRules {
  const { fixed: _fixed, forbidden: _forbidden, ...rest } = rules;
  return { ...rest, ...(fixed.length > 0 ? { fixed: inOrder(fixed) } : {}), ...(forbidden.length > 0 ? { forbidden: inOrder(forbidden) } : {}) };
}

const dayOf = (date: string): number => Date.parse(date) / 86_400_000;
const isInside = ({ date }: ActionKey, { start, days }: PlanningRules['horizon']): boolean => dayOf(date) >= dayOf(start) && dayOf(date) < dayOf(start) + days;

/** The rules after an edit; the same object where nothing was there to remove, a fault code where it is refused. */
export function editNaively(rules: PlanningRules, edit: RuleEdit): PlanningRules | 'CONFLICT' | 'NOT_FOUND' | 'UNKNOWN_REFERENCE' | 'BAD_INPUT' {
  const { channels, constraints, fixed = [], forbidden = [] } = rules;
  switch (edit.edit) {
    case 'horizon':
      return [...fixed, ...forbidden].every((one) => isInside(one, edit.horizon)) ? { ...rules, horizon: edit.horizon } : 'CONFLICT';
    case 'objective':
      return { ...rules, objective: edit.objective };
    case 'contacts':
      return { ...rules, contacts: edit.contacts };
    case 'channel':
      return { ...rules, channels: put(channels, edit.channel) };
    case 'remove_channel':
      if (constraints.some((one) => one.channels?.includes(edit.id) === true) || [...fixed, ...forbidden].some((one) => one.channel === edit.id)) return 'CONFLICT';
      return channels.some((one) => one.id === edit.id) ? { ...rules, channels: channels.filter((one) => one.id !== edit.id) } : rules;
    case 'constraint': {
      const { from, to, channels: named } = edit.constraint;
      if (named?.some((id) => !channels.some((channel) => channel.id === id)) === true) return 'UNKNOWN_REFERENCE';
      if (from != null && to != null && to < from) return 'BAD_INPUT';
      return { ...rules, constraints: put(constraints, edit.constraint) };
    }
    case 'rename_constraint':
      if (!constraints.some((one) => one.id === edit.id)) return 'NOT_FOUND';
      if (constraints.some((one) => one.id === edit.newId)) return 'CONFLICT';
      return { ...rules, constraints: constraints.map((one) => (one.id === edit.id ? { ...one, id: edit.newId } : one)) };
    case 'remove_constraint':
      return constraints.some((one) => one.id === edit.id) ? { ...rules, constraints: constraints.filter((one) => one.id !== edit.id) } : rules;
    case 'pin': {
      if (!CONTACTS.some((key) => key === edit.action.contact) || !channels.some((one) => one.id === edit.action.channel)) return 'UNKNOWN_REFERENCE';
      if (!isInside(edit.action, rules.horizon)) return 'BAD_INPUT';
      const [others, forbiddenOthers] = [fixed, forbidden].map((list) => list.filter((one) => !isSame(one, edit.action)));
      return withPins(rules, [...(others ?? []), ...(edit.effect === 'fixed' ? [edit.action] : [])], [...(forbiddenOthers ?? []), ...(edit.effect === 'forbidden' ? [edit.action] : [])]);
    }
    case 'unpin':
      if (![...fixed, ...forbidden].some((one) => isSame(one, edit.action))) return rules;
      return withPins(rules, fixed.filter((one) => !isSame(one, edit.action)), forbidden.filter((one) => !isSame(one, edit.action)));
  }
}
