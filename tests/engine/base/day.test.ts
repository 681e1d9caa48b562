import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../../src/engine/base/day.ts';

describe('the date of a day', () => {
  it('is what the calendar of the language says, and is read back as the same day', () => {
    const first = parseDay('0000-01-01')!;
    const last = parseDay('9999-12-31')!;
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (day) => {
        expect(formatDay(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
        expect(parseDay(formatDay(day))).toBe(day);
      }),
      { numRuns: 500, seed: 20270303 },
    );
    expect([first, last].map(formatDay)).toEqual(['0000-01-01', '9999-12-31']);
  });

  it('knows leap days', () => {
    expect(['2024-02-29', '2000-02-29', '1900-02-28'].map((date) => formatDay(parseDay(date)! + 1))).toEqual(['2024-03-01', '2000-03-01', '1900-03-01']);
  });

  it('is refused for what is no day', () => {
    expect(() => formatDay(Number.NaN)).toThrow(RangeError);
  });
});
