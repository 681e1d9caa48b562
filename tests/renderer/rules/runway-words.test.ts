import { expect, test } from 'vitest';
import type { BudgetBurn } from '../../../src/contract/ledger.ts';
import { describeBurn, groupBurns, pickPeriod } from '../../../src/renderer/pages/constraint-diagnostic/runway-words.ts';

const burn = (constraint: string, period?: string, spent?: number): BudgetBurn => ({
  constraint,
  ...(period === undefined ? {} : { period }),
  to: '2027-01-31',
  limit: 100,
  days: spent === undefined ? [] : [{ date: '2027-01-05', committed: 0, spent }],
  perDay: spent ?? 0,
  exhausted: null,
});

test('the burns of a budget stand together, and the last period that moved money is shown until one is chosen', () => {
  const weeks = [burn('visits', '2027-W01', 40), burn('visits', '2027-W02', 10), burn('visits', '2027-W03')];
  const groups = groupBurns([...weeks, burn('all')]);
  expect(groups.map((group) => group.map(({ period }) => period))).toEqual([['2027-W01', '2027-W02', '2027-W03'], [undefined]]);
  expect(pickPeriod(weeks, null)?.period).toBe('2027-W02');
  expect(pickPeriod(weeks, '2027-W01')?.period).toBe('2027-W01');
  expect(pickPeriod(weeks, '2026-W52')?.period).toBe('2027-W02');
  expect(pickPeriod([burn('all')], null)?.constraint).toBe('all');
  expect(describeBurn(weeks[0]!, 'EUR')).toContain('Lasts beyond 2027-W01.');
});
