import type { Dialect, FileInspection, ImportSettings, ImportTarget, TextEncoding } from '../../../engine/model/import.ts';
import { readMapping } from '../db/repositories/import.ts';
import type { Sqlite } from '../db/connection.ts';
import { checkCancel, phases, type ImportControl } from './control.ts';
import { checkSettings } from './guess/check-settings.ts';
import { guessSettings } from './guess/guess-settings.ts';
import { headerSignature, headerWords } from './guess/header-names.ts';
import { addOrderEvidence, createOrderEvidence, decideOrder, profileColumn, type ColumnProfile } from './guess/profile-columns.ts';
import { detectDialect } from './reading/detect-dialect.ts';
import { createNeutralEvidence, hasFormulaMark } from './reading/neutral-cells.ts';
import { detectEncoding } from './reading/detect-encoding.ts';
import { openRecordSource } from './reading/open-record-source.ts';
import { readSample, readSpreadRows } from './reading/read-sample.ts';
import { readTable } from './reading/read-table.ts';
import type { SourceFile } from './reading/source-file.ts';
import { stop } from './stop.ts';

/** JSON says by itself what a row and its names are. */
const JSON_LINES: Dialect = { delimiter: ',', quote: '"', decimal: '.', hasSepLine: false, hasHeader: true, skipRows: 0, neutralised: false };
const SAMPLE_ROWS = 1000;
const SHOWN_ROWS = 50;
const MAX_COLUMNS = 2000;

export interface InspectOptions {
  readonly target?: ImportTarget | undefined;
  /** Encoding the planner chose; told from the bytes where left out. */
  readonly encoding?: TextEncoding | undefined;
  /** What the planner said about how the file is written. */
  readonly dialect?: Partial<Dialect> | undefined;
}

interface Sample {
  columns: string[];
  rows: string[][];
  isWhole: boolean;
}

async function readSampleRows(file: SourceFile, encoding: TextEncoding, dialect: Dialect): Promise<Sample> {
  const sample: Sample = { columns: [], rows: [], isWhole: true };
  await readTable(openRecordSource(file, { encoding, dialect }), dialect, {
    onColumns: (names) => void (sample.columns = names),
    onRow: (cells) => void (sample.rows.length < SAMPLE_ROWS ? sample.rows.push([...cells]) : (sample.isWhole = false)),
    onRaggedRow: () => undefined,
    onBatch: () => !sample.isWhole,
  });
  return sample;
}

/** Columns whose order of day and month the whole file has to decide: dates that are not all written year first. */
const needsWholeFile = ({ kind, order }: ColumnProfile): boolean => (kind === 'date' || kind === 'date_time') && order.both + order.dmy + order.mdy > 0;

async function decideOrders(file: SourceFile, encoding: TextEncoding, dialect: Dialect, columns: readonly ColumnProfile[], control: ImportControl): Promise<ColumnProfile[]> {
  const undecided = columns.flatMap((column, at) => (needsWholeFile(column) ? [{ at, evidence: createOrderEvidence() }] : []));
  if (undecided.length === 0) return [...columns];
  const source = openRecordSource(file, { encoding, dialect });
  await readTable(source, dialect, {
    onColumns: () => undefined,
    onRow: (cells) => {
      for (const { at, evidence } of undecided) addOrderEvidence(evidence, cells[at] ?? '');
    },
    onRaggedRow: () => undefined,
    onBatch: () => {
      checkCancel(control);
      control.report({ phase: phases.inspect, done: source.position.bytes, total: file.bytes });
      return false;
    },
  });
  return columns.map((column, at) => {
    const found = undecided.find((entry) => entry.at === at);
    return found === undefined ? column : { ...column, order: found.evidence, dateOrder: decideOrder(found.evidence) };
  });
}

/**
 * Looks through a whole file for cells that carry the apostrophe of a neutralised formula. Only files that hold one before
 * a formula character anywhere are read for it.
 */
async function decideNeutralised(file: SourceFile, encoding: TextEncoding, dialect: Dialect): Promise<Dialect> {
  if (!hasFormulaMark(file, encoding)) return dialect;
  const evidence = createNeutralEvidence();
  const add = (cells: readonly string[]): void => cells.forEach((cell) => evidence.add(cell));
  await readTable(openRecordSource(file, { encoding, dialect }), dialect, { onColumns: () => undefined, onRow: add, onRaggedRow: add, onBatch: () => evidence.isRefuted });
  return { ...dialect, neutralised: evidence.isNeutralised };
}

/** Rows once each: places all over a file that is not much longer than its beginning meet the same rows again. */
const withoutRepeats = (rows: readonly string[][]): string[][] => [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];

function describeColumn({ name, kind, dateOrder, filled, examples, distinct }: ColumnProfile): FileInspection['columns'][number] {
  return { name, kind, ...(dateOrder === null ? {} : { dateOrder }), filled, examples, distinct };
}

/**
 * Looks at a file: what it is written in, its columns and what they hold, and settings to read it with, remembered from
 * an earlier file with the same columns or guessed. Reads a sample, and the whole file only for the order of day and
 * month and the encoding.
 */
export async function inspectFile(file: SourceFile, workspace: Sqlite, options: InspectOptions, control: ImportControl): Promise<FileInspection> {
  control.report({ phase: phases.inspect, done: 0, total: file.bytes });
  const encoding = options.encoding ?? detectEncoding(file);
  const { text, records, sheets, sheet } = await readSample(file, encoding, options.dialect?.sheet);
  const known = { ...options.dialect, ...(sheet === undefined ? {} : { sheet }) };
  const firstDialect = encoding === 'jsonl' ? { ...JSON_LINES, ...known } : detectDialect(text, known, records);
  const dialect = known.neutralised === undefined && !firstDialect.neutralised ? await decideNeutralised(file, encoding, firstDialect) : firstDialect;
  const sample = await readSampleRows(file, encoding, dialect);
  if (sample.columns.length === 0) stop('FILE_EMPTY', `${file.name} holds no rows.`, { path: file.path });
  if (sample.columns.length > MAX_COLUMNS) stop('BAD_FORMAT', `${file.name} has ${sample.columns.length} columns. The limit is ${MAX_COLUMNS}.`, { path: file.path, hint: 'Check the delimiter.' });
  const evidence = sample.isWhole ? sample.rows : withoutRepeats([...sample.rows, ...readSpreadRows(file, encoding, dialect, sample.columns.length)]);
  const profiles = sample.columns.map((name, at) =>
    profileColumn(
      name,
      evidence.map((cells) => cells[at] ?? ''),
      dialect.decimal,
    ),
  );
  const columns = sample.isWhole ? profiles : await decideOrders(file, encoding, dialect, profiles, control);
  const signature = headerSignature(sample.columns);
  const fitting = readFitting(workspace, signature, sample.columns);
  const channels = workspace.prepare('SELECT id FROM channels ORDER BY position, id').pluck().all() as string[];
  const { settings, remembered } = guessSettings({ fileName: file.name, encoding, dialect, columns, channels, target: options.target, remembered: fitting });
  return {
    fileName: file.name,
    fileBytes: file.bytes,
    signature,
    remembered,
    sheets,
    columns: columns.map(describeColumn),
    profiled: { rows: evidence.length, isWhole: sample.isWhole },
    sample: sample.rows.slice(0, SHOWN_ROWS),
    settings,
    questions: checkSettings(settings, sample.columns),
  };
}

/** Remembered settings with their columns called as in this file; null where one of them is not there. */
function readFitting(workspace: Sqlite, signature: string, columns: readonly string[]): ImportSettings | null {
  const remembered = readMapping(workspace, signature);
  if (remembered === null) return null;
  const byWords = new Map(columns.map((column) => [headerWords(column), column]));
  const nameHere = (column: string): string => (columns.includes(column) ? column : (byWords.get(headerWords(column)) ?? column));
  const targets = remembered.targets.map((mapping) => ({
    ...mapping,
    fields: Object.fromEntries(Object.entries(mapping.fields).map(([field, source]) => [field, source.column === undefined ? source : { ...source, column: nameHere(source.column) }])),
    ...(mapping.ignored === undefined ? {} : { ignored: mapping.ignored.map(nameHere) }),
  }));
  const settings = { ...remembered, targets };
  return checkSettings(settings, columns).some(({ code }) => code === 'UNKNOWN_REFERENCE') ? null : settings;
}
