import type { CsvFormat } from '../../../engine/model/csv-format.ts';
import { formatDay, type DayNumber } from '../../../engine/base/day.ts';

/**
 * Cells that a spreadsheet would run: they begin with = + - @, tab, carriage return or line feed (OWASP, CSV
 * injection), also behind apostrophes, so that taking one apostrophe off always gives back the original.
 */
const STARTS_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** Text of a cell made harmless by a leading apostrophe where it would start a formula. */
export const neutraliseCell = (text: string): string => (STARTS_FORMULA.test(text) ? `'${text}` : text);

/** Takes the apostrophe of `neutraliseCell` off again. */
export const restoreCell = (text: string): string => (text.startsWith("'") && STARTS_FORMULA.test(text.slice(1)) ? text.slice(1) : text);

/** A cell of an export: text is neutralised, numbers and days are written in the chosen format, null is empty. */
export type CsvCell = string | number | { readonly day: DayNumber } | null;

const formatDate = (day: DayNumber, format: CsvFormat['dateFormat']): string => {
  const [year = '', month = '', date = ''] = formatDay(day).split('-');
  return format.replace('yyyy', year).replace('MM', month).replace('dd', date);
};

function formatCell(cell: CsvCell, format: CsvFormat): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    const text = String(cell);
    return format.decimal === ',' ? text.replace('.', ',') : text;
  }
  return typeof cell === 'string' ? neutraliseCell(cell) : formatDate(cell.day, format.dateFormat);
}

/** One CSV record with its line end (RFC 4180: CRLF, quotes doubled, quoted where needed). */
export function formatCsvRow(cells: readonly CsvCell[], format: CsvFormat): string {
  const needsQuotes = (text: string): boolean => text.includes(format.delimiter) || text.includes('"') || /[\r\n]|^\s|\s$/u.test(text);
  const texts = cells.map((cell) => {
    const text = formatCell(cell, format);
    return needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${texts.join(format.delimiter)}\r\n`;
}

/** A whole CSV file in parts: byte order mark if wanted, header, rows. */
export function* formatCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>, format: CsvFormat): Generator<string> {
  yield (format.byteOrderMark ? '﻿' : '') + formatCsvRow(header, format);
  for (const row of rows) yield formatCsvRow(row, format);
}

export const defaultCsvFormat: CsvFormat = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false };
