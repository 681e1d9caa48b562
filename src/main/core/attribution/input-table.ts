import type { Result } from '../../../engine/base/fault.ts';
import { isCancelled, type CancelFlag } from '../../../engine/base/cancel.ts';
import { headerWords } from '../import/guess/header-names.ts';
import { detectDialect } from '../import/reading/detect-dialect.ts';
import { detectEncoding } from '../import/reading/detect-encoding.ts';
import { isBlankRow } from '../import/reading/footer-rows.ts';
import { openRecordSource } from '../import/reading/open-record-source.ts';
import { readSample } from '../import/reading/read-sample.ts';
import type { Cells } from '../import/reading/record-scanner.ts';
import { openSourceFile, type SourceFile } from '../import/reading/source-file.ts';
import { settle, stop } from '../import/stop.ts';
import { createNumberReader } from '../import/values/read-number.ts';

/** A column a file must or may have, by the names it may go by, in plain words; the first that is there is taken. */
export interface WantedColumn {
  readonly names: readonly string[];
  readonly isOptional?: boolean;
}

/** One record of an input file. Every refusal names line, column, value and what was expected. */
export interface InputRow<Field extends string> {
  readonly line: number;
  has(field: Field): boolean;
  /** The cell without spaces round it, '' where the file has no such column. */
  text(field: Field): string;
  /** Text that must be there. */
  name(field: Field): string;
  /** A number, 0 or more; an empty cell is `fallback`. */
  amount(field: Field, fallback?: number): number;
  refuse(field: Field, expected: string): never;
}

const MAX_SHOWN = 60;
const SMALLEST = 1e-100;
const LARGEST = 1e100;

/**
 * Reads a delimited file or workbook whose first row names its columns and hands over its records. Blank lines are passed
 * over; the first record that does not fit ends the reading with a fault. Yields between batches so that a cancel is seen.
 */
export async function readInputTable<Field extends string>(path: string, wanted: Readonly<Record<Field, WantedColumn>>, cancel: CancelFlag, onRow: (row: InputRow<Field>) => void): Promise<Result<void>> {
  return settle(async () => {
    const file = openSourceFile(path);
    try {
      await readRecords(file, wanted, cancel, onRow);
    } finally {
      file.close();
    }
  });
}

async function readRecords<Field extends string>(file: SourceFile, wanted: Readonly<Record<Field, WantedColumn>>, cancel: CancelFlag, onRow: (row: InputRow<Field>) => void): Promise<void> {
  const encoding = detectEncoding(file);
  const sample = await readSample(file, encoding, undefined);
  const dialect = detectDialect(sample.text, { hasHeader: true, skipRows: 0 }, sample.records);
  const source = openRecordSource(file, { encoding, dialect });
  const readNumber = createNumberReader(dialect.decimal);
  let line = 1;
  let header: Cells | null = null;
  let places: ReadonlyMap<Field, number> = new Map();
  let cells: Cells = [];
  const fieldName = (field: Field): string => header?.[places.get(field) ?? -1]?.trim() ?? field;
  const row: { -readonly [Key in keyof InputRow<Field>]: InputRow<Field>[Key] } = {
    line,
    has: (field) => places.has(field),
    text: (field) => cells[places.get(field) ?? -1]?.trim() ?? '',
    name: (field) => row.text(field) || row.refuse(field, 'text'),
    amount(field, fallback) {
      const text = row.text(field);
      if (text === '' && fallback !== undefined) return fallback;
      const number = readNumber(text);
      return number === null || !(number === 0 || (number >= SMALLEST && number <= LARGEST)) ? row.refuse(field, `a number, 0 or more${number !== null && number > 0 ? `, between ${SMALLEST} and ${LARGEST}` : ''}`) : number;
    },
    refuse(field, expected) {
      const text = row.text(field);
      const shown = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text;
      return stop('BAD_INPUT', `${file.name} line ${row.line}, column ${fieldName(field)}: found ${JSON.stringify(shown)}. Expected ${expected}.`, { path: `${file.path}:${row.line}` });
    },
  };
  for await (const { records, isBroken } of source.batches()) {
    for (const [at, record] of records.entries()) {
      row.line = line;
      line += 1 + record.reduce((breaks, cell) => breaks + (cell.includes('\n') ? cell.split('\n').length - 1 : 0), 0);
      if (isBroken === true && at === records.length - 1) stop('BAD_FORMAT', `${file.name} line ${row.line}: a quote (${dialect.quote}) is opened and never closed.`, { path: `${file.path}:${row.line}` });
      if (isBlankRow(record) || (dialect.hasSepLine && row.line === 1)) continue;
      if (header === null) {
        header = record;
        places = placeColumns(file, header, wanted);
        continue;
      }
      const width = header.length;
      const extra = record.slice(width).some((cell) => cell.trim() !== '');
      if (extra || (record.length < width && !source.hasShortRows)) stop('BAD_INPUT', `${file.name} line ${row.line}: ${record.length} ${record.length === 1 ? 'cell' : 'cells'}. Expected ${width}.`, { path: `${file.path}:${row.line}` });
      cells = record;
      onRow(row);
    }
    await new Promise((resume) => setImmediate(resume));
    if (isCancelled(cancel)) stop('CANCELLED', 'Attribution was cancelled.');
  }
  if (header === null) stop('FILE_EMPTY', `${file.name} holds no table.`, { path: file.path });
}

function placeColumns<Field extends string>(file: SourceFile, header: Cells, wanted: Readonly<Record<Field, WantedColumn>>): ReadonlyMap<Field, number> {
  const words = header.map(headerWords);
  const places = new Map<Field, number>();
  const taken = new Set<number>();
  for (const field of Object.keys(wanted) as Field[]) {
    const { names, isOptional } = wanted[field];
    const place = names.map((name) => words.findIndex((word, at) => word === name && !taken.has(at))).find((at) => at >= 0);
    if (place !== undefined) {
      places.set(field, place);
      taken.add(place);
    } else if (isOptional !== true) {
      const shown = header.map((cell) => cell.trim()).join(', ');
      stop('BAD_FORMAT', `${file.name} has no column "${field}". Its columns: ${shown.length > 200 ? `${shown.slice(0, 199)}…` : shown}.`, { path: `${file.path}:1`, hint: `Expected the columns ${Object.keys(wanted).join(', ')}.` });
    }
  }
  return places;
}

