import { describe, expect, it } from 'vitest';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { countRule, describeRule, findStandingBreaches, standingRules } from '../../../src/engine/constraints/registry.ts';
import { recountPlan } from '../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';

const act = (contact: string, channel: string, date: string, exploration = false): PlanEntry => ({ contact, channel, date, exploration });
const count = (rule: Constraint, actions: PlanEntry[], changes: Partial<AllocationProblem> = {}) => countRule(rule, viewPlan(makeSmallProblem([rule], changes), actions));
const standing = (id: string, actions: PlanEntry[], changes: Partial<AllocationProblem> = {}): readonly string[] =>
  findStandingBreaches(standingRules.find((rule) => rule.id === id)!, viewPlan(makeSmallProblem([], changes), actions));

const monday = '2027-01-04';
const tuesday = '2027-01-05';
const nextMonday = '2027-01-11';

describe('rules counted on a plan', () => {
  it('capacity per week names every week and says used of limit where it is passed', () => {
    const rule: Constraint = { id: 'cap-email', kind: 'capacity', channels: ['email'], per: 'week', max: 1 };
    const result = count(rule, [act('a', 'email', monday), act('b', 'email', tuesday), act('c', 'email', nextMonday), act('c', 'visit', monday)]);
    expect(result.usage).toEqual([
      { constraint: 'cap-email', period: 'week 1', used: 2, limit: 1 },
      { constraint: 'cap-email', period: 'week 2', used: 1, limit: 1 },
    ]);
    expect(result.violations).toEqual(['cap-email: 2 of 1 in week 1']);
  });

  it('capacity per day counts only days between its dates', () => {
    const rule: Constraint = { id: 'day', kind: 'capacity', per: 'day', max: 0, from: tuesday, to: '2027-01-06' };
    const result = count(rule, [act('a', 'email', monday), act('b', 'email', tuesday)]);
    expect(result.usage).toEqual([
      { constraint: 'day', period: '2027-01-05', used: 1, limit: 0 },
      { constraint: 'day', period: '2027-01-06', used: 0, limit: 0 },
    ]);
    expect(result.violations).toEqual(['day: 1 of 0 in 2027-01-05']);
  });

  it('rep capacity counts for each rep, and one nameless rep where contacts have none', () => {
    const rule: Constraint = { id: 'rep', kind: 'rep_capacity', per: 'horizon', max: 1 };
    const actions = [act('a', 'email', monday), act('b', 'email', monday), act('c', 'email', monday)];
    expect(count(rule, actions).usage).toEqual([
      { constraint: 'rep', rep: 'R1', used: 2, limit: 1 },
      { constraint: 'rep', rep: 'R2', used: 1, limit: 1 },
    ]);
    expect(count(rule, actions).violations).toEqual(['rep: 2 of 1 for R1']);
    const { rep: _dropped, ...contacts } = makeSmallProblem().contacts;
    expect(count(rule, actions, { contacts }).usage).toEqual([{ constraint: 'rep', rep: '', used: 3, limit: 1 }]);
  });

  it('budget adds unit costs in scope and forgives rounding only', () => {
    const rule: Constraint = { id: 'money', kind: 'budget', max: 100, segments: ['A'] };
    expect(count(rule, [act('a', 'visit', monday), act('c', 'visit', monday)])).toEqual({ usage: [{ constraint: 'money', used: 100, limit: 100 }], violations: [] });
    expect(count(rule, [act('a', 'visit', monday), act('b', 'email', monday)]).violations).toEqual(['money: 101 spent of 100']);
  });

  it('frequency counts windows that end on a planned day, with history only where the rule has no first date', () => {
    const rule: Constraint = { id: 'rest', kind: 'frequency', windowDays: 7, max: 1 };
    const history = { email: [-3, null, null], visit: [-30, null, null] };
    const withHistory = { contacts: { ...makeSmallProblem().contacts, history } };
    expect(count(rule, [act('a', 'email', tuesday)], withHistory).violations).toEqual(['rest: a has 2 of 1 in 7 days']);
    expect(count({ ...rule, from: monday }, [act('a', 'email', tuesday)], withHistory).violations).toEqual([]);
    expect(count(rule, [act('a', 'email', nextMonday), act('a', 'visit', nextMonday)], withHistory).usage).toEqual([{ constraint: 'rest', used: 2, limit: 1 }]);
    expect(count(rule, [], withHistory).usage).toEqual([{ constraint: 'rest', used: 0, limit: 1 }]);
  });

  it('blackout names what stands inside it', () => {
    const rule: Constraint = { id: 'congress', kind: 'blackout', from: monday, to: tuesday, channels: ['visit'] };
    expect(count(rule, [act('a', 'visit', tuesday), act('a', 'email', tuesday)]).violations).toEqual(['congress: a visit 2027-01-05 is blacked out']);
  });

  it('coverage rounds a share up to whole contacts and counts each contact once', () => {
    const rule: Constraint = { id: 'reach', kind: 'coverage', minShare: 0.5, channels: ['email'] };
    const result = count(rule, [act('a', 'email', monday), act('a', 'email', nextMonday), act('b', 'visit', monday)]);
    expect(result).toEqual({ usage: [{ constraint: 'reach', used: 1, limit: 2 }], violations: ['reach: 1 contact reached of 2 needed'] });
    expect(count({ id: 'reach', kind: 'coverage', minContacts: 1 }, [act('a', 'email', monday)]).violations).toEqual([]);
  });

  it('minimum counts actions in scope', () => {
    const rule: Constraint = { id: 'least', kind: 'minimum', min: 2, territories: ['S'] };
    expect(count(rule, [act('a', 'email', monday), act('b', 'email', monday)]).violations).toEqual(['least: 1 action of 2 needed']);
  });

  it('a scope list that names nothing covers nothing, and contacts without labels are in no labelled scope', () => {
    const rule: Constraint = { id: 'none', kind: 'budget', max: 0, channels: [] };
    expect(count(rule, [act('a', 'visit', monday)]).usage).toEqual([{ constraint: 'none', used: 0, limit: 0 }]);
    const { segment: _dropped, ...contacts } = makeSmallProblem().contacts;
    expect(count({ id: 'seg', kind: 'budget', max: 0, segments: ['A'] }, [act('a', 'visit', monday)], { contacts }).violations).toEqual([]);
  });

  it('describes every kind with its limit', () => {
    const rules: Constraint[] = [
      { id: 'r', kind: 'capacity', per: 'week', max: 1 },
      { id: 'r', kind: 'rep_capacity', per: 'day', max: 3 },
      { id: 'r', kind: 'budget', max: 99.5 },
      { id: 'r', kind: 'frequency', windowDays: 7, max: 2 },
      { id: 'r', kind: 'blackout', from: monday, to: tuesday },
      { id: 'r', kind: 'coverage', minShare: 0.125 },
      { id: 'r', kind: 'minimum', min: 5 },
    ];
    expect(rules.map(describeRule)).toEqual([
      'r: at most 1 action per week',
      'r: at most 3 actions per rep and day',
      'r: at most 99.5 spent',
      'r: at most 2 actions per contact in 7 days',
      'r: no action from 2027-01-04 to 2027-01-05',
      'r: at least 12.5% of the contacts in scope reached',
      'r: at least 5 actions',
    ]);
  });
});

describe('rules every problem has', () => {
  it('cooldown counts the last touch before the horizon', () => {
    expect(standing('cooldown', [act('a', 'email', monday), act('a', 'email', '2027-01-06')])).toEqual(['cooldown: a email on 2027-01-06 comes 2 days after the last, 3 needed']);
    const history = { email: [-1, null, null] };
    expect(standing('cooldown', [act('a', 'email', monday)], { contacts: { ...makeSmallProblem().contacts, history } })).toHaveLength(1);
    expect(standing('cooldown', [act('a', 'email', '2027-01-06')], { contacts: { ...makeSmallProblem().contacts, history } })).toEqual([]);
  });

  it('max per contact, weekday, horizon, once a day', () => {
    expect(standing('max-per-contact', [act('a', 'visit', monday), act('a', 'visit', tuesday)])).toEqual(['max-per-contact: a has 2 of 1 visit']);
    expect(standing('weekday', [act('a', 'visit', '2027-01-09')])).toEqual(['weekday: a visit 2027-01-09 is not a day of the channel']);
    expect(standing('horizon', [act('a', 'email', '2027-01-18')])).toEqual(['horizon: a email 2027-01-18 lies outside']);
    expect(recountPlan(makeSmallProblem(), [act('nobody', 'email', monday)]).violations).toEqual([{ rule: 'horizon', message: 'horizon: nobody email 2027-01-04 is not of this problem' }]);
    expect(standing('once-a-day', [act('a', 'visit', monday), act('a', 'visit', monday)])).toEqual(['once-a-day: a visit 2027-01-04 stands twice']);
  });

  it('fixed and forbidden actions', () => {
    const pin = { contact: 'a', channel: 'email', date: monday };
    expect(standing('fixed', [], { fixed: [pin] })).toEqual(['fixed: a email 2027-01-04 is missing']);
    expect(standing('fixed', [act('a', 'email', monday)], { fixed: [pin] })).toEqual([]);
    expect(standing('forbidden', [act('a', 'email', monday)], { forbidden: [pin] })).toEqual(['forbidden: a email 2027-01-04 is planned']);
  });

  it('exploration stays within its share of the cost, and needs one', () => {
    const actions = [act('a', 'visit', monday), act('b', 'email', monday, true), act('c', 'email', monday, true)];
    const objective = (share: number) => ({ objective: { metric: 'lift' as const, explorationShare: share } });
    expect(standing('exploration-share', actions, objective(0.02))).toEqual([]);
    expect(standing('exploration-share', actions, objective(0.01))).toEqual(['exploration-share: 2 of 102 spent on exploration, at most 1%']);
    expect(standing('exploration-share', actions)).toEqual(['exploration-share: 2 actions flagged, no share given']);
  });
});
