import type { ImportSettings, RejectedRow } from '../../../engine/model/import.ts';
import type { Sqlite } from '../db/connection.ts';
import { neutraliseCell } from '../export/csv-writer.ts';
import { writeFileSafely } from '../export/write-file.ts';
import { REASON_COLUMN } from './guess/header-names.ts';
import { openRecordSource } from './reading/open-record-source.ts';
import { readTable } from './reading/read-table.ts';
import type { SourceFile } from './reading/source-file.ts';
import { ImportStop } from './stop.ts';

/** Reads the original cells of rows that were rejected by comparison; those that reading rejected have theirs. */
export async function keepRejectedCells(sqlite: Sqlite, file: SourceFile, settings: ImportSettings): Promise<void> {
  const missing = sqlite.prepare('SELECT row FROM staged_rejects WHERE cells IS NULL ORDER BY row').pluck();
  if (missing.get() === undefined) return;
  const set = sqlite.prepare('UPDATE staged_rejects SET cells = ? WHERE row = ?');
  const last = sqlite.prepare('SELECT max(row) FROM staged_rejects WHERE cells IS NULL').pluck().get() as number;
  const isMissing = sqlite.prepare('SELECT 1 FROM staged_rejects WHERE row = ? AND cells IS NULL');
  let isDone = false;
  sqlite.exec('SAVEPOINT cells');
  await readTable(openRecordSource(file, settings), settings.dialect, {
    onColumns: () => undefined,
    onRow: (cells, row) => {
      if (isMissing.get(row) !== undefined) set.run(JSON.stringify(cells), row);
      isDone ||= row >= last;
    },
    onRaggedRow: () => undefined,
    onBatch: () => isDone,
  });
  sqlite.exec('RELEASE cells');
  file.checkUnchanged();
}

interface StoredReject {
  row: number;
  target: number;
  column: string | null;
  reason: string;
  cells: string | null;
}

const SELECT = 'SELECT row, target, column_name AS "column", reason, cells FROM staged_rejects ORDER BY row';

/** Rejected rows `offset` … `offset + limit − 1` in file order. */
export function readRejects(sqlite: Sqlite, settings: ImportSettings, window: { offset: number; limit: number }): { total: number; rows: RejectedRow[] } {
  const total = sqlite.prepare('SELECT count(*) FROM staged_rejects').pluck().get() as number;
  const rows = sqlite.prepare(`${SELECT} LIMIT ? OFFSET ?`).all(window.limit, window.offset) as StoredReject[];
  return {
    total,
    rows: rows.map(({ row, target, column, reason, cells }) => ({ row, target: settings.targets[target]?.target ?? 'contacts', column, reason, cells: cells === null ? [] : (JSON.parse(cells) as string[]) })),
  };
}

const formatCell = (cell: string, delimiter: string): string => (cell.includes(delimiter) || /["\r\n]|^\s|\s$/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/**
 * Rejected rows as CSV: the original columns as they were written plus the reason, in the file's own delimiter, so that
 * they can be corrected and imported again. Cells beyond the last column follow the reason. Cells that would start a formula are neutralised.
 */
function* formatRejects(sqlite: Sqlite, columns: readonly string[], settings: ImportSettings): Generator<string> {
  const { delimiter } = settings.dialect;
  const line = (cells: readonly string[]): string => `${cells.map((cell) => formatCell(neutraliseCell(cell), delimiter)).join(delimiter)}\r\n`;
  yield line([...columns, REASON_COLUMN]);
  for (const { cells, reason } of sqlite.prepare(SELECT).iterate() as Iterable<StoredReject>) {
    const original = cells === null ? [] : (JSON.parse(cells) as string[]);
    const fitting = columns.map((_, at) => original[at] ?? '');
    yield line([...fitting, reason, ...original.slice(columns.length)]);
  }
}

/** Writes the rejected rows to a file and answers its path. */
export function writeRejects(sqlite: Sqlite, columns: readonly string[], settings: ImportSettings, path: string): string {
  const written = writeFileSafely(path, formatRejects(sqlite, columns, settings));
  if (!written.ok) throw new ImportStop(written.fault);
  return path;
}
