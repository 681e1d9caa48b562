import { describe, expect, it } from 'vitest';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { countRule, describeRule, findStandingBreaches, standingRules } from '../../../src/engine/constraints/registry.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem, ContactColumns } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem } from '../../../src/engine/model/check-problem.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';

const act = (contact: string, channel: string, day: number): PlanEntry => ({ contact, channel, date: `2027-01-${String(4 + day).padStart(2, '0')}` });
const withContacts = (columns: Partial<ContactColumns>): Partial<AllocationProblem> => ({ contacts: { ...makeSmallProblem().contacts, ...columns } });
const count = (rule: Constraint, actions: PlanEntry[], changes: Partial<AllocationProblem> = {}) => countRule(rule, viewPlan(makeSmallProblem([rule], changes), actions));
/** Contact a was touched by email the day before the start and five days before, b by visit the day before. */
const recent = { contact: [0, 0, 1], channel: ['email', 'email', 'visit'], day: [-1, -5, -1] };

describe('capacities and budgets', () => {
  it('count calendar months, and a budget any period', () => {
    const across = { horizon: { start: '2027-01-30', days: 4 } };
    const actions = ['2027-01-30', '2027-01-31', '2027-02-01'].map((date): PlanEntry => ({ contact: 'a', channel: 'visit', date }));
    expect(count({ id: 'cap', kind: 'capacity', per: 'month', max: 1 }, actions, across).usage).toEqual([
      { constraint: 'cap', period: '2027-01', used: 2, limit: 1 },
      { constraint: 'cap', period: '2027-02', used: 1, limit: 1 },
    ]);
    expect(count({ id: 'money', kind: 'budget', per: 'month', max: 150 }, actions, across).violations).toEqual(['money: 200 spent of 150 in 2027-01']);
  });

  it('a budget counts its own costs, and the unit cost of channels it names none of', () => {
    const rule: Constraint = { id: 'travel', kind: 'budget', max: 60, costs: { visit: 25.5, email: 0 } };
    const actions = [act('a', 'visit', 0), act('b', 'visit', 1), act('c', 'email', 1)];
    expect(count(rule, actions)).toEqual({ usage: [{ constraint: 'travel', used: 51, limit: 60 }], violations: [] });
    expect(count({ ...rule, max: 50 }, actions).violations).toEqual(['travel: 51 spent of 50']);
    expect(count({ ...rule, costs: { email: 3 } }, actions).usage[0]?.used).toBe(203);
    expect(describeRule(rule)).toBe('travel: at most 60 spent, visit at 25.5, email at 0');
  });

  it('work that others hold counts at the budget’s own cost, money alone as it stands', () => {
    const held = [
      { contact: 'a', channel: 'visit', date: '2027-01-04', actions: 2, amount: 999 },
      { contact: null, channel: 'visit', date: '2027-01-05', actions: 0, amount: 7 },
      { contact: 'b', channel: 'email', date: '2027-01-05', actions: 1, amount: 0.5 },
    ];
    expect(count({ id: 'travel', kind: 'budget', max: 60, costs: { visit: 10 } }, [act('c', 'visit', 3)], { held }).usage[0]?.used).toBe(37.5);
    expect(count({ id: 'travel', kind: 'budget', max: 60 }, [], { held }).usage[0]?.used).toBe(1006.5);
  });

  it('concurrent counts an action on its day and the days after, until the horizon ends', () => {
    const result = count({ id: 'busy', kind: 'concurrent', max: 1, durationDays: 3 }, [act('a', 'email', 0), act('b', 'email', 2), act('c', 'email', 13)]);
    expect(result.usage.map(({ used }) => used)).toEqual([1, 1, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(result.violations).toEqual(['busy: 2 of 1 in progress on 2027-01-06']);
  });
});

describe('limits of a contact', () => {
  it('contact_limit counts the touches of the month before the start', () => {
    const rule: Constraint = { id: 'limit', kind: 'contact_limit', maxPerMonth: 2 };
    // 2027-01-03 lies in January, 2026-12-30 does not.
    expect(count(rule, [act('a', 'visit', 0), act('a', 'email', 9)], withContacts({ recent })).violations).toEqual(['limit: a has 3 of 2 in a month']);
    expect(count(rule, [act('a', 'visit', 0)], withContacts({ recent })).violations).toEqual([]);
  });

  it('contact_limit says where it comes from', () => {
    const rule: Constraint = { id: 'limit', kind: 'contact_limit', maxPerMonth: 0, cooldownDays: 3, source: 'preference' };
    expect(count(rule, [act('c', 'visit', 1), act('c', 'email', 2)]).violations).toEqual(['limit: c has 2 of 0 in a month (preference)', 'limit: c has 2 of 1 in 3 days (preference)']);
  });

  it('contact_limit keeps actions of all channels in scope apart, earlier touches included unless they lie before its first date', () => {
    const rule: Constraint = { id: 'limit', kind: 'contact_limit', cooldownDays: 3 };
    expect(count(rule, [act('a', 'visit', 2)], withContacts({ recent })).violations).toEqual([]);
    expect(count(rule, [act('a', 'visit', 1)], withContacts({ recent })).violations).toEqual(['limit: a has 2 of 1 in 3 days']);
    expect(count({ ...rule, from: '2027-01-04' }, [act('a', 'visit', 1)], withContacts({ recent })).violations).toEqual([]);
    expect(count(rule, [act('c', 'visit', 1), act('c', 'email', 3)]).violations).toEqual(['limit: c has 2 of 1 in 3 days']);
  });

  it('touches in full replace the last touches', () => {
    const rule: Constraint = { id: 'rest', kind: 'frequency', windowDays: 7, max: 2 };
    const history = { email: [-1, null, null] };
    expect(count(rule, [act('a', 'visit', 0)], withContacts({ history })).usage[0]?.used).toBe(2);
    expect(count(rule, [act('a', 'visit', 0)], withContacts({ history, recent })).usage[0]?.used).toBe(3);
  });

  it('pressure weighs channels and adds up a household; contacts without one are alone', () => {
    const rule: Constraint = { id: 'press', kind: 'pressure', weights: { visit: 2.5 }, windowDays: 2, max: 3, per: 'household' };
    const household = withContacts({ household: ['H', 'H', ''] });
    expect(count(rule, [act('a', 'visit', 0), act('b', 'email', 1)], household).violations).toEqual(['press: household H has 3.5 of 3 in 2 days']);
    expect(count(rule, [act('a', 'visit', 0), act('b', 'email', 2)], household).violations).toEqual([]);
    expect(count(rule, [act('a', 'visit', 0), act('c', 'email', 1)], household).violations).toEqual([]);
    expect(count({ ...rule, per: 'contact' }, [act('a', 'visit', 0), act('b', 'email', 1)], household).usage).toEqual([{ constraint: 'press', used: 2.5, limit: 3 }]);
    expect(count(rule, [act('a', 'email', 0)], withContacts({ household: ['H', 'H', ''], recent })).violations).toEqual(['press: household H has 4.5 of 3 in 2 days']);
  });

  it('exclusion keeps two channels apart, in either order and from earlier touches', () => {
    const rule: Constraint = { id: 'apart', kind: 'exclusion', first: 'email', second: 'visit', withinDays: 1 };
    expect(count(rule, [act('c', 'visit', 2), act('c', 'email', 3)]).violations).toEqual(['apart: c visit 2027-01-06 has email within 1 day']);
    expect(count(rule, [act('c', 'visit', 2), act('c', 'email', 4), act('b', 'email', 2)]).violations).toEqual([]);
    expect(count(rule, [act('a', 'visit', 0)], withContacts({ recent })).violations).toHaveLength(1);
    expect(count({ ...rule, withinDays: 0 }, [act('a', 'visit', 0), act('a', 'email', 0)]).usage).toEqual([{ constraint: 'apart', used: 1, limit: 0 }]);
  });

  it('sequence asks for what precedes, the past included, or for what follows inside the horizon', () => {
    // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
    const rule: Constraint = { id: 'order', kind: 'sequence', first: 'email', then: 'visit', withinDays: 2, need: 'precede' };
    expect(count(rule, [act('c', 'visit', 4), act('c', 'email', 1), act('b', 'email', 4)]).violations).toEqual(['order: c visit 2027-01-08 has no email in the 2 days before']);
    expect(count(rule, [act('c', 'visit', 4), act('c', 'email', 4)]).violations).toEqual([]);
    expect(count(rule, [act('a', 'visit', 1)], withContacts({ recent })).violations).toEqual([]);
    const follow: Constraint = { ...rule, need: 'follow' };
    expect(count(follow, [act('c', 'email', 1), act('c', 'visit', 3)]).violations).toEqual([]);
    expect(count(follow, [act('c', 'email', 13), act('a', 'visit', 1)]).violations).toEqual(['order: c email 2027-01-17 has no visit in the 2 days after']);
  });
});

describe('days', () => {
  it('restricted days are reported and never enforced, preferred days counted of all', () => {
    const days = { kind: 'blackout', from: '2027-01-04', to: '2027-01-05' } as const;
    const problem = makeSmallProblem([{ id: 'watch', ...days, window: 'restricted' }, { id: 'rather', ...days, window: 'preferred' }]);
    const recount = recountPlan(problem, [act('a', 'email', 0), act('a', 'email', 5), act('b', 'email', 1)]);
    expect(recount.violations).toEqual([]);
    expect(recount.reported.map(({ message }) => message)).toEqual(['watch: a email 2027-01-04 stands on a restricted day', 'watch: b email 2027-01-05 stands on a restricted day']);
    expect(recount.usage).toEqual([{ constraint: 'watch', used: 2, limit: 0 }, { constraint: 'rather', used: 2, limit: 3 }]);
  });

  it('rep_calendar leaves working days only, for the reps it names', () => {
    const rule: Constraint = { id: 'leave', kind: 'rep_calendar', reps: ['R1'], weekdays: [1, 2], daysOff: ['2027-01-05'] };
    const actions = [act('a', 'email', 0), act('a', 'email', 1), act('b', 'email', 2), act('c', 'email', 2)];
    expect(count(rule, actions).violations).toEqual(['leave: a email 2027-01-05 is a day off', 'leave: b email 2027-01-06 is a day off']);
  });
});

describe('scope, consent and words', () => {
  it('scope knows specialties and reps', () => {
    const rule: Constraint = { id: 'few', kind: 'capacity', per: 'horizon', max: 0, specialties: ['cardio'], reps: ['R1'] };
    const specialty = withContacts({ specialty: ['cardio', 'derma', 'cardio'] });
    expect(count(rule, [act('a', 'email', 0), act('b', 'email', 0), act('c', 'email', 0)], specialty).usage[0]?.used).toBe(1);
  });

  it('an opt-out is a rule of every problem', () => {
    const problem = makeSmallProblem([], withContacts({ optOut: { email: [true, false, false] } }));
    const view = viewPlan(problem, [act('a', 'email', 0), act('a', 'visit', 0), act('b', 'email', 0)]);
    expect(findStandingBreaches(standingRules.find(({ id }) => id === 'consent')!, view)).toEqual(['consent: a email 2027-01-04 is against an opt-out']);
  });

  it('every new kind describes its limit', () => {
    const rules: Constraint[] = [
      { id: 'r', kind: 'concurrent', max: 2, durationDays: 3 },
      { id: 'r', kind: 'budget', per: 'week', max: 5 },
      { id: 'r', kind: 'contact_limit', maxPerMonth: 4, cooldownDays: 2, source: 'preference' },
      { id: 'r', kind: 'pressure', windowDays: 7, max: 2.5, per: 'account' },
      { id: 'r', kind: 'exclusion', first: 'email', second: 'visit', withinDays: 0 },
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      { id: 'r', kind: 'sequence', first: 'email', then: 'visit', withinDays: 3, need: 'precede' },
      // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
      { id: 'r', kind: 'sequence', first: 'email', then: 'visit', withinDays: 3, need: 'follow' },
      { id: 'r', kind: 'blackout', from: '2027-01-04', to: '2027-01-05', window: 'restricted' },
      { id: 'r', kind: 'rep_calendar', weekdays: [1, 2], daysOff: ['2027-01-05'] },
    ];
    expect(rules.map(describeRule)).toEqual([
      'r: at most 2 actions in progress, 3 days each',
      'r: at most 5 spent per week',
      'r: at most 4 actions per contact and month, actions on a contact 2 days apart (preference)',
      'r: at most 2.5 weighted actions per account in 7 days',
      'r: no email and visit on one contact on the same day',
      'r: visit only after email within 3 days',
      'r: email only with visit within 3 days after it',
      'r: restricted from 2027-01-04 to 2027-01-05',
      'r: only weekdays 1, 2, not on 1 day off',
    ]);
  });
});

describe('what a problem may say', () => {
  const refusal = (constraint: object, columns: object = {}): string => {
    const problem = makeSmallProblem();
    const read = readAllocationProblem({ ...problem, contacts: { ...problem.contacts, ...columns }, constraints: [{ id: 'r', ...constraint }] });
    return read.ok ? 'accepted' : read.fault.message;
  };
  const plain = { kind: 'capacity', per: 'day', max: 1 };

  it.each([
    [{ kind: 'contact_limit' }, '$.constraints[0]: found {"id":"r","kind":"contact_limit"}. Expected maxPerMonth, cooldownDays or both.'],
    [{ kind: 'rep_calendar' }, '$.constraints[0]: found {"id":"r","kind":"rep_calendar"}. Expected weekdays, daysOff or both.'],
    [{ kind: 'exclusion', first: 'email', second: 'email', withinDays: 1 }, '$.constraints[0].second: found "email". Expected a channel other than first.'],
    [{ kind: 'exclusion', first: 'email', second: 'fax', withinDays: 1 }, '$.constraints[0].second: found "fax". Expected a channel of this file.'],
    [{ kind: 'concurrent', max: 1, durationDays: 0 }, '$.constraints[0].durationDays: found 0. Expected 1 days or more.'],
    [{ kind: 'pressure', windowDays: 7, max: 1, per: 'contact', weights: { fax: 1 } }, '$.constraints[0].weights.fax: found "fax". Expected a channel of this file.'],
    [{ ...plain, owner: 'x'.repeat(121) }, `$.constraints[0].owner: found "${'x'.repeat(56)}…. Expected at most 120 characters.`],
    [{ ...plain, owner: 'Field force', reason: 'Agreed for the year', reps: ['R1'], specialties: null }, 'accepted'],
  ])('refuses %o where it makes no sense', (constraint, message) => {
    expect(refusal(constraint)).toBe(message);
  });

  it('refuses unknown keys, columns of another length and touches of nobody', () => {
    expect(refusal({ ...plain, colour: 'red' })).toMatch(/^\$\.constraints\[0\]/);
    expect(refusal(plain, { household: ['H'] })).toBe('$.contacts.household: found 1. Expected 3 entries, one per id.');
    expect(refusal(plain, { optOut: { email: [true] } })).toBe('$.contacts.optOut.email: found 1. Expected 3 entries, one per id.');
    expect(refusal(plain, { optOut: { fax: [true, true, true] } })).toBe('$.contacts.optOut.fax: found "fax". Expected a channel of this file.');
    expect(refusal(plain, { recent: { ...recent, contact: [0, 0, 3] } })).toBe('$.contacts.recent.contact[2]: found 3. Expected a position from 0 to 2.');
    expect(refusal(plain, { recent: { ...recent, channel: ['email', 'fax', 'visit'] } })).toBe('$.contacts.recent.channel[1]: found "fax". Expected a channel of this file.');
    expect(refusal(plain, { recent: { ...recent, day: [-1] } })).toBe('$.contacts.recent.day: found 1. Expected 3 entries, one per touch.');
    expect(refusal(plain, { recent: { ...recent, day: [-1, 0, -1] } })).toMatch(/^\$\.contacts\.recent\.day\[1\]: found 0\. Expected a day before the start/);
    expect(refusal(plain, { recent, optOut: { email: [true, false, false] }, specialty: ['', '', ''], account: ['X', 'X', ''] })).toBe('accepted');
  });
});
