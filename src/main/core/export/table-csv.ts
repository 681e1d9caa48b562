import type { CheckedTable } from '../../../engine/export/check-tables.ts';
import type { ExportCell, ExportColumn } from '../../../engine/export/table.ts';
import { formatDay } from '../../../engine/base/day.ts';
import type { ExportSettings } from '../../../engine/model/export.ts';
import { neutraliseCell } from './csv-writer.ts';

type TableFormat = Pick<ExportSettings, 'delimiter' | 'lineEnd' | 'dateFormat'>;

const formatDate = (day: number, format: TableFormat['dateFormat']): string => {
  const [year = '', month = '', date = ''] = formatDay(day).split('-');
  return format.replace('yyyy', year).replace('MM', month).replace('dd', date);
};

/** A cell as its target reads it. Free text that would start a formula gets an apostrophe; ids are checked to start none. */
function formatCell(cell: ExportCell | undefined, { type }: ExportColumn, { dateFormat }: TableFormat): string {
  if (cell === null || cell === undefined) return '';
  if (type.kind === 'date') return formatDate(Number(cell), dateFormat);
  if (type.kind === 'dateTime') return new Date(Number(cell)).toISOString();
  return type.kind === 'text' ? neutraliseCell(String(cell)) : String(cell);
}

/** One record without its line end, quoted where needed (RFC 4180). */
function formatRecord(texts: readonly string[], delimiter: string): string {
  const isPlain = (text: string): boolean => !text.includes(delimiter) && !/["\r\n]|^\s|\s$/u.test(text);
  return texts.map((text) => (isPlain(text) ? text : `"${text.replaceAll('"', '""')}"`)).join(delimiter);
}

/** Rows that are written together: fewer calls to the system. */
const ROWS_PER_PART = 500;

/** The accepted rows of a table as CSV in parts, header first. */
export function* formatTableCsv({ table, rows, isRefused }: CheckedTable, format: TableFormat): Generator<string> {
  const end = format.lineEnd === 'CRLF' ? '\r\n' : '\n';
  let part = formatRecord(table.columns.map(({ name }) => name), format.delimiter) + end;
  let lines = 1;
  for (const [at, row] of rows.entries()) {
    if (isRefused[at] === 1) continue;
    part += formatRecord(table.columns.map((column, place) => formatCell(row[place], column, format)), format.delimiter) + end;
    lines += 1;
    if (lines % ROWS_PER_PART !== 0) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
