import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderTouches, rowsThrough } from '../../../src/engine/response/ordered-touches.ts';
import { recencyWeights } from '../../../src/engine/response/recency.ts';
import type { ResponseInput } from '../../../src/engine/response/response-model.ts';
import '../../support/seeded.ts';

type Row = readonly [contact: number, channel: number, day: number, responded: number];

const toInput = (rows: readonly Row[], asOfDay = 1000): ResponseInput => ({
  contactCount: 3,
  channelCount: 2,
  segmentOf: new Int32Array(3),
  segmentNames: ['all'],
  touches: { contact: Int32Array.from(rows, (row) => row[0]), channel: Uint8Array.from(rows, (row) => row[1]), day: Int32Array.from(rows, (row) => row[2]) },
  responded: Uint8Array.from(rows, (row) => row[3]),
  asOfDay,
});

describe('orderTouches', () => {
  it('counts the touches of a pair within the window, and gives touches of one day one position', () => {
    const days = [0, 0, 5, 9, 10, 25];
    const ordered = orderTouches(toInput(days.map((day) => [1, 1, day, 0])), 10);
    expect(Array.from(ordered.position)).toEqual([1, 1, 3, 4, 3, 1]);
  });

  it('keeps pairs apart', () => {
    const ordered = orderTouches(toInput([[0, 0, 1, 0], [0, 1, 2, 1], [2, 0, 3, 0], [0, 0, 4, 1]]), 90);
    expect(Array.from(ordered.pairStart)).toEqual([0, 2, 3, 3, 3, 4, 4]);
    expect(Array.from(ordered.pair)).toEqual([0, 0, 1, 4]);
    expect(Array.from(ordered.position)).toEqual([1, 2, 1, 1]);
    expect(Array.from(ordered.responded)).toEqual([0, 1, 1, 0]);
  });

  it('leaves out what lies after the day it is asked for, and says how many', () => {
    const ordered = orderTouches(toInput([[0, 0, 5, 0], [0, 0, 11, 1]], 10), 90);
    expect(Array.from(ordered.day)).toEqual([5]);
    expect(ordered.futureTouches).toBe(1);
  });

  it('counts rows through a day', () => {
    const ordered = orderTouches(toInput([1, 3, 3, 8].map((day) => [0, 0, day, 0])), 90);
    expect([0, 1, 3, 7, 8].map((day) => rowsThrough(ordered, 0, day))).toEqual([0, 1, 3, 3, 4]);
  });

  it('sorts days before 1970 too', () => {
    const ordered = orderTouches(toInput([[0, 0, 2, 0], [0, 0, -3, 1], [0, 0, -1, 0]]), 90);
    expect(Array.from(ordered.day)).toEqual([-3, -1, 2]);
    expect(Array.from(ordered.responded)).toEqual([1, 0, 0]);
  });

  it('makes the same arrays of any order, and of long pairs as of short ones', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 1 }), fc.integer({ min: -40, max: 40 }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 250 }), fc.integer({ min: 1, max: 50 }), (rows, window) => {
        const ordered = orderTouches(toInput(rows), window);
        expect(orderTouches(toInput([...rows].reverse()), window)).toEqual(ordered);
        ordered.day.forEach((day, place) => {
          const from = ordered.pairStart[ordered.pair[place]!]!;
          const to = ordered.pairStart[ordered.pair[place]! + 1]!;
          const earlier = Array.from(ordered.day.subarray(from, to)).filter((other) => other < day && other > day - window);
          expect(ordered.position[place]).toBe(1 + earlier.length);
        });
      }),
    );
  });

  it.each<[string, Row]>([
    ['contact', [3, 0, 0, 0]],
    ['channel', [0, 2, 0, 0]],
    ['day', [0, 0, -4_000_000, 0]],
  ])('throws on a %s out of range', (_what, row) => {
    expect(() => orderTouches(toInput([row]), 90)).toThrow(RangeError);
  });
});

describe('recencyWeights', () => {
  it('halves with every half-life', () => {
    const weights = recencyWeights(10, 30);
    expect(weights[0]).toBe(1);
    expect(weights[10]).toBeCloseTo(0.5, 15);
    expect(weights[25]).toBeCloseTo(2 ** -2.5, 15);
    expect(weights).toHaveLength(31);
    expect(() => recencyWeights(0, 1)).toThrow(RangeError);
  });
});
