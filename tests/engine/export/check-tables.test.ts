import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTables, shortenText } from '../../../src/engine/export/check-tables.ts';
import type { CellType, ExportCell, ExportColumn, ExportTable } from '../../../src/engine/export/table.ts';

const column = (type: CellType, more: Partial<ExportColumn> = {}): ExportColumn => ({ name: 'F', type, isRequired: false, ...more });
const table = (columns: ExportColumn[], rows: ExportCell[][], more: Partial<ExportTable> = {}): ExportTable => ({ id: 't', object: 'T', file: 't.csv', columns, key: columns[0]?.name ?? '', rows, contacts: rows.map(() => null), ...more });
const expectedOf = (type: CellType, cell: ExportCell, more: Partial<ExportColumn> = {}): string | null => checkTables([table([column(type, more)], [[cell]])], { shorten: false }).findings[0]?.expected ?? null;

describe('a cell of an export', () => {
  it.each<[CellType, ExportCell, string | null]>([
    [{ kind: 'text', max: 3 }, 'abc', null],
    [{ kind: 'text', max: 3 }, 'abcd', 'at most 3 characters'],
    [{ kind: 'text', max: 2 }, '👍', null],
    [{ kind: 'text', max: 9 }, 'a\u0000b', 'no control characters'],
    [{ kind: 'text', max: 9 }, 'a\nb', null],
    [{ kind: 'text', max: 9 }, '\uD800', 'whole characters: half of one stands alone'],
    [{ kind: 'key', max: 9 }, '=1', 'an id that starts no formula: no =, +, - or @ first'],
    [{ kind: 'key', max: 9 }, "'-1", 'an id that starts no formula: no =, +, - or @ first'],
    [{ kind: 'key', max: 9 }, ' a', 'an id without blanks around it'],
    [{ kind: 'key', max: 9 }, 'a\nb', 'an id on one line'],
    [{ kind: 'key', max: 2 }, 'abc', 'at most 2 characters'],
    [{ kind: 'key', max: 9 }, '007', null],
    [{ kind: 'salesforceId' }, '003D000000QV9n2', null],
    [{ kind: 'salesforceId' }, '003D000000QV9n2IAD', null],
    [{ kind: 'salesforceId' }, '003D000000QV9n2IAC', 'a record id: 15 characters, or 18 whose last three fit'],
    [{ kind: 'salesforceId' }, '003D000000QV9n', 'a record id: 15 characters, or 18 whose last three fit'],
    [{ kind: 'email', max: 254 }, 'a.b+c@example.org', null],
    [{ kind: 'email', max: 254 }, 'a@b', 'an email address'],
    [{ kind: 'email', max: 254 }, 'a b@example.org', 'an email address'],
    [{ kind: 'email', max: 254 }, '=a@example.org', 'an email address'],
    [{ kind: 'email', max: 12 }, 'abc@example.org', 'at most 12 characters'],
    [{ kind: 'picklist', values: ['High', 'Low'] }, 'high', 'one of High, Low'],
    [{ kind: 'number', min: 0, isWhole: true }, 1.5, 'a whole number'],
    [{ kind: 'number', min: 0 }, -1, '0 or more'],
    [{ kind: 'number', min: 0 }, Number.NaN, 'a number'],
    [{ kind: 'date' }, 'x', 'a day of the years 0 to 9999'],
    [{ kind: 'flag' }, 'yes', 'yes or no'],
  ])('%o %j: %j', (type, cell, expected) => {
    expect(expectedOf(type, cell)).toBe(expected);
  });

  it('may be empty unless it is required, and blanks are empty', () => {
    expect(expectedOf({ kind: 'key', max: 9 }, null)).toBeNull();
    expect(expectedOf({ kind: 'email', max: 9 }, '  ', { isRequired: true, needs: 'an email address' })).toBe('an email address');
  });
});

describe('rows of an export', () => {
  const key = column({ kind: 'key', max: 99 }, { name: 'Key', isRequired: true, isUnique: true });
  const link = column({ kind: 'key', max: 99 }, { name: 'Parent', isRequired: true, joins: 'parent' });
  const amount = column({ kind: 'number', min: 0 }, { name: 'Goal' });

  it('share no key, upper and lower case being one', () => {
    const { findings, tables } = checkTables([table([key], [['a'], ['b'], ['A']])], { shorten: false });
    expect(findings).toMatchObject([{ row: 2, value: 'A', expected: 'a value that stands once', detail: 'Row 2 has it too.' }]);
    expect([...tables[0]!.isRefused]).toEqual([0, 0, 1]);
  });

  it('fall with their parents, over all generations', () => {
    const parent = table([key, amount], [['p1', 1], ['p2', -1]], { id: 'parent', object: 'Parent' });
    const child = table([key, link], [['c1', 'p1'], ['c2', 'p2'], ['c3', 'p9']], { id: 'child', object: 'Child' });
    const grandchild = table([key, { ...link, joins: 'child' }], [['g1', 'c1'], ['g2', 'c2']], { id: 'grand', object: 'Grand' });
    const { findings, tables } = checkTables([parent, child, grandchild], { shorten: false });
    expect(tables.map(({ refused }) => refused)).toEqual([1, 2, 1]);
    expect(findings.map(({ table: id, row, expected }) => [id, row, expected])).toEqual([
      ['parent', 1, '0 or more'],
      ['child', 1, 'a row of Parent that is not refused itself'],
      ['child', 2, 'a row of Parent'],
      ['grand', 1, 'a row of Child that is not refused itself'],
    ]);
  });

  it('are cut where that is asked for, never through a character, and counted', () => {
    const text = column({ kind: 'text', max: 4, canShorten: true });
    expect(checkTables([table([text], [['abcdef']])], { shorten: true })).toMatchObject({ shortened: 1, findings: [], tables: [{ rows: [['abc…']], refused: 0 }] });
    expect(checkTables([table([{ ...text, type: { kind: 'key', max: 4 } }], [['abcdef']])], { shorten: true })).toMatchObject({ shortened: 0, tables: [{ refused: 1 }] });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (whole, max) => {
        const cut = shortenText(whole, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(/\p{Cs}/u.test(cut)).toBe(false);
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('are each either refused with a finding or accepted without one', () => {
    const cell = fc.oneof(fc.constantFrom('a', 'A', 'b', '=1', ' x', '', 'long enough to fail'), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 12 }), (rows) => {
        const { findings, tables } = checkTables([table([{ ...key, type: { kind: 'key', max: 9 } }, column({ kind: 'text', max: 3 }, { name: 'Text' })], rows.map((row) => [...row]))], { shorten: false });
        const faulty = new Set(findings.map(({ row }) => row));
        expect([...tables[0]!.isRefused].map((one, at) => [at, one === 1])).toEqual(rows.map((_row, at) => [at, faulty.has(at)]));
      }),
      { numRuns: 300, seed: 2 },
    );
  });
});
