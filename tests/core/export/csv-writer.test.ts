import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import type { CsvFormat } from '../../../src/engine/model/csv-format.ts';
import { defaultCsvFormat, formatCsv, formatCsvRow, neutraliseCell, restoreCell } from '../../../src/main/core/export/csv-writer.ts';
import { describeWithShared, sharedDir } from '../../support/shared.ts';

/** First characters by which spreadsheets take a cell for a formula, as ASCII and as full-width forms. */
const startsFormula = (text: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/u.test(text);
const readBack = (csv: string, delimiter: string): string[][] => Papa.parse<string[]>(csv, { delimiter, newline: '\r\n' }).data.slice(0, -1);

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^'{0,3}[=+\-@]?.{0,5}$/u), fc.stringMatching(/^[=+\-@\t '";,\n\r]{0,8}$/u));
const anyFormat: fc.Arbitrary<CsvFormat> = fc.record({ delimiter: fc.constantFrom(',' as const, ';' as const, '\t' as const), dateFormat: fc.constant('yyyy-MM-dd' as const), decimal: fc.constantFrom('.' as const, ',' as const), byteOrderMark: fc.constant(false) });

describe('a neutralised cell', () => {
  it('never starts a formula and always gives back the original', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(startsFormula(neutraliseCell(text))).toBe(false);
        expect(restoreCell(neutraliseCell(text))).toBe(text);
      }),
      { numRuns: 5000, seed: 1 },
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', "'=1", "''=1"])('%j gets one apostrophe', (text) => {
    expect(neutraliseCell(text)).toBe(`'${text}`);
  });

  it.each(['', 'a=1', "O'Neill", "'quoted'", ' =1', '1-1', '…'])('%j stays as it is', (text) => {
    expect(neutraliseCell(text)).toBe(text);
    expect(restoreCell(text)).toBe(text);
  });
});

describe('a CSV row', () => {
  it('read by another parser gives the same cells, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 6 }), anyFormat, (cells, format) => {
        const rows = readBack(formatCsvRow(cells, format) + formatCsvRow(['end'], format), format.delimiter);
        expect(rows[0]?.map(restoreCell)).toEqual(cells);
        for (const cell of rows[0] ?? []) expect(startsFormula(cell)).toBe(false);
      }),
      { numRuns: 3000, seed: 2 },
    );
  });

  it('writes numbers, days and nothing in the chosen format', () => {
    const day = parseDay('2027-03-09');
    if (day === null) throw new Error('A day was expected.');
    expect(formatCsvRow([1234.5, -2, { day }, null, 'a;b'], { delimiter: ';', dateFormat: 'dd.MM.yyyy', decimal: ',', byteOrderMark: false })).toBe('1234,5;-2;09.03.2027;;"a;b"\r\n');
    expect(formatCsvRow([0.5, { day }], defaultCsvFormat)).toBe('0.5,2027-03-09\r\n');
  });

  it('begins the file with a byte order mark only where asked', () => {
    expect([...formatCsv(['a'], [['b']], { ...defaultCsvFormat, byteOrderMark: true })].join('')).toBe('\uFEFFa\r\nb\r\n');
    expect([...formatCsv(['a'], [], defaultCsvFormat)].join('')).toBe('a\r\n');
  });
});

describeWithShared('known attacks and naughty strings', () => {
  it('are harmless in every dialect and come back unchanged', () => {
    const folder = join(sharedDir, 'data/csv_torture');
    const payloads = readFileSync(join(folder, 'csv-injection-payloads.txt'), 'utf8').split(/\r?\n/).filter((line) => line !== '');
    const naughty = JSON.parse(readFileSync(join(folder, 'blns.json'), 'utf8')) as string[];
    expect(payloads.length).toBeGreaterThan(5);
    expect(naughty.length).toBeGreaterThan(400);
    for (const delimiter of [',', ';', '\t'] as const) {
      const format = { ...defaultCsvFormat, delimiter };
      for (const text of [...payloads, ...naughty]) {
        const [row = []] = readBack(formatCsvRow(['before', text, 'after'], format) + formatCsvRow(['end'], format), delimiter);
        expect(row).toHaveLength(3);
        expect(startsFormula(row[1] ?? ''), text).toBe(false);
        expect(restoreCell(row[1] ?? '')).toBe(text);
      }
    }
  });
});
