import type { Dialect } from '../../../../engine/model/import.ts';
import { decimalEvidence } from '../values/read-number.ts';
import { dateEvidence } from '../values/read-date.ts';
import { isBlankRow } from './footer-rows.ts';
import { createNeutralEvidence } from './neutral-cells.ts';
import { createRecordScanner, type Cells } from './record-scanner.ts';

const DELIMITERS = [',', ';', '\t', '|', '^', '~', '\u001f'];
const SEP_LINE = /^"?sep=(.)"?\r?(?:\n|$)/i;
const MAX_TITLE_ROWS = 30;

const scan = (text: string, delimiter: string, quote: string, skipsSpace: boolean): Cells[] => createRecordScanner({ delimiter, quote, skipsSpace }).push(text, true);

/** The number of cells most rows have, and their share. */
function modalWidth(records: readonly Cells[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  let total = 0;
  for (const cells of records) {
    if (isBlankRow(cells)) continue;
    counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
    total += 1;
  }
  let width = 1;
  let most = 0;
  for (const [candidate, count] of counts) if (count > most || (count === most && candidate > width)) [width, most] = [candidate, count];
  return { width, share: total === 0 ? 0 : most / total };
}

function guessDelimiter(sample: string, quote: string): string {
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const { width, share } = modalWidth(scan(sample, delimiter, quote, false));
    const score = width < 2 ? 0 : share * share + Math.min(width, 40) / 400;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Single quotes only where cells are wrapped in them and double quotes wrap none. */
function guessQuote(sample: string): string {
  const isWrapped = (quote: string): number => sample.match(new RegExp(`(?:^|[,;\\t|])${quote}[^${quote}\\r\\n]*${quote}(?=[,;\\t|\\r\\n]|$)`, 'gmu'))?.length ?? 0;
  return isWrapped('"') === 0 && isWrapped("'") > 1 ? "'" : '"';
}

/** Spaces follow every delimiter of a good share of the rows, and hardly any row mixes both, as some systems write lists. */
function hasSpaceAfterDelimiter(records: readonly Cells[]): boolean {
  const rows = records.filter((row) => !isBlankRow(row)).slice(1);
  let spaced = 0;
  let mixed = 0;
  let cellsInSpaced = 0;
  for (const cells of rows) {
    const later = cells.slice(1).filter((cell) => cell !== '');
    const count = later.filter((cell) => cell.startsWith(' ')).length;
    if (count === 0) continue;
    if (count < later.length) mixed += 1;
    else {
      spaced += 1;
      cellsInSpaced += count;
    }
  }
  const leastShare = cellsInSpaced >= spaced * 2 ? 0.2 : 0.95;
  return spaced > 0 && spaced >= rows.length * leastShare && mixed <= spaced * 0.05;
}

/** Rows before the first one that is about as wide as the table. */
function countTitleRows(records: readonly Cells[], width: number): number {
  for (let at = 0; at < Math.min(records.length, MAX_TITLE_ROWS); at += 1) {
    const cells = records[at] ?? [];
    const filled = cells.filter((cell) => cell.trim() !== '').length;
    if (filled > 0 && cells.length >= width && filled * 2 >= width) return at;
  }
  const firstFilled = records.findIndex((cells) => !isBlankRow(cells));
  return Math.max(0, firstFilled);
}

const isDataCell = (cell: string): boolean => {
  const text = cell.trim();
  return /^[-+]?[\d.,\s]*\d[\d.,\s%]*$/.test(text) || /^\S+@\S+\.\S+$/.test(text) || dateEvidence(text) !== 'none';
};

/** The first row names the columns unless it holds numbers, dates or addresses like the rows below it. */
export function guessHeader(records: readonly Cells[]): boolean {
  const [first, ...rest] = records;
  if (first === undefined) return true;
  const cells = first.filter((cell) => cell.trim() !== '');
  if (cells.length === 0) return false;
  const dataCells = cells.filter(isDataCell).length;
  if (dataCells === 0) return true;
  const isDistinct = new Set(cells).size === cells.length;
  const looksLikeData = first.filter((cell, at) => isDataCell(cell) && rest.slice(0, 20).some((row) => isDataCell(row[at] ?? ''))).length;
  return isDistinct && looksLikeData === 0 && dataCells * 2 < cells.length;
}

function guessDecimal(records: readonly Cells[], delimiter: string): '.' | ',' {
  let commas = 0;
  let points = 0;
  for (const cells of records) {
    for (const cell of cells) {
      const evidence = decimalEvidence(cell);
      if (evidence === ',') commas += 1;
      else if (evidence === '.') points += 1;
    }
  }
  return commas > points && (delimiter !== ',' || commas > 2 * points) ? ',' : '.';
}

function isNeutralised(records: readonly Cells[]): boolean {
  const evidence = createNeutralEvidence();
  for (const cells of records) for (const cell of cells) evidence.add(cell);
  return evidence.isNeutralised;
}

/** Dialect of records that are cut already (a workbook): only titles, header and decimals are open. */
function describeRecords(records: readonly Cells[], known: Partial<Dialect>, cut: Pick<Dialect, 'delimiter' | 'quote' | 'hasSepLine'> & { spaced: boolean }): Dialect {
  const skipRows = known.skipRows ?? countTitleRows(records, modalWidth(records).width);
  const table = records.slice(skipRows).filter((cells) => !isBlankRow(cells));
  const hasHeader = known.hasHeader ?? guessHeader(table);
  const data = hasHeader ? table.slice(1) : table;
  return {
    delimiter: cut.delimiter,
    quote: cut.quote,
    decimal: known.decimal ?? guessDecimal(data, cut.delimiter),
    hasSepLine: cut.hasSepLine,
    hasHeader,
    skipRows,
    neutralised: known.neutralised ?? isNeutralised(data),
    ...(cut.spaced ? { spaceAfterDelimiter: true } : {}),
    ...(known.sheet === undefined ? {} : { sheet: known.sheet }),
  };
}

/** How a file is written, from the text of its beginning (or a workbook's records); what `known` says is taken as said. */
export function detectDialect(sample: string, known: Partial<Dialect> = {}, cutRecords?: readonly Cells[]): Dialect {
  if (cutRecords !== undefined) return describeRecords(cutRecords, known, { delimiter: ',', quote: '"', hasSepLine: false, spaced: false });
  const sepLine = SEP_LINE.exec(sample);
  const hasSepLine = known.hasSepLine ?? sepLine !== null;
  const body = sepLine !== null && hasSepLine ? sample.slice(sepLine[0].length) : sample;
  const quote = known.quote ?? guessQuote(body);
  const delimiter = known.delimiter ?? (hasSepLine ? sepLine?.[1] : undefined) ?? guessDelimiter(body, quote);
  const spaced = known.spaceAfterDelimiter ?? hasSpaceAfterDelimiter(scan(body, delimiter, quote, false));
  return describeRecords(scan(body, delimiter, quote, spaced), known, { delimiter, quote, hasSepLine, spaced });
}
