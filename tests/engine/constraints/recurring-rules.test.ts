import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import { openActionChecker } from '../../../src/engine/constraints/check-action.ts';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { countRule, describeRule } from '../../../src/engine/constraints/registry.ts';
import type { Horizon } from '../../../src/engine/model/allocation.ts';
import { readAllocationProblem, readRulesFile } from '../../../src/engine/model/check-problem.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';
import { solve } from '../allocation/support/solving.ts';

const emailOn = (date: string, contact = 'a'): PlanEntry => ({ contact, channel: 'email', date });
/** Days of a horizon on which a rule lets no e-mail stand. */
function closedDays(rule: Constraint, horizon: Horizon): string[] {
  const start = parseDay(horizon.start)!;
  const dates = Array.from({ length: horizon.days }, (_, day) => formatDay(start + day));
  return dates.filter((date) => countRule(rule, viewPlan(makeSmallProblem([rule], { horizon }), [emailOn(date)])).violations.length > 0);
}

describe('a window that recurs', () => {
  const freeze: Constraint = { id: 'freeze', kind: 'blackout', from: '2024-12-30', to: '2025-01-01', recurrence: 'FREQ=YEARLY' };

  it.each([
    ['yearly, across the turn of the year', freeze, { start: '2027-12-28', days: 7 }, ['2027-12-30', '2027-12-31', '2028-01-01']],
    ['not before its first time', freeze, { start: '2023-12-28', days: 7 }, []],
    ['quarterly, its last Friday', { ...freeze, from: '2026-03-27', to: '2026-03-27', recurrence: 'FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR' }, { start: '2027-01-04', days: 365 }, ['2027-03-26', '2027-06-25', '2027-09-24', '2027-12-31']],
    ['without its exceptions', { ...freeze, exceptions: ['2027-12-30'] }, { start: '2027-12-28', days: 7 }, []],
    ['until its end', { ...freeze, recurrence: 'FREQ=YEARLY;COUNT=3' }, { start: '2026-12-28', days: 730 }, ['2026-12-30', '2026-12-31', '2027-01-01']],
  ] as [string, Constraint, Horizon, string[]][])('holds %s', (_name, rule, horizon, expected) => {
    expect(closedDays(rule, horizon)).toEqual(expected);
  });

  it('says its days and how they recur', () => {
    expect(describeRule(freeze)).toBe('freeze: no action from 2024-12-30 to 2025-01-01, FREQ=YEARLY');
  });

  it('keeps actions out of its days by every method, draws them where they are preferred, and only reports them where restricted', async () => {
    const weekly = { id: 'weekly', kind: 'blackout' as const, from: '2026-01-05', to: '2026-01-08', recurrence: 'FREQ=WEEKLY' };
    const datesOf = (plan: Plan): string[] => [...new Set(plan.actions.map(({ date }) => date))].sort();
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      const closed = await solve(makeSmallProblem([weekly]), method);
      expect(closed.actions.length, method).toBeGreaterThan(0);
      // 2027-01-04 is a Monday; Monday to Thursday are closed.
      for (const date of datesOf(closed)) expect(['2027-01-08', '2027-01-09', '2027-01-10', '2027-01-15', '2027-01-16', '2027-01-17']).toContain(date);
      const open = await solve(makeSmallProblem([{ ...weekly, window: 'restricted' }]), method);
      expect(open.objective).toBeGreaterThanOrEqual(closed.objective);
      const preferred = await solve(makeSmallProblem([{ ...weekly, from: '2026-01-07', to: '2026-01-07', window: 'preferred' }]), method);
      expect(preferred.usage.find(({ constraint }) => constraint === 'weekly')?.used ?? 0).toBeGreaterThan(0);
    }
  });

  it('gives the next day after it', () => {
    const answer = openActionChecker(makeSmallProblem([{ ...freeze, from: '2026-01-05', to: '2026-01-06', recurrence: 'FREQ=WEEKLY' }]), []).check(emailOn('2027-01-11'));
    expect(answer).toMatchObject({ ok: true, value: { passes: false, nextDate: '2027-01-13' } });
  });
});

describe('a capacity that resets', () => {
  const resets = { cron: '0 6 * * 3', timeZone: 'Europe/Berlin' };

  it('counts from reset to reset by the local day', () => {
    const rule: Constraint = { id: 'cap', kind: 'capacity', per: 'horizon', resets, max: 1 };
    const { usage, violations } = countRule(rule, viewPlan(makeSmallProblem([rule]), ['2027-01-05', '2027-01-06', '2027-01-12', '2027-01-13'].map((date) => emailOn(date))));
    expect(usage).toEqual([
      { constraint: 'cap', period: 'from 2026-12-30', used: 1, limit: 1 },
      { constraint: 'cap', period: 'from 2027-01-06', used: 2, limit: 1 },
      { constraint: 'cap', period: 'from 2027-01-13', used: 1, limit: 1 },
    ]);
    expect(violations).toEqual(['cap: 2 of 1 in from 2027-01-06']);
    expect(describeRule(rule)).toBe('cap: at most 1 action per reset (0 6 * * 3, Europe/Berlin)');
  });

  it('holds in plans of every method, budgets and reps included', async () => {
    const rules: Constraint[] = [
      { id: 'cap', kind: 'capacity', per: 'day', resets, max: 1 },
      { id: 'money', kind: 'budget', resets, channels: ['visit'], max: 100 },
      { id: 'reps', kind: 'rep_capacity', per: 'day', resets, max: 1 },
    ];
    for (const method of ['greedy', 'local', 'highs', 'glpk'] as const) {
      const plan = await solve(makeSmallProblem(rules), method);
      expect(plan.usage.filter(({ constraint }) => constraint === 'cap').map(({ period, used }) => [period, used])).toEqual([['from 2026-12-30', 1], ['from 2027-01-06', 1], ['from 2027-01-13', 1]]);
    }
  });
});

describe('what recurring rules may say', () => {
  const refusal = (constraint: object): string => {
    const read = readAllocationProblem({ ...makeSmallProblem(), constraints: [{ id: 'r', ...constraint }] });
    return read.ok ? 'accepted' : (read.fault.path ?? '');
  };
  const blackout = { kind: 'blackout', from: '2027-01-04', to: '2027-01-05' };

  it.each([
    [{ ...blackout, recurrence: 'FREQ=YEARLY' }, 'accepted'],
    [{ ...blackout, recurrence: 'FREQ=FORTNIGHTLY' }, '$.constraints[0].recurrence'],
    [{ ...blackout, recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, '$.constraints[0].recurrence'],
    [{ ...blackout, recurrence: 'FREQ=HOURLY' }, '$.constraints[0].recurrence'],
    [{ ...blackout, to: '2027-01-03', recurrence: 'FREQ=YEARLY' }, '$.constraints[0].to'],
    [{ ...blackout, exceptions: ['soon'] }, '$.constraints[0].exceptions[0]'],
    [{ kind: 'capacity', per: 'day', max: 1, resets: { cron: '0 0 1 * *', timeZone: 'Asia/Tokyo' } }, 'accepted'],
    [{ kind: 'capacity', per: 'day', max: 1, resets: { cron: 'monthly', timeZone: 'Asia/Tokyo' } }, '$.constraints[0].resets.cron'],
    [{ kind: 'capacity', per: 'day', max: 1, resets: { cron: '0 0 1 * *', timeZone: '+01:00' } }, '$.constraints[0].resets.timeZone'],
    [{ kind: 'budget', max: 1, resets: { cron: '0 0 31 2 *', timeZone: 'UTC' } }, '$.constraints[0].resets.cron'],
  ])('%j: %s', (constraint, expected) => {
    expect(refusal(constraint)).toBe(expected);
  });

  it('stand in rules files', () => {
    const { horizon, channels, objective } = makeSmallProblem();
    const file = { format: 'omnivor.rules/1', horizon, channels, objective, constraints: [{ id: 'r', ...blackout, recurrence: 'FREQ=YEARLY' }, { id: 'cap', kind: 'capacity', per: 'week', max: 1, resets: { cron: '0 0 1 * *', timeZone: 'Asia/Tokyo' } }] };
    expect(readRulesFile(file)).toMatchObject({ ok: true, value: { constraints: file.constraints } });
  });
});
