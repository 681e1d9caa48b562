import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDayChoice, fillDayChoice, openDayChoice, walkDays } from '../../../src/engine/allocation/day-choice.ts';
import '../../support/seeded.ts';

/** Least price of n days `spacing` apart, by trying all. */
function tryAll(open: readonly number[], price: readonly number[], from: number, n: number, spacing: number): number {
  if (n === 0) return 0;
  let best = Infinity;
  for (let at = from; at < open.length; at += 1) {
    let next = at + 1;
    while (next < open.length && open[next]! - open[at]! < spacing) next += 1;
    best = Math.min(best, price[at]! + tryAll(open, price, next, n - 1, spacing));
  }
  return best;
}

describe('cheapest days', () => {
  it('are the best of all choices, lie apart, and cost ever more', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ isOpen: fc.boolean(), price: fc.integer({ min: -3, max: 9 }) }), { minLength: 1, maxLength: 10 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 9 }),
        (days, spacing, earliest) => {
          const choice = createDayChoice(days.length, 4);
          openDayChoice(choice, Uint8Array.from(days, (day) => (day.isOpen ? 1 : 0)), 0, spacing, 4);
          const open = days.flatMap((day, at) => (day.isOpen ? [at] : []));
          expect([...choice.openDay.subarray(0, choice.openCount)]).toEqual(open);
          const price = open.map((day) => days[day]!.price);
          choice.price.set(price);
          fillDayChoice(choice);
          const from = choice.positionOf[Math.min(earliest, days.length)]!;
          let lastStep = -Infinity;
          for (let n = 1; n <= 4; n += 1) {
            const cost = choice.cost[n * choice.stride + from]!;
            expect(cost).toBe(tryAll(open, price, from, n, spacing));
            if (cost === Infinity) continue;
            const step = cost - choice.cost[(n - 1) * choice.stride + from]!;
            expect(step).toBeGreaterThanOrEqual(lastStep);
            lastStep = step;
            const walked: number[] = [];
            walkDays(choice, from, n, (position) => walked.push(position));
            expect(walked).toHaveLength(n);
            expect(walked.reduce((sum, position) => sum + price[position]!, 0)).toBe(cost);
            for (const [at, position] of walked.slice(1).entries()) expect(open[position]! - open[walked[at]!]!).toBeGreaterThanOrEqual(spacing);
          }
        },
      ),
    );
  });
});
