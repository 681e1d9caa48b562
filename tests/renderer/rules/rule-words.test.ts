import { describe, expect, test } from 'vitest';
import { Constraint, type ConstraintKind } from '../../../src/engine/model/constraint.ts';
import { readRulesFile } from '../../../src/engine/model/check-problem.ts';
import type { PlanningRules } from '../../../src/engine/model/rules.ts';
import { createRule, describeMissing, freeRuleId } from '../../../src/renderer/pages/constraint-diagnostic/create-rule.ts';
import { describeEnforcement } from '../../../src/renderer/pages/constraint-diagnostic/EnforceSwitch.tsx';
import { describePairProblem } from '../../../src/renderer/pages/constraint-diagnostic/PairFields.tsx';
import { describeKind, describeLength, describeLimit, describeNameProblem, describeScope, describeUnknown, describeWeekdays, kindSentences } from '../../../src/renderer/pages/constraint-diagnostic/rule-words.ts';
import { describeRunway } from '../../../src/renderer/pages/constraint-diagnostic/runway-words.ts';

const kinds = Object.keys(kindSentences) as ConstraintKind[];
const channel = (id: string) => ({ id, unitCost: 1, saturation: 1, maxPerContact: 4, cooldownDays: 0 });
const rules: PlanningRules = { format: 'omnivor.rules/1', horizon: { start: '2027-01-04', days: 28 }, channels: ['email', 'visit'].map(channel), constraints: [], objective: { metric: 'lift' } };
// oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
const order: Constraint = { id: 'r', kind: 'sequence', first: 'email', then: 'visit', withinDays: 7, need: 'precede' };

test('the name of a rule: 1 to 200 characters, once', () => {
  expect(describeNameProblem('budget', ['rest'])).toBeNull();
  expect(describeNameProblem('  ', [])).toBe('Expected a name.');
  expect(describeNameProblem('a'.repeat(200), [])).toBeNull();
  expect(describeNameProblem('a'.repeat(300), [])).toBe('300 characters. Expected at most 200.');
  expect(describeNameProblem('rest', ['rest'])).toBe('Rule rest already exists.');
});

describe('a new rule', () => {
  test.each(kinds)('%s: is one that a rules file may hold, and has words', (kind) => {
    const rule = createRule(kind, rules);
    expect(rule?.kind).toBe(kind);
    if (rule === null) return;
    expect(readRulesFile({ ...rules, constraints: [rule] })).toMatchObject({ ok: true });
    expect(describeLimit(rule, 'EUR')).toMatch(/\w/);
    expect(describeLimit(rule, 'EUR')).not.toMatch(/undefined|NaN|null/);
    expect(describeKind(rule)).toMatch(/\.$/);
  });

  test('of two channels needs two', () => {
    const alone = { ...rules, channels: [channel('email')] };
    for (const kind of ['exclusion', 'sequence'] as const) {
      expect(describeMissing(kind, alone)).toBe('needs 2 channels');
      expect(createRule(kind, alone)).toBeNull();
      expect(describeMissing(kind, rules)).toBeNull();
    }
    expect(describeMissing('capacity', { ...rules, channels: [] })).toBeNull();
  });

  test('has a name of its own', () => {
    const taken = { ...rules, constraints: [{ id: 'contact-limit', kind: 'minimum' as const, min: 1 }] };
    expect(freeRuleId('contact_limit', taken)).toBe('contact-limit-2');
  });
});

test.each<[Constraint, string]>([
  [{ id: 'r', kind: 'capacity', per: 'month', max: 350 }, '350 actions a month'],
  [{ id: 'r', kind: 'rep_capacity', per: 'month', max: 1 }, '1 action per rep a month'],
  [{ id: 'r', kind: 'concurrent', max: 12, durationDays: 5 }, '12 actions in progress, 5 days each'],
  [{ id: 'r', kind: 'budget', max: 48_000 }, '€48,000.00'],
  [{ id: 'r', kind: 'budget', per: 'horizon', max: 1 }, '€1.00'],
  [{ id: 'r', kind: 'budget', per: 'month', max: 1200 }, '€1,200.00 a month'],
  [{ id: 'r', kind: 'frequency', windowDays: 7, max: 2 }, '2 actions in any 7 days'],
  [{ id: 'r', kind: 'contact_limit', maxPerMonth: 4 }, '4 actions a month (default)'],
  [{ id: 'r', kind: 'contact_limit', maxPerMonth: 4, cooldownDays: 1, source: 'preference' }, '4 actions a month, 1 day apart (preference of the contact)'],
  [{ id: 'r', kind: 'contact_limit', cooldownDays: 9, source: 'compliance' }, '9 days apart (compliance)'],
  [{ id: 'r', kind: 'pressure', windowDays: 14, max: 4.5, per: 'household', weights: { visit: 2.5 } }, 'weight 4.5 per household in any 14 days, visit counts 2.5'],
  [{ id: 'r', kind: 'exclusion', first: 'email', second: 'visit', withinDays: 0 }, 'no email and visit on the same day'],
  [{ id: 'r', kind: 'exclusion', first: 'email', second: 'visit', withinDays: 3 }, 'no email and visit within 3 days'],
  [order, 'visit only after email, within 7 days'],
  [{ ...order, need: 'follow' }, 'email only with visit after it, within 7 days'],
  [{ id: 'r', kind: 'rep_calendar', weekdays: [1, 2, 3, 4, 5], daysOff: ['2027-01-06'] }, 'Mon to Fri, 1 day off'],
  [{ id: 'r', kind: 'rep_calendar', daysOff: ['2027-01-06', '2027-01-07'] }, '2 days off'],
  [{ id: 'r', kind: 'blackout', from: '2027-01-06', to: '2027-01-06' }, 'Wed 2027-01-06'],
  [{ id: 'r', kind: 'blackout', from: '2027-01-06', to: '2027-01-07', window: 'preferred' }, 'preferred Wed 2027-01-06 to Thu 2027-01-07'],
  [{ id: 'r', kind: 'coverage', minShare: 1 / 3 }, '33.3% of contacts'],
  [{ id: 'r', kind: 'coverage', minContacts: 1 }, '1 contact'],
  [{ id: 'r', kind: 'minimum', min: 5 }, '5 actions'],
])('limit of %o', (rule, words) => {
  expect(Constraint.safeParse(rule).success).toBe(true);
  expect(describeLimit(rule, 'EUR')).toBe(words);
});

test('scope in words, long lists cut', () => {
  expect(describeScope(order)).toBe('all channels');
  expect(describeScope({ ...order, channels: ['email'], segments: ['A'], specialties: ['cardio'], territories: ['South'], reps: ['R1', 'R2'], contacts: ['1', '2', '3', '4', '5', '6'], from: '2027-01-04', to: '2027-01-05' })).toBe(
    'email · segments A · specialties cardio · territories South · reps R1, R2 · contacts 1, 2, 3, 4 and 2 more · from Mon 2027-01-04 · to Tue 2027-01-05',
  );
});

test('weekdays in words', () => {
  expect(describeWeekdays([1, 2, 3, 4, 5, 6, 7])).toBe('Mon to Sun');
  expect(describeWeekdays([1, 3])).toBe('Mon, Wed');
  expect(describeWeekdays([6, 7])).toBe('Sat, Sun');
});

test('what the switch does depends on what the days mean', () => {
  const days = { id: 'r', kind: 'blackout', from: '2027-01-06', to: '2027-01-06' } as const;
  expect(describeEnforcement(days)).toBe('Plans keep the rule.');
  expect(describeEnforcement({ ...days, enforce: false })).toBe('Counted and reported, not enforced.');
  expect(describeEnforcement({ ...days, window: 'restricted' })).toBe('Restricted days are reported, never enforced.');
  expect(describeEnforcement({ ...days, window: 'preferred' })).toBe('Preferred where a day is as good as another.');
});

test('what is wrong is said beside the field', () => {
  expect(describeLength('x'.repeat(120), 120)).toBeNull();
  expect(describeLength('x'.repeat(121), 120)).toBe('121 characters. Expected at most 120.');
  expect(describeUnknown('contact', [])).toBeNull();
  expect(describeUnknown('contact', ['X1'])).toBe('No contact has the ID X1.');
  expect(describeUnknown('specialty', ['a', 'b'])).toBe('No contact has the specialty a, b.');
  expect(describeUnknown('channel', ['fax'])).toBe('Channel fax does not exist.');
  expect(describePairProblem('email', 'email', ['email'])).toBe('Expected a channel other than email.');
  expect(describePairProblem('fax', 'email', ['email'])).toBe('Channel fax does not exist.');
  expect(describePairProblem('visit', 'email', ['email', 'visit'])).toBeNull();
});

test('a budget of a period lasts no longer than to its end', () => {
  const moved = { days: [{ date: '2027-01-05', committed: 5, spent: 5 }], to: '2027-01-10' };
  expect(describeRunway({ ...moved, days: [], exhausted: null })).toBeNull();
  expect(describeRunway({ ...moved, period: 'week 1', exhausted: '2027-01-05' })).toBe('Reached on Tue 2027-01-05.');
  expect(describeRunway({ ...moved, period: 'week 1', exhausted: '2027-01-08' })).toBe('Lasts until Fri 2027-01-08 at this rate.');
  expect(describeRunway({ ...moved, period: 'week 1', exhausted: '2027-01-11' })).toBe('Lasts beyond week 1.');
  expect(describeRunway({ ...moved, exhausted: '2027-01-11' })).toBe('Lasts until Mon 2027-01-11 at this rate.');
  expect(describeRunway({ ...moved, exhausted: null })).toBe('Lasts more than 10 years at this rate.');
});
