import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { resolveAppFile } from '../app-files.ts';
import { openConnection, openSqlite, type Database } from './connection.ts';
import { APPLICATION_ID, migrate } from './migrate/migrate.ts';
import { readMigrations } from './migrate/read-migrations.ts';

const RESTORE_HINT = 'Restore a backup in Settings, or with: omnivor restore --workspace FILE.';

function checkFile(path: string): Result<void> {
  if (!existsSync(path)) return fail('FILE_NOT_FOUND', `${path} does not exist.`, { path });
  const stat = statSync(path);
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${path} is a folder. Expected a workspace file (.omnivor).`, { path });
  const header = Buffer.alloc(100);
  const file = openSync(path, 'r');
  const length = readSync(file, header, 0, 100, 0);
  closeSync(file);
  if (length < 100 || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
    return fail('DATABASE_NOT_OURS', `${path} is not a workspace: ${stat.size} bytes without a SQLite header.`, { path, hint: RESTORE_HINT });
  }
  const applicationId = header.readUInt32BE(68);
  if (applicationId !== APPLICATION_ID) return fail('DATABASE_NOT_OURS', `${path} is a SQLite file of another program.`, { path });
  return succeed(undefined);
}

function describeSqliteError(error: unknown, path: string): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return fail('DATABASE_DAMAGED', `${path} is damaged: ${(error as Error).message}.`, { path, hint: RESTORE_HINT });
  if (code.startsWith('SQLITE_BUSY')) return fail('DATABASE_IN_USE', `${path} is being written by another program.`, { path, hint: 'Close the other program and open it again.' });
  if (code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN' || code === 'EACCES') return fail('FILE_NOT_WRITABLE', `${path} cannot be written.`, { path, hint: 'Copy it to a folder you can write to.' });
  if (code === 'SQLITE_FULL') return fail('DISK_FULL', `No space left to write ${path}.`, { path });
  throw error;
}

export interface OpenOptions {
  readonly nowMs: number;
  /** Makes a new file; an existing one is refused. */
  readonly create?: boolean;
  /** Runs before an existing file is migrated. */
  readonly beforeMigration?: (database: Database) => void;
}

/**
 * Opens a workspace: right kind of file, sound pages (quick_check), newest schema. Nothing is written to a file that is
 * refused.
 */
export function openWorkspaceFile(path: string, options: OpenOptions): Result<Database> {
  if (options.create === true) {
    if (existsSync(path)) return fail('CONFLICT', `${path} already exists.`, { path, hint: 'Choose another name, or open it.' });
  } else {
    const checked = checkFile(path);
    if (!checked.ok) return checked;
  }
  let database: Database | undefined;
  try {
    database = openConnection(path, { mustExist: options.create !== true });
    const problems = database.sqlite.pragma('quick_check(5)') as { quick_check: string }[];
    if (problems[0]?.quick_check !== 'ok') {
      database.sqlite.close();
      return fail('DATABASE_DAMAGED', `${path} is damaged: ${problems[0]?.quick_check ?? 'unknown'}.`, { path, hint: RESTORE_HINT });
    }
    const opened = database;
    const migrated = migrate(opened.sqlite, readMigrations(resolveAppFile('resources/migrations')), {
      nowMs: options.nowMs,
      beforeChange: () => options.beforeMigration?.(opened),
    });
    if (!migrated.ok) {
      database.sqlite.close();
      return { ok: false, fault: { ...migrated.fault, path } };
    }
    return succeed(database);
  } catch (error) {
    database?.sqlite.close();
    return describeSqliteError(error, path);
  }
}

/** Answers whether a closed file is a sound workspace; nothing is written. */
export function inspectWorkspaceFile(path: string): Result<void> {
  const checked = checkFile(path);
  if (!checked.ok) return checked;
  try {
    const sqlite = openSqlite(path, { readonly: true, mustExist: true });
    try {
      const problems = sqlite.pragma('quick_check(1)') as { quick_check: string }[];
      return problems[0]?.quick_check === 'ok' ? succeed(undefined) : fail('DATABASE_DAMAGED', `${path} is damaged: ${problems[0]?.quick_check ?? 'unknown'}.`, { path });
    } finally {
      sqlite.close();
    }
  } catch (error) {
    return describeSqliteError(error, path);
  }
}
