import { describe, expect, it } from 'vitest';
import { findCounted } from '../../../src/engine/constraints/counted-actions.ts';
import { countRule } from '../../../src/engine/constraints/registry.ts';
import { viewPlan, type PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import { makeSmallProblem } from '../allocation/support/small-problem.ts';

const startDay = parseDay('2027-01-25') ?? 0;
const problem: AllocationProblem = { ...makeSmallProblem(), horizon: { start: '2027-01-25', days: 14 } };
/** One action on every contact by every channel on every day. */
const everything: PlanEntry[] = Array.from({ length: 14 }, (_, day) => formatDay(startDay + day)).flatMap((date) => problem.contacts.ids.flatMap((contact) => problem.channels.map(({ id }) => ({ contact, channel: id, date }))));

/** Rows that a list narrowed to the line shows. */
function listRows(rule: Constraint, period: string | undefined, rep?: string): PlanEntry[] {
  const { channels, contacts, days } = findCounted(rule, period, problem);
  const repOf = (contact: string): string | undefined => problem.contacts.rep?.[problem.contacts.ids.indexOf(contact)];
  return everything.filter(({ contact, channel, date }) => (channels?.includes(channel) ?? true) && (contacts?.includes(contact) ?? true) && days.includes(parseDay(date) ?? -1) && (rep === undefined || repOf(contact) === rep));
}

describe('rows behind a line of usage', () => {
  const dates = { from: '2027-01-27', to: '2027-02-04' };
  const rules: Constraint[] = [
    ...(['day', 'week', 'month', 'horizon'] as const).map((per): Constraint => ({ id: `cap-${per}`, kind: 'capacity', per, max: 1, channels: ['visit'] })),
    { id: 'rep-month', kind: 'rep_capacity', per: 'month', max: 1, ...dates },
    { id: 'busy', kind: 'concurrent', max: 1, durationDays: 3, ...dates },
    { id: 'reset', kind: 'capacity', per: 'day', max: 1, resets: { cron: '0 0 * * MON', timeZone: 'America/New_York' } },
    { id: 'yearly', kind: 'blackout', from: '2026-01-30', to: '2026-02-01', recurrence: 'FREQ=YEARLY' },
    { id: 'closed', kind: 'blackout', from: '2027-01-30', to: '2027-02-02' },
    { id: 'leave', kind: 'rep_calendar', weekdays: [1, 2], daysOff: ['2027-02-01'], reps: ['R1'] },
    { id: 'some', kind: 'capacity', per: 'week', max: 1, contacts: ['a', 'c'] },
  ];

  it.each(rules.map((rule) => [rule.id, rule] as const))('%s: as many as the line says', (_id, rule) => {
    const { usage } = countRule(rule, viewPlan(problem, everything));
    expect(usage.length).toBeGreaterThan(0);
    for (const line of usage) expect(listRows(rule, line.period, line.rep), JSON.stringify(line)).toHaveLength(line.used);
  });

  it('a budget of a month costs what its rows cost', () => {
    const rule: Constraint = { id: 'money', kind: 'budget', per: 'month', max: 1 };
    const costOf = new Map(problem.channels.map(({ id, unitCost }) => [id, unitCost]));
    const { usage } = countRule(rule, viewPlan(problem, everything));
    expect(usage.map(({ period }) => period)).toEqual(['2027-01', '2027-02']);
    for (const line of usage) expect(listRows(rule, line.period).reduce((sum, { channel }) => sum + (costOf.get(channel) ?? 0), 0)).toBe(line.used);
  });

  it('a pair shows its channels, in scope; a sequence what needs a partner', () => {
    const pair = { first: 'email', second: 'visit', withinDays: 1 };
    expect(findCounted({ id: 'apart', kind: 'exclusion', ...pair }, undefined, problem).channels).toEqual(['email', 'visit']);
    expect(findCounted({ id: 'apart', kind: 'exclusion', ...pair, channels: ['visit'] }, undefined, problem).channels).toEqual(['visit']);
    // oxlint-disable-next-line unicorn/no-thenable -- text of the public format, never called
    const order: Constraint = { id: 'order', kind: 'sequence', first: 'email', then: 'visit', withinDays: 1, need: 'precede' };
    expect(findCounted(order, undefined, problem).channels).toEqual(['visit']);
    expect(findCounted({ ...order, need: 'follow' }, undefined, problem).channels).toEqual(['email']);
  });
});
