import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorbDirect } from '../../../src/engine/attribution/absorb-direct.ts';
import { absorbBySweeps } from '../../../src/engine/attribution/absorb-sweeps.ts';
import { shapeChain } from '../../../src/engine/attribution/chain-shape.ts';
import { creditMarkov } from '../../../src/engine/attribution/credit-markov.ts';
import { createMarkovChain } from '../../../src/engine/attribution/markov-chain.ts';
import { createPathTable, type PathRow } from '../../../src/engine/attribution/path-table.ts';
import { byChannel, path } from './path-data.ts';

const anyRows: fc.Arbitrary<PathRow[]> = fc.array(
  fc.record({
    touches: fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 7 }),
    conversions: fc.integer({ min: 0, max: 4 }),
    value: fc.integer({ min: 0, max: 40 }),
    nulls: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 10 },
);

/** P(outcome) by walking on: the probability of every memory after each touch, until nothing is left to move. */
function walkOn(rows: readonly PathRow[], order: number, removed: string | null, usesNullPaths: boolean): { conversion: number; value: number } {
  const moves = new Map<string, { out: number; to: Map<string, number>; ended: number; gained: number }>();
  for (const { touches, conversions, value, nulls } of rows) {
    const count = conversions + (usesNullPaths ? nulls : 0);
    if (count === 0) continue;
    const memories = ['', ...touches.map((_, at) => touches.slice(Math.max(0, at + 1 - order), at + 1).join(''))];
    memories.forEach((memory, at) => {
      const move = moves.get(memory) ?? { out: 0, to: new Map<string, number>(), ended: 0, gained: 0 };
      moves.set(memory, move);
      move.out += count;
      const next = memories[at + 1];
      if (next !== undefined) move.to.set(next, (move.to.get(next) ?? 0) + count);
      else {
        move.ended += conversions;
        move.gained += value;
      }
    });
  }
  let here = new Map([['', 1]]);
  let conversion = 0;
  let value = 0;
  for (let moved = 1; moved > 1e-16; ) {
    const next = new Map<string, number>();
    for (const [memory, mass] of here) {
      const { out, to, ended, gained } = moves.get(memory)!;
      conversion += (mass * ended) / out;
      value += (mass * gained) / out;
      for (const [target, count] of to) if (removed === null || !target.includes(removed)) next.set(target, (next.get(target) ?? 0) + (mass * count) / out);
    }
    here = next;
    moved = [...here.values()].reduce((sum, mass) => sum + mass, 0);
  }
  return { conversion, value };
}

describe('removal effects', () => {
  it('agree with walking on step by step, for orders 1 to 3, both solvers', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 3 }), fc.boolean(), (rows, order, usesNullPaths) => {
        fc.pre(rows.some(({ conversions }) => conversions > 0));
        const valued = rows.map((row) => (row.conversions === 0 ? { ...row, value: 0 } : row));
        const table = createPathTable(valued);
        const chain = createMarkovChain(table, shapeChain(table, order), table, usesNullPaths);
        for (const removed of [null, ...table.channels]) {
          const isRemoved = Uint8Array.from(table.channels, (channel) => (channel === removed ? 1 : 0));
          const wanted = walkOn(valued, order, removed, usesNullPaths);
          for (const absorb of [absorbDirect, absorbBySweeps]) {
            const found = absorb(chain, isRemoved);
            expect(Math.abs(found.conversion - wanted.conversion)).toBeLessThan(1e-12);
            expect(Math.abs(found.value - wanted.value)).toBeLessThan(1e-11);
            expect(found.missing).toBeLessThan(1e-12);
          }
        }
      }),
      { numRuns: 250, seed: 20_270_107 },
    );
  });

  it('lie in [0, 1], and credits add up to the outcomes', () => {
    fc.assert(
      fc.property(anyRows, fc.integer({ min: 1, max: 5 }), (rows, order) => {
        fc.pre(rows.some(({ conversions }) => conversions > 0));
        const credit = creditMarkov(createPathTable(rows), order, true);
        if (!credit.ok) throw new Error(credit.fault.message);
        const { effects, conversions } = credit.value;
        expect(Math.min(...effects.conversions, ...conversions)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...effects.conversions)).toBeLessThanOrEqual(1);
        expect(conversions.reduce((sum, each) => sum + each, 0)).toBe(rows.reduce((sum, row) => sum + row.conversions, 0));
      }),
      { numRuns: 150, seed: 20_270_107 },
    );
  });

  it('are 1 for a channel on every path to an outcome', () => {
    const table = createPathTable([path('a > b', 2, 1), path('b > c > b', 1, 3), path('a > c', 0, 4)]);
    const credit = creditMarkov(table, 1, true);
    expect(credit.ok && byChannel(table, credit.value.effects.conversions)['b']).toBe(1);
  });

  it('see at order 2 what order 1 mixes up', () => {
    const table = createPathTable([path('a > c', 9, 1), path('b > c', 1, 9)]);
    const [first, second] = [1, 2].map((order) => {
      const credit = creditMarkov(table, order, true);
      if (!credit.ok) throw new Error(credit.fault.message);
      return byChannel(table, credit.value.effects.conversions);
    });
    expect(first!['a']).toBeCloseTo(0.5, 12);
    expect(second!['a']).toBeCloseTo(0.9, 12);
    expect(second!['b']).toBeCloseTo(0.1, 12);
  });

  it('are exact where walks loop for long', () => {
    // Every touch but one in 10,001 stays; without null paths all walks still end in an outcome.
    const table = createPathTable([path(Array.from({ length: 10_000 }, () => 'a').join(' > '), 1), path('b', 1)]);
    const credit = creditMarkov(table, 1, true);
    expect(credit.ok && byChannel(table, credit.value.effects.conversions)).toEqual({ a: 0.5, b: 0.5 });
  });

  it('give each channel value by the states its outcomes follow', () => {
    const table = createPathTable([path('a', 1, 0, 90), path('b', 1, 0, 10)]);
    const credit = creditMarkov(table, 1, true);
    if (!credit.ok) throw new Error(credit.fault.message);
    expect(credit.value.value[0]).toBeCloseTo(90, 10);
    expect(credit.value.conversions[0]).toBeCloseTo(1, 10);
  });

  it('do without the null state where all paths have an outcome', () => {
    const credit = creditMarkov(createPathTable([path('a > b', 3), path('b', 1)]), 1, true);
    expect(credit.ok && credit.value.effects.conversionProbability).toBeCloseTo(1, 15);
  });

  it.each([[[path('a > b', 0, 3)]], [[]]])('are refused where no path has an outcome %#', (rows) => {
    const credit = creditMarkov(createPathTable(rows), 1, true);
    expect(credit.ok ? null : credit.fault.message).toBe(`Markov: none of ${rows.length} paths has an outcome.`);
  });
});
