import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { formatNumber, readNumberFormat } from '../../../src/main/core/import/reading/xlsx/number-format.ts';
import { columnOf } from '../../../src/main/core/import/reading/xlsx/sheet-source.ts';
import { countsOf, importOrThrow, inspectOrThrow, runImport } from './support/run-import.ts';
import { createTestFolder, createWorkspace, withWorkspace, type TestFolder } from './support/workspace.ts';
import { writeWorkbook, writeZip } from './support/workbook-file.ts';

let folder: TestFolder;
let workspace: string;
beforeEach(() => {
  folder = createTestFolder();
  workspace = createWorkspace(folder);
});
afterEach(() => folder.remove());

const write = (content: Buffer): string => {
  const path = folder.file('book.xlsx');
  writeFileSync(path, content);
  return path;
};
const read = (sql: string): unknown[] => withWorkspace(workspace, (sqlite) => sqlite.prepare(sql).all());

describe('workbooks', () => {
  test('contacts: ids without ".0" or exponent, padded postal codes, every kind of text', async () => {
    const path = write(
      writeWorkbook(
        [
          { name: 'Notes', rows: [['Not this one']], isHidden: true },
          {
            name: 'HCPs & more',
            rows: [
              ['Export of contacts'],
              [],
              ['Contact ID', 'Name', 'ZIP', 'Value', 'Opt in', 'Note'],
              [12345678901, ' Ä & <b> ', { number: 1067, format: 0 }, 0.1, true, { inline: 'a\r\nb' }],
              [2, { inline: 'Zweite' }, '00501', 12, false, null],
              [{ number: '3.0', format: 1 }, 'Dritte', null, { error: '#N/A' }, null],
              ['Total', null, null, 12.1],
            ],
          },
        ],
        { formats: ['00000', '0'] },
      ),
    );
    const inspection = await inspectOrThrow(path, workspace);
    expect([inspection.sheets, inspection.settings.dialect.sheet, inspection.settings.encoding, inspection.settings.dialect.skipRows]).toEqual([['Notes', 'HCPs & more'], 'HCPs & more', 'xlsx', 2]);
    const report = await importOrThrow(path, workspace);
    expect([countsOf(report), report.skipped]).toEqual([[2, 0, 0, 0, 1], { blank: 0, footer: 1 }]);
    expect(report.reasons[0]?.reason).toBe('Not a number. Expected a number with decimal point.');
    expect(read('SELECT key, name, postal_code, value, attributes FROM contacts ORDER BY id')).toEqual([
      { key: '12345678901', name: ' Ä & <b> ', postal_code: '01067', value: 0.1, attributes: JSON.stringify({ 'Opt in': 'TRUE', Note: 'a\r\nb' }) },
      { key: '2', name: 'Zweite', postal_code: '00501', value: 12, attributes: '{"Opt in":"FALSE"}' },
    ]);
  });

  test.each([false, true])('touches: dates by number format, day numbers, text dates (starts in 1904: %s)', async (startsIn1904) => {
    const serial = startsIn1904 ? 45_352 - 1462 : 45_352;
    const path = write(
      writeWorkbook(
        [
          {
            name: 'Touches',
            rows: [
              ['Contact ID', 'Date', 'Channel'],
              [1, { number: serial, format: 0 }, 'E-Mail'],
              [2, { number: serial + 0.75, format: 1 }, 'Call'],
              [3, '2024-03-01 10:00', 'Call'],
              [4, { number: serial + 1, format: 2 }, 'Call'],
            ],
          },
        ],
        { formats: ['dd/mm/yyyy', 'yyyy-mm-dd hh:mm', '[$-409]d\\-mmm\\-yy;@'], startsIn1904 },
      ),
    );
    expect(countsOf(await importOrThrow(path, workspace))).toEqual([4, 0, 0, 0, 0]);
    expect(read('SELECT day, second, channel FROM touches ORDER BY contact_id')).toEqual([
      { day: 19_783, second: -1, channel: 'email' },
      { day: 19_783, second: 64_800, channel: 'call' },
      { day: 19_783, second: 36_000, channel: 'call' },
      { day: 19_784, second: -1, channel: 'call' },
    ]);
  });

  test('another sheet by its name, an unknown one refused', async () => {
    const path = write(writeWorkbook([{ name: 'One', rows: [['Contact ID'], ['1']] }, { name: 'Two', rows: [['Contact ID'], ['2'], ['3']] }]));
    const inspection = await inspectOrThrow(path, workspace, { dialect: { sheet: 'Two' } });
    expect(countsOf(await importOrThrow(path, workspace, { settings: inspection.settings }))).toEqual([2, 0, 0, 0, 0]);
    const refused = await runImport(path, workspace, { settings: { ...inspection.settings, dialect: { ...inspection.settings.dialect, sheet: 'Three' } } });
    expect(refused.ok ? '' : `${refused.fault.code} ${refused.fault.hint}`).toBe('NOT_FOUND Sheets: One, Two.');
  });

  test('20,000 rows with 20,000 texts stream through', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [`C${at}`, `Name ${at}`, at]);
    const report = await importOrThrow(write(writeWorkbook([{ name: 'Big', rows: [['Contact ID', 'Name', 'Value'], ...rows] }])), workspace);
    expect(countsOf(report)).toEqual([20_000, 0, 0, 0, 0]);
    expect(read("SELECT name FROM contacts WHERE key = 'C19999'")).toEqual([{ name: 'Name 19999' }]);
  });

  test('a ZIP without a workbook and a workbook with broken XML are refused', async () => {
    const other = await runImport(write(writeZip({ 'readme.txt': 'x' })), workspace);
    expect(other.ok ? '' : other.fault.code).toBe('NOT_SUPPORTED');
    const broken = await runImport(write(writeZip({ 'xl/workbook.xml': '<workbook><sheets>' })), workspace);
    expect(broken.ok ? '' : broken.fault.code).toBe('FILE_UNREADABLE');
  });
});

test('number formats tell dates from numbers', () => {
  const kinds = ['General', '0.00', '#,##0 "days"', 'dd.mm.yyyy', 'm/d/yy h:mm', 'hh:mm:ss', '[h]:mm', '0000000', '[Red]0.0', 'yyyy"年"m"月"', 'mmm-yy', '@'].map((code) => readNumberFormat(200, code));
  expect(kinds.map(({ kind, zeros }) => (zeros > 0 ? zeros : kind))).toEqual(['plain', 'plain', 'plain', 'date', 'date_time', 'time', 'time', 7, 'plain', 'date', 'date', 'plain']);
  expect(readNumberFormat(14, undefined).kind).toBe('date');
  expect(formatNumber('1', { kind: 'date', zeros: 0 }, false)).toBe('1900-01-01');
  expect(formatNumber('61', { kind: 'date', zeros: 0 }, false)).toBe('1900-03-01');
  expect(formatNumber('0.5', { kind: 'time', zeros: 0 }, false)).toBe('12:00:00');
  expect(formatNumber('45352.999999999', { kind: 'date_time', zeros: 0 }, false)).toBe('2024-03-02 00:00:00');
  expect(formatNumber('1.2345678901E10', { kind: 'plain', zeros: 0 }, false)).toBe('12345678901');
  expect(['A1', 'Z9', 'AA1', 'XFD1', '1'].map(columnOf)).toEqual([0, 25, 26, 16_383, -1]);
});
