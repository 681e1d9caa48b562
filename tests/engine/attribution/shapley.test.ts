import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPathTable, type PathRow } from '../../../src/engine/attribution/path-table.ts';
import { creditShapley } from '../../../src/engine/attribution/shapley.ts';
import { byChannel, path } from './path-data.ts';

function ordersOf<T>(list: readonly T[]): T[][] {
  return list.length === 0 ? [[]] : list.flatMap((each, at) => ordersOf([...list.slice(0, at), ...list.slice(at + 1)]).map((rest) => [each, ...rest]));
}

/** Mean of what a channel adds to those before it, over all orders of arrival. */
function overAllOrders(rows: readonly PathRow[], channels: readonly string[]): Record<string, number> {
  const worth = (set: readonly string[]): number => rows.reduce((sum, row) => sum + (row.touches.every((touch) => set.includes(touch)) ? row.conversions : 0), 0);
  const orders = ordersOf(channels);
  const sums = Object.fromEntries(channels.map((channel) => [channel, 0]));
  for (const order of orders) order.forEach((channel, at) => (sums[channel]! += worth(order.slice(0, at + 1)) - worth(order.slice(0, at))));
  return Object.fromEntries(channels.map((channel) => [channel, sums[channel]! / orders.length]));
}

describe('creditShapley', () => {
  it('agrees with the mean over all orders of arrival', () => {
    const row = fc.record({ touches: fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 }), conversions: fc.integer({ min: 0, max: 9 }), value: fc.constant(1), nulls: fc.constant(2) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const table = createPathTable(rows);
        const credit = creditShapley(table);
        if (!credit.ok) throw new Error(credit.fault.message);
        const found = byChannel(table, credit.value.conversions);
        for (const [channel, number] of Object.entries(overAllOrders(rows, table.channels))) expect(found[channel]).toBeCloseTo(number, 10);
        expect(Math.min(...credit.value.conversions)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 120, seed: 20_270_107 },
    );
  });

  const channels = (count: number): string => Array.from({ length: count }, (_, at) => `c${at}`).join(' > ');

  it('is exact on 15 channels', () => {
    const credit = creditShapley(createPathTable([path(channels(15), 30), path('c3', 5)]));
    expect(credit.ok && [...credit.value.conversions].map((number) => Math.round(number * 1e9) / 1e9).sort((a, b) => b - a).slice(0, 2)).toEqual([7, 2]);
  });

  it('says that 16 are too many', () => {
    const credit = creditShapley(createPathTable([path(channels(16), 30)]));
    expect(credit.ok ? null : credit.fault).toMatchObject({ code: 'NOT_SUPPORTED', message: 'Shapley: 16 channels. Expected at most 15.' });
  });
});
