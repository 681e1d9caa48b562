import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatCompact, formatCount, formatFixed, formatMoney, formatNumber, formatPercent, formatPercentInterval, formatQuantity, formatSigned } from '../../../src/renderer/shared/format/number.ts';
import { parseNumberText, toFieldText } from '../../../src/renderer/shared/format/parse-number.ts';
import '../../support/seeded.ts';

describe('numbers', () => {
  test('missing is a dash, never 0', () => {
    for (const write of [formatCount, formatNumber, formatFixed, formatSigned, formatCompact, formatPercent]) {
      expect(write(null)).toBe('–');
      expect(write(undefined)).toBe('–');
      expect(write(Number.NaN)).toBe('–');
    }
    expect(formatMoney(null, 'EUR')).toBe('–');
    expect(formatPercentInterval(null, 0.1, 0.2)).toBe('–');
  });

  test('counts, money, percent and quantities', () => {
    expect(formatCount(50_000)).toBe('50,000');
    expect(formatNumber(1234.567)).toBe('1,234.57');
    expect(formatFixed(2, 2)).toBe('2.00');
    expect(formatSigned(23.44)).toBe('+23.4');
    expect(formatSigned(0)).toBe('0');
    expect(formatCompact(1_234_567)).toBe('1.2M');
    expect(formatMoney(1234.5, 'EUR')).toBe('€1,234.50');
    expect(formatMoney(1234.5, 'JPY')).toBe('¥1,235');
    expect(formatMoney(1234, 'USD', 0)).toBe('$1,234');
    expect(formatPercent(0.2345)).toBe('23.5%');
    expect(formatPercentInterval(0.123, 0.081, 0.169)).toBe('12.3% (8.1–16.9%)');
    expect(formatPercentInterval(0.123, null, 0.2)).toBe('12.3%');
    expect(formatQuantity(1, 'action')).toBe('1 action');
    expect(formatQuantity(847, 'action')).toBe('847 actions');
    expect(formatQuantity(2, 'touch', 'touches')).toBe('2 touches');
  });
});

describe('typed numbers', () => {
  test.each([
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,5', 1.5],
    ['1,234', 1234],
    ['1,234,567', 1_234_567],
    ['12 345', 12_345],
    ['1 234,50', 1234.5],
    ['−3', -3],
    ['.5', 0.5],
    ['1e3', 1000],
  ])('%s is %d', (text, value) => expect(parseNumberText(text)).toBe(value));

  test.each(['', 'abc', '1.2.3', '--1', '1e999', '12%', '=1+1', '1,23,4.5.6'])('%j is no number', (text) => expect(parseNumberText(text)).toBeNull());

  test('what the program writes it also reads', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (hundredths) => {
        const value = hundredths / 100;
        expect(parseNumberText(formatNumber(value))).toBe(value);
        expect(parseNumberText(toFieldText(value))).toBe(value);
      }),
    );
  });

  test('a field shows no float noise', () => expect(toFieldText(0.29 * 100)).toBe('29'));
});
