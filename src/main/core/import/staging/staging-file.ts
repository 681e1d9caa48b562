import { rmSync } from 'node:fs';
import type { TargetMapping } from '../../../../engine/model/import.ts';
import { openSqlite, type Sqlite } from '../../db/connection.ts';
import { contactTable, historyRows, historyTables, namesRows, SHARED_TABLES } from './staging-schema.ts';

/** Makes an empty staging file for these targets. It is scratch: no journal, no sync; lost with a crash, and meant to be. */
export function createStagingFile(path: string, targets: readonly TargetMapping[]): Sqlite {
  removeStagingFile(path);
  const sqlite = openSqlite(path);
  sqlite.pragma('journal_mode = OFF');
  sqlite.pragma('synchronous = OFF');
  sqlite.pragma('locking_mode = EXCLUSIVE');
  sqlite.pragma('cache_size = -32768');
  sqlite.exec(SHARED_TABLES);
  targets.forEach((mapping, at) => {
    if (mapping.target === 'contacts') sqlite.exec(contactTable(at));
    else sqlite.exec(historyTables(at) + (namesRows(mapping) ? historyRows(at) : ''));
  });
  return sqlite;
}

/** The file that holds the grouped rows of a staging file. */
export const groupedRowsPath = (stagingPath: string): string => `${stagingPath}.rows`;

export function removeStagingFile(path: string): void {
  for (const file of [path, groupedRowsPath(path)]) for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(file + suffix, { force: true });
}
