import { ImportReport, ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../connection.ts';

export interface NewImport {
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileHash: string;
  readonly target: string;
  readonly settings: ImportSettings;
  readonly nowMs: number;
}

/** Notes an import; its report follows once the rows are written, in the same transaction. Answers its id. */
export function insertImport(sqlite: Sqlite, entry: NewImport): number {
  const { lastInsertRowid } = sqlite
    .prepare("INSERT INTO imports (file_name, file_bytes, file_hash, target, mode, settings, report, committed_at) VALUES (?, ?, ?, ?, ?, ?, '{}', ?)")
    .run(entry.fileName, entry.fileBytes, entry.fileHash, entry.target, entry.settings.mode, JSON.stringify(entry.settings), entry.nowMs);
  return Number(lastInsertRowid);
}

export function setImportReport(sqlite: Sqlite, importId: number, report: ImportReport): void {
  sqlite.prepare('UPDATE imports SET report = ? WHERE id = ?').run(JSON.stringify(report), importId);
}

/** Keeps how a file with these headers was read. */
export function rememberMapping(sqlite: Sqlite, signature: string, settings: ImportSettings, nowMs: number): void {
  sqlite
    .prepare('INSERT INTO import_mappings (signature, settings, used_at) VALUES (?, ?, ?) ON CONFLICT (signature) DO UPDATE SET settings = excluded.settings, used_at = excluded.used_at')
    .run(signature, JSON.stringify(settings), nowMs);
}

/** How a file with these headers was read the last time, null where none was. */
export function readMapping(sqlite: Sqlite, signature: string): ImportSettings | null {
  const settings = sqlite.prepare('SELECT settings FROM import_mappings WHERE signature = ?').pluck().get(signature) as string | undefined;
  return settings === undefined ? null : ImportSettings.parse(JSON.parse(settings));
}

export interface StoredImport {
  id: number;
  fileName: string;
  committedAt: number;
  undoneAt: number | null;
  report: ImportReport;
}

/** Committed imports, newest first. */
export function readImports(sqlite: Sqlite): StoredImport[] {
  const rows = sqlite.prepare('SELECT id, file_name AS fileName, committed_at AS committedAt, undone_at AS undoneAt, report FROM imports ORDER BY id DESC').all() as (Omit<StoredImport, 'report'> & { report: string })[];
  return rows.map((row) => ({ ...row, report: ImportReport.parse(JSON.parse(row.report)) }));
}
