import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findBookingConflicts } from '../../../src/engine/allocation/booking-conflicts.ts';
import { followBudget } from '../../../src/engine/allocation/budget-burn.ts';
import type { Held } from '../../../src/engine/allocation/held-problem.ts';
import { countHeldUsage, followBudgets } from '../../../src/engine/allocation/held-usage.ts';
import type { PlanEntry } from '../../../src/engine/constraints/plan-view.ts';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { PlanningRules } from '../../../src/engine/model/rules.ts';
import '../../support/seeded.ts';

const START = '2027-01-04';
const DAYS = 14;
const dateOf = (day: number): string => formatDay((parseDay(START) ?? 0) + day);
const weekOf = (date: string): number => Math.floor(((parseDay(date) ?? 0) - (parseDay(START) ?? 0)) / 7);

const rules: PlanningRules = {
  format: 'omnivor.rules/1',
  horizon: { start: START, days: DAYS },
  channels: [
    { id: 'visit', unitCost: 10, saturation: 1, maxPerContact: 99, cooldownDays: 0 },
    { id: 'call', unitCost: 2, saturation: 1, maxPerContact: 99, cooldownDays: 0 },
  ],
  constraints: [
    { id: 'week', kind: 'capacity', per: 'week', max: 6, channels: ['visit'] },
    { id: 'north', kind: 'capacity', per: 'horizon', max: 5, territories: ['North'] },
    { id: 'money', kind: 'budget', max: 80, segments: ['A'] },
    { id: 'all-money', kind: 'budget', max: 200 },
  ],
  objective: { metric: 'lift' },
};

const held: fc.Arbitrary<Held> = fc.record({
  contact: fc.constantFrom('C1', 'C2', 'X1', null),
  channel: fc.constantFrom('visit', 'call'),
  date: fc.integer({ min: 0, max: DAYS - 1 }).map(dateOf),
  segment: fc.constant(''),
  territory: fc.constant(''),
  rep: fc.constant(''),
  actions: fc.integer({ min: 0, max: 3 }),
  committed: fc.integer({ min: 0, max: 30 }),
  spent: fc.integer({ min: 0, max: 30 }),
}).map((row) => ({ ...row, segment: row.contact === 'C1' ? 'A' : '', territory: row.contact === 'C2' ? 'North' : '' }));

/** One row a contact, channel and day, as the ledger answers them. */
const ledger = fc.uniqueArray(held, { maxLength: 12, selector: (row) => `${row.contact}|${row.channel}|${row.date}` });

const money = (rows: readonly Held[]): number => rows.reduce((sum, row) => sum + row.committed + row.spent, 0);

describe('what stands in the ledger', () => {
  it('uses of every limit what a count by hand says', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const used = new Map(countHeldUsage(rules, rows).map((usage) => [`${usage.constraint} ${usage.period ?? ''}`.trim(), usage.used]));
        const actions = (list: readonly Held[]): number => list.reduce((sum, row) => sum + row.actions, 0);
        for (const week of [0, 1]) expect(used.get(`week week ${week + 1}`)).toBe(actions(rows.filter((row) => row.channel === 'visit' && weekOf(row.date) === week)));
        expect(used.get('north')).toBe(actions(rows.filter((row) => row.territory === 'North')));
        expect(used.get('money')).toBe(money(rows.filter((row) => row.segment === 'A')));
        expect(used.get('all-money')).toBe(money(rows));
      }),
    );
  });

  it('leaves room for a plan exactly where every limit holds for both together', () => {
    const problem: AllocationProblem = { ...rules, format: 'omnivor.allocation/1', name: 'two', contacts: { ids: ['C1', 'C2'], value: [1, 1], segment: ['A', 'B'], territory: ['South', 'North'], rep: ['', ''], response: { visit: [0.1, 0.1], call: [0.1, 0.1] } } };
    const entry: fc.Arbitrary<PlanEntry> = fc.record({ contact: fc.constantFrom('C1', 'C2'), channel: fc.constantFrom('visit', 'call'), date: fc.integer({ min: 0, max: DAYS - 1 }).map(dateOf) });
    const plan = fc.uniqueArray(entry, { maxLength: 5, selector: (action) => `${action.contact}|${action.channel}|${action.date}` });
    fc.assert(
      fc.property(ledger, plan, (rows, actions) => {
        // Two actions of a channel on one contact and day break another rule; they are not what is asked here.
        const busy = new Set(actions.map((action) => `${action.contact}|${action.channel}|${action.date}`));
        const others = rows.filter((row) => row.actions <= 1 && !busy.has(`${row.contact}|${row.channel}|${row.date}`));
        const costOf = (action: PlanEntry): number => (action.channel === 'visit' ? 10 : 2);
        const visits = (week: number): [number, number] => [
          others.filter((row) => row.channel === 'visit' && weekOf(row.date) === week).reduce((sum, row) => sum + row.actions, 0),
          actions.filter((action) => action.channel === 'visit' && weekOf(action.date) === week).length,
        ];
        const isOver = ([before, more]: readonly [number, number], limit: number): boolean => before + more > limit && more > 0;
        const north: [number, number] = [others.filter((row) => row.territory === 'North').reduce((sum, row) => sum + row.actions, 0), actions.filter((action) => action.contact === 'C2').length];
        const moneyA: [number, number] = [money(others.filter((row) => row.segment === 'A')), actions.filter((action) => action.contact === 'C1').reduce((sum, action) => sum + costOf(action), 0)];
        const all: [number, number] = [money(others), actions.reduce((sum, action) => sum + costOf(action), 0)];
        const expected = [...(isOver(visits(0), 6) || isOver(visits(1), 6) ? ['week'] : []), ...(isOver(north, 5) ? ['north'] : []), ...(isOver(moneyA, 80) ? ['money'] : []), ...(isOver(all, 200) ? ['all-money'] : [])];
        expect(new Set(findBookingConflicts(problem, actions, others).map(({ rule }) => rule))).toEqual(new Set(expected));
      }),
    );
  });
});

describe('a budget by the week', () => {
  const weekly: PlanningRules = { ...rules, constraints: [{ id: 'weekly', kind: 'budget', per: 'week', max: 40, channels: ['visit'] }, { id: 'all-money', kind: 'budget', max: 200 }] };

  it('is used and followed week by week, and the weeks add up to what moved', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const visits = rows.filter((row) => row.channel === 'visit');
        const usage = countHeldUsage(weekly, rows);
        expect(usage.slice(0, 2)).toEqual([0, 1].map((week) => ({ constraint: 'weekly', period: `week ${week + 1}`, used: money(visits.filter((row) => weekOf(row.date) === week)), limit: 40 })));
        const burns = followBudgets(weekly, rows);
        expect(burns.map(({ constraint, period, to, limit }) => [constraint, period, to, limit])).toEqual([
          ['weekly', 'week 1', '2027-01-10', 40],
          ['weekly', 'week 2', '2027-01-17', 40],
          ['all-money', undefined, '2027-01-17', 200],
        ]);
        const totals = burns.map(({ days }) => (days.at(-1)?.committed ?? 0) + (days.at(-1)?.spent ?? 0));
        expect(totals).toEqual(usage.map(({ used }) => used));
      }),
    );
  });
});

describe('a budget with own costs', () => {
  const own: PlanningRules = { ...rules, constraints: [{ id: 'travel', kind: 'budget', max: 90, costs: { visit: 25 } }] };
  const row: Held = { contact: 'C1', channel: 'visit', date: dateOf(0), segment: '', territory: '', rep: '', actions: 1, committed: 10, spent: 0 };

  it('counts work at them, promised or done, and other money as it stands', () => {
    const rows: Held[] = [row, { ...row, date: dateOf(1), actions: 2, committed: 0, spent: 0, isDone: true }, { ...row, date: dateOf(2), actions: 0, committed: 0, spent: 4 }, { ...row, channel: 'call', date: dateOf(2), committed: 2 }];
    expect(countHeldUsage(own, rows)).toEqual([{ constraint: 'travel', used: 81, limit: 90 }]);
    expect(followBudgets(own, rows)[0]?.days).toEqual([
      { date: dateOf(0), committed: 25, spent: 0 },
      { date: dateOf(1), committed: 25, spent: 50 },
      { date: dateOf(2), committed: 27, spent: 54 },
    ]);
  });

  it('is followed to what it is used, whatever stands in the ledger', () => {
    fc.assert(
      fc.property(ledger, (rows) => {
        const [burn] = followBudgets(own, rows);
        expect((burn?.days.at(-1)?.committed ?? 0) + (burn?.days.at(-1)?.spent ?? 0)).toBe(countHeldUsage(own, rows)[0]?.used);
      }),
    );
  });
});

describe('a budget followed', () => {
  it('sums up to each day and lasts as long as its rate lets it', () => {
    const burn = followBudget([{ date: '2027-01-06', committed: 10, spent: 0 }, { date: '2027-01-04', committed: 0, spent: 20 }, { date: '2027-01-06', committed: 0, spent: 5 }], 70);
    expect(burn.days).toEqual([{ date: '2027-01-04', committed: 0, spent: 20 }, { date: '2027-01-06', committed: 10, spent: 25 }]);
    expect(burn.perDay).toBeCloseTo(35 / 3, 12);
    expect(burn.exhausted).toBe('2027-01-09');
  });

  it('names the day that passed the limit, and no day where nothing moves or it lasts for ever', () => {
    expect(followBudget([{ date: '2027-01-04', committed: 50, spent: 0 }, { date: '2027-01-05', committed: 50, spent: 0 }], 60).exhausted).toBe('2027-01-05');
    expect(followBudget([], 60)).toEqual({ days: [], perDay: 0, exhausted: null });
    expect(followBudget([{ date: '2027-01-04', committed: 0.001, spent: 0 }], 1000).exhausted).toBeNull();
  });
});
