import type { Dialect, TextEncoding } from '../../../../engine/model/import.ts';
import { readText } from './read-text.ts';
import { createRecordScanner, type Cells } from './record-scanner.ts';
import type { SourceFile } from './source-file.ts';
import { createSheetSource } from './xlsx/sheet-source.ts';
import { chooseSheet, openWorkbook } from './xlsx/workbook.ts';

const SAMPLE_CHARACTERS = 500_000;

/** The beginning of a file, from which its dialect is told: text, or records where a workbook gives them. */
export interface FileSample {
  readonly text: string;
  readonly records?: Cells[];
  readonly sheets: string[];
  readonly sheet?: string;
}

const SAMPLE_RECORDS = 500;

async function readSheetSample(file: SourceFile, sheetName: string | undefined): Promise<FileSample> {
  const workbook = await openWorkbook(file);
  const sheet = chooseSheet(workbook, sheetName, file).name;
  const records: Cells[] = [];
  for await (const batch of createSheetSource(file, sheet).batches()) {
    records.push(...batch.records.slice(0, SAMPLE_RECORDS - records.length));
    if (records.length >= SAMPLE_RECORDS) break;
  }
  return { text: '', records, sheets: workbook.sheets.map(({ name }) => name), sheet };
}

/** Reads the beginning of a file, up to the end of a line, or of a workbook's sheet (the first one that can be seen). */
export async function readSample(file: SourceFile, encoding: TextEncoding, sheet: string | undefined): Promise<FileSample> {
  if (encoding === 'xlsx') return readSheetSample(file, sheet);
  if (encoding === 'jsonl') return { text: '', sheets: [] };
  let text = '';
  let isCut = false;
  for (const piece of readText(file, encoding, { bytes: 0 })) {
    text += piece;
    isCut = text.length >= SAMPLE_CHARACTERS;
    if (isCut) break;
  }
  const lastLine = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return { text: isCut && lastLine > 0 ? text.slice(0, lastLine + 1) : text, sheets: [] };
}

const SPREAD_BLOCKS = 12;
const BLOCK_BYTES = 8192;

/**
 * Rows from places all over a large file, so that columns are not judged by its beginning alone. Only rows as wide as the
 * table are taken; a block that starts inside a quoted cell gives none or few.
 */
export function readSpreadRows(file: SourceFile, encoding: TextEncoding, dialect: Dialect, width: number): Cells[] {
  if (encoding === 'xlsx' || encoding === 'jsonl' || encoding === 'utf-16le' || encoding === 'utf-16be') return [];
  const decoder = new TextDecoder(encoding === 'windows-1252' ? 'windows-1252' : 'utf-8');
  const rows: Cells[] = [];
  for (let block = 1; block <= SPREAD_BLOCKS; block += 1) {
    const text = decoder.decode(file.readAt(Math.floor((file.bytes * block) / (SPREAD_BLOCKS + 1)), BLOCK_BYTES));
    const from = text.search(/[\r\n]/u);
    if (from < 0) continue;
    const scanner = createRecordScanner({ delimiter: dialect.delimiter, quote: dialect.quote, skipsSpace: dialect.spaceAfterDelimiter === true });
    for (const cells of scanner.push(text.slice(from).trimStart(), false)) if (cells.length === width) rows.push(cells);
  }
  return rows;
}
