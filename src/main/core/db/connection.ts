import { existsSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { resolveAppFile } from '../app-files.ts';

export type Sqlite = SqliteDatabase.Database;

/** One open workspace file: the handle for set-based work; `ormOf` puts the typed query builder on it. */
export interface Database {
  readonly path: string;
  readonly sqlite: Sqlite;
}

/** Runtimes with Node-API below 10 need the addon built for them; others take the one the package brings. */
function nativeBinding(): { nativeBinding?: string } {
  if (Number(process.versions.napi) >= 10) return {};
  const override = process.env['OMNIVOR_SQLITE_BINDING'];
  const built = override ?? resolveAppFile('native/better_sqlite3-napi9.node');
  return existsSync(built) ? { nativeBinding: built } : {};
}

/** How long a statement waits for another program's lock. */
const BUSY_TIMEOUT_MS = 10_000;

/** Opens a SQLite file as it is, with no checks and no migrations. */
export function openSqlite(path: string, options: { readonly?: boolean; mustExist?: boolean; timeoutMs?: number } = {}): Sqlite {
  return new SqliteDatabase(path, { readonly: options.readonly ?? false, fileMustExist: options.mustExist ?? false, timeout: options.timeoutMs ?? BUSY_TIMEOUT_MS, ...nativeBinding() });
}

/**
 * Makes a handle ready for work: WAL, foreign keys on, writes synced at every commit so that a kill or a power cut loses
 * nothing committed.
 */
export function configureConnection(sqlite: Sqlite): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('temp_store = FILE');
  sqlite.pragma('cache_size = -32768');
}

/** Opens a workspace file for use, with no checks and no migrations. */
export function openConnection(path: string, options: { mustExist?: boolean } = {}): Database {
  const sqlite = openSqlite(path, options);
  try {
    configureConnection(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return { path, sqlite };
}
