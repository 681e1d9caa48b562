import type { ImportSettings } from '../../../../engine/model/import.ts';
import { openConnection, openSqlite, type Sqlite } from '../../db/connection.ts';
import type { StagedFile } from './stage-file.ts';
import { groupedRowsPath } from './staging-file.ts';

/** Where a staged file came from. */
export interface StagedSource extends StagedFile {
  readonly path: string;
}

/** The workspace with a staging file beside it, on one connection. */
export interface StagedWorkspace {
  readonly sqlite: Sqlite;
  readonly source: StagedSource;
  readonly settings: ImportSettings;
  close(): void;
}

const readNote = (sqlite: Sqlite, name: string): unknown => JSON.parse(sqlite.prepare('SELECT body FROM staged_notes WHERE name = ?').pluck().get(name) as string);

/** The file that was staged, as the stager noted it. */
const readSource = (sqlite: Sqlite): StagedSource => readNote(sqlite, 'file') as StagedSource;

/**
 * Opens a workspace with a staging file attached. Foreign keys are not checked row by row on this connection: every
 * reference it writes is the result of a join with the table it refers to.
 */
export function openStagedWorkspace(workspacePath: string, stagingPath: string): StagedWorkspace {
  const { sqlite } = openConnection(workspacePath, { mustExist: true });
  sqlite.pragma('foreign_keys = OFF');
  sqlite.pragma('cache_size = -65536');
  sqlite.prepare('ATTACH ? AS staging').run(stagingPath);
  sqlite.prepare('ATTACH ? AS grouped').run(groupedRowsPath(stagingPath));
  sqlite.pragma('staging.journal_mode = MEMORY');
  sqlite.pragma('staging.synchronous = OFF');
  return {
    sqlite,
    source: readSource(sqlite),
    settings: readNote(sqlite, 'settings') as ImportSettings,
    close: () => sqlite.close(),
  };
}

/** Opens a staging file alone, to read from it. */
export function openStaging(stagingPath: string): Sqlite {
  return openSqlite(stagingPath, { mustExist: true });
}

/** Names of the columns of the file that was staged. */
export const readStagedColumns = (staging: Sqlite): string[] => readSource(staging).columns;
