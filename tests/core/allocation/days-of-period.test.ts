import { describe, expect, it } from 'vitest';
import { formatDay } from '../../../src/engine/base/day.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { daysOfPeriod } from '../../../src/main/core/services/plan-view.ts';

const problem = { horizon: { start: '2027-01-20', days: 30 } };
const between = (rule: Constraint, period?: string): (string | null)[] => Object.values(daysOfPeriod(rule, period, problem)).map((day) => (day === null ? null : formatDay(day)));
const cap = { id: 'cap', kind: 'capacity', max: 1 } as const;

describe('the days of a period in usage', () => {
  it.each([
    ['a day', { ...cap, per: 'day' }, '2027-01-22', ['2027-01-22', '2027-01-22']],
    ['a week of the horizon', { ...cap, per: 'week' }, 'week 2', ['2027-01-27', '2027-02-02']],
    ['a month, cut to the horizon', { ...cap, per: 'month' }, '2027-01', ['2027-01-20', '2027-01-31']],
    ['a month, cut to the rule', { ...cap, per: 'month', to: '2027-02-03' }, '2027-02', ['2027-02-01', '2027-02-03']],
    ['from reset to reset', { ...cap, per: 'day', resets: { cron: '0 0 * * MON', timeZone: 'America/New_York' } }, 'from 2027-01-25', ['2027-01-25', '2027-01-31']],
    ['a day of what is in progress', { id: 'busy', kind: 'concurrent', max: 1, durationDays: 3 }, '2027-01-22', ['2027-01-22', '2027-01-22']],
    ['the whole horizon', { id: 'money', kind: 'budget', max: 1, from: '2027-01-25' }, undefined, ['2027-01-25', null]],
    ['days that recur', { id: 'freeze', kind: 'blackout', from: '2026-01-25', to: '2026-01-26', recurrence: 'FREQ=YEARLY' }, undefined, [null, null]],
  ] as [string, Constraint, string | undefined, (string | null)[]][])('are %s', (_name, rule, period, expected) => {
    expect(between(rule, period)).toEqual(expected);
  });
});
