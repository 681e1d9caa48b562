import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toSheetCell, toTsv } from '../../../src/renderer/shared/grid/copy-rows.ts';
import { describeCondition, operatorsFor } from '../../../src/renderer/shared/grid/filter-words.ts';
import { readCondition } from '../../../src/renderer/shared/grid/ConditionForm.tsx';
import { pageStep } from '../../../src/renderer/shared/grid/use-grid-keys.ts';
import { lastPageOf } from '../../../src/renderer/shared/grid/use-page-rows.ts';
import '../../support/seeded.ts';

describe('keys over page borders', () => {
  test('down on the last row goes to the first of the next page, up on the first to the last of the page before', () => {
    expect(pageStep('ArrowDown', false, 99, 100, 3, 9)).toEqual({ page: 4, at: 'first' });
    expect(pageStep('PageDown', false, 99, 100, 3, 9)).toEqual({ page: 4, at: 'first' });
    expect(pageStep('ArrowUp', false, 0, 100, 3, 9)).toEqual({ page: 2, at: 'last' });
    expect(pageStep('PageUp', false, 0, 100, 3, 9)).toEqual({ page: 2, at: 'last' });
  });

  test('inside a page, and at both ends of the list, the grid itself moves', () => {
    expect(pageStep('ArrowDown', false, 50, 100, 3, 9)).toBeNull();
    expect(pageStep('ArrowUp', false, 0, 100, 0, 9)).toBeNull();
    expect(pageStep('ArrowDown', false, 41, 42, 9, 9)).toBeNull();
    expect(pageStep('a', false, 0, 1, 0, 0)).toBeNull();
  });

  test('Ctrl-Home and Ctrl-End are the ends of the whole list', () => {
    expect(pageStep('End', true, 5, 100, 0, 499)).toEqual({ page: 499, at: 'last' });
    expect(pageStep('Home', true, 5, 100, 499, 499)).toEqual({ page: 0, at: 'first' });
    expect(pageStep('Home', true, 5, 100, 0, 499)).toBeNull();
  });

  test('last page of a list', () => expect([0, 1, 100, 101, 50_000].map(lastPageOf)).toEqual([0, 0, 0, 1, 499]));
});

describe('copied rows', () => {
  const columns = [
    { field: 'a', label: 'Name', text: (row: { readonly a: string; readonly b: string }) => row.a },
    { field: 'b', label: 'Value', unit: '€', text: (row: { readonly a: string; readonly b: string }) => row.b },
  ];

  test('a header with units, one line a row', () => {
    expect(toTsv(columns, [{ a: 'x', b: '1,200' }])).toBe('Name\tValue (€)\nx\t1,200');
  });

  test('formulas are neutralised, signed numbers stay numbers', () => {
    expect(['=1+1', '@SUM(A1)', '+cmd|x', '-2+3', '-12.5', '+23.4%', '–', '-'].map(toSheetCell)).toEqual(["'=1+1", "'@SUM(A1)", "'+cmd|x", "'-2+3", '-12.5', '+23.4%', '–', '-']);
  });

  test('whatever the cells hold, the table keeps its shape and starts no formula', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ a: fc.string({ unit: 'binary' }), b: fc.string() }), { maxLength: 20 }), (rows) => {
        const lines = toTsv(columns, rows).split('\n');
        expect(lines).toHaveLength(rows.length + 1);
        for (const line of lines) {
          const cells = line.split('\t');
          expect(cells).toHaveLength(2);
          for (const cell of cells) expect(cell).not.toMatch(/^[=@]/);
        }
      }),
    );
  });
});

describe('conditions', () => {
  const columns = [
    { column: 'segment', label: 'Segment', numeric: false },
    { column: 'value', label: 'Value', numeric: true },
  ];

  test('in words', () => {
    expect(describeCondition({ column: 'segment', operator: 'any_of', value: ['A', 'B'] }, columns)).toBe('Segment is any of A, B');
    expect(describeCondition({ column: 'segment', operator: 'any_of', value: ['A', 'B', 'C', 'D', 'E'] }, columns)).toBe('Segment is any of A, B, C +2');
    expect(describeCondition({ column: 'value', operator: 'at_least', value: 5 }, columns)).toBe('Value ≥ 5');
    expect(describeCondition({ column: 'attributes.x', operator: 'empty' }, columns)).toBe('attributes.x is empty');
  });

  test('typed values become what the core compares with', () => {
    const [segment, value] = columns as [(typeof columns)[0], (typeof columns)[0]];
    expect(readCondition(value, 'less', ['1,200.5'])).toEqual({ column: 'value', operator: 'less', value: 1200.5 });
    expect(readCondition(value, 'less', ['many'])).toEqual({ message: 'Number expected.' });
    expect(readCondition(segment, 'is', [' '])).toEqual({ message: 'Value required.' });
    expect(readCondition(segment, 'any_of', [])).toEqual({ message: 'At least 1 value.' });
    expect(readCondition(segment, 'empty', [])).toEqual({ column: 'segment', operator: 'empty' });
    expect(operatorsFor(true)).not.toContain('contains');
  });
});
