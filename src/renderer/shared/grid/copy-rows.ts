import { headerOf, type GridColumn } from './grid-types.ts';

const STARTS_FORMULA = /^[=@]|^[+-](?![\d.,\s]*%?$)/;

/** A cell for a spreadsheet: one line, and never a formula. Signed numbers stay numbers. */
export function toSheetCell(text: string): string {
  const line = text.replaceAll(/[\t\r\n]+/g, ' ');
  return STARTS_FORMULA.test(line) ? `'${line}` : line;
}

/** Rows as tab-separated text with a header line, the way spreadsheets take them. */
export function toTsv<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[]): string {
  const header = columns.map((column) => toSheetCell(headerOf(column))).join('\t');
  return [header, ...rows.map((row) => columns.map((column) => toSheetCell(column.text(row))).join('\t'))].join('\n');
}
