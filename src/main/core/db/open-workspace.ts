import { accessSync, closeSync, constants, existsSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { resolveAppFile } from '../app-files.ts';
import { placeFile, removeCompanions, removeDatabaseFiles } from '../data-safety/place-file.ts';
import { configureConnection, openConnection, openSqlite, type Database, type Sqlite } from './connection.ts';
import { APPLICATION_ID, migrate, pendingMigrations } from './migrate/migrate.ts';
import { readMigrations, type Migration } from './migrate/read-migrations.ts';
import { failOfStorageError, RESTORE_HINT } from './sqlite-fault.ts';

const HEADER_BYTES = 100;
const APPLICATION_ID_AT = 68;

/**
 * Bytes the header of a database promises, 0 where it does not say (SQLite file format, 1.3.7 and 1.3.8). SQLite itself
 * reads a page that is cut off as zeros and may not notice.
 */
function promisedBytes(header: Buffer): number {
  const isSizeValid = header.readUInt32BE(24) === header.readUInt32BE(92);
  const pageSize = header.readUInt16BE(16);
  return isSizeValid ? header.readUInt32BE(28) * (pageSize === 1 ? 65_536 : pageSize) : 0;
}

/** Right kind of file, read without SQLite, so that a file of another kind is not touched at all; whole, unless a log still completes it. */
function checkFile(path: string): Result<void> {
  if (!existsSync(path)) return fail('FILE_NOT_FOUND', `${path} does not exist.`, { path });
  const stat = statSync(path);
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${path} is a folder. Expected a workspace file (.omnivor).`, { path });
  if (stat.size === 0) return fail('FILE_EMPTY', `${path} is empty: 0 bytes.`, { path, hint: RESTORE_HINT });
  const header = Buffer.alloc(HEADER_BYTES);
  const file = openSync(path, 'r');
  const length = readSync(file, header, 0, HEADER_BYTES, 0);
  closeSync(file);
  if (length < HEADER_BYTES || header.toString('latin1', 0, 15) !== 'SQLite format 3') {
    return fail('DATABASE_NOT_OURS', `${path} is not a workspace: ${stat.size} bytes without a SQLite header.`, { path, hint: RESTORE_HINT });
  }
  if (header.readUInt32BE(APPLICATION_ID_AT) !== APPLICATION_ID) return fail('DATABASE_NOT_OURS', `${path} is a SQLite file of another program.`, { path });
  const promised = promisedBytes(header);
  const hasLog = ['-wal', '-journal'].some((ending) => (statSync(`${path}${ending}`, { throwIfNoEntry: false })?.size ?? 0) > 0);
  if (!hasLog && stat.size < promised) return fail('DATABASE_DAMAGED', `${path} is damaged: it has ${stat.size} bytes of ${promised}.`, { path, hint: RESTORE_HINT });
  return succeed(undefined);
}

/** Pages sound, schema known, the workspace's own row there. Only reads. */
function checkContent(sqlite: Sqlite, path: string, migrations: readonly Migration[]): Result<void> {
  const problems = sqlite.pragma('quick_check(5)') as { quick_check: string }[];
  if (problems[0]?.quick_check !== 'ok') return fail('DATABASE_DAMAGED', `${path} is damaged: ${problems[0]?.quick_check ?? 'unknown'}.`, { path, hint: RESTORE_HINT });
  const pending = pendingMigrations(sqlite, migrations);
  if (!pending.ok) return { ok: false, fault: { ...pending.fault, path } };
  const hasRow = pending.value.length < migrations.length && sqlite.prepare('SELECT 1 FROM workspace').get() !== undefined;
  return hasRow ? succeed(undefined) : fail('DATABASE_DAMAGED', `${path} is damaged: the row of the workspace is missing.`, { path, hint: RESTORE_HINT });
}

const shippedMigrations = (): Migration[] => readMigrations(resolveAppFile('resources/migrations'));

export interface OpenOptions {
  readonly nowMs: number;
  /** Runs before an existing file is migrated; where it fails the file stays as it is. */
  readonly beforeMigration?: (database: Database) => Result<unknown>;
  /** Steps of the schema; those shipped where left out. */
  readonly migrations?: readonly Migration[];
  /** How long another program's lock is waited for; ten seconds where left out. */
  readonly waitMs?: number;
}

/**
 * Opens a workspace: right kind of file, sound pages (quick_check), newest schema, writable and not locked by another
 * program. Nothing is written to a file that is refused.
 */
export function openWorkspaceFile(path: string, options: OpenOptions): Result<Database> {
  const checked = checkFile(path);
  if (!checked.ok) return checked;
  const migrations = options.migrations ?? shippedMigrations();
  let sqlite: Sqlite | undefined;
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    const opened = openSqlite(path, { mustExist: true, ...(options.waitMs === undefined ? {} : { timeoutMs: options.waitMs }) });
    sqlite = opened;
    const content = checkContent(opened, path, migrations);
    if (!content.ok) {
      opened.close();
      return content;
    }
    configureConnection(opened);
    opened.transaction(() => undefined).immediate();
    const database = { path, sqlite: opened };
    const migrated = migrate(opened, migrations, { nowMs: options.nowMs, beforeChange: () => options.beforeMigration?.(database) ?? succeed(undefined) });
    if (!migrated.ok) {
      opened.close();
      return { ok: false, fault: { ...migrated.fault, path } };
    }
    return succeed(database);
  } catch (error) {
    sqlite?.close();
    return failOfStorageError(error, path);
  }
}

export interface CreateOptions {
  readonly nowMs: number;
  /** Writes the first rows, in the transaction of the schema. */
  readonly fill: (sqlite: Sqlite) => void;
  readonly migrations?: readonly Migration[];
}

/**
 * Makes a new workspace file, whole or not at all: built beside its place, synced at the commit, then renamed. An existing
 * file is refused; a log that another file left behind at this place is not taken for the new one's.
 */
export function createWorkspaceFile(path: string, options: CreateOptions): Result<void> {
  if (existsSync(path)) return fail('CONFLICT', `${path} already exists.`, { path, hint: 'Choose another name, or open it.' });
  if (!existsSync(dirname(path))) return fail('FILE_NOT_FOUND', `The folder ${dirname(path)} does not exist.`, { path });
  const neighbour = `${path}.creating`;
  let database: Database | undefined;
  try {
    removeDatabaseFiles(neighbour);
    database = openConnection(neighbour);
    const { sqlite } = database;
    const migrated = migrate(sqlite, options.migrations ?? shippedMigrations(), { nowMs: options.nowMs, afterSteps: () => options.fill(sqlite) });
    sqlite.close();
    if (migrated.ok) {
      removeCompanions(path);
      placeFile(neighbour, path);
    }
    return migrated.ok ? succeed(undefined) : migrated;
  } catch (error) {
    database?.sqlite.close();
    removeDatabaseFiles(neighbour);
    return failOfStorageError(error, path);
  }
}

/** Answers whether a closed file is a sound workspace that this version can open; it is not changed. */
export function inspectWorkspaceFile(path: string): Result<void> {
  const checked = checkFile(path);
  if (!checked.ok) return checked;
  let sqlite: Sqlite | undefined;
  try {
    sqlite = openSqlite(path, { mustExist: true });
    return checkContent(sqlite, path, shippedMigrations());
  } catch (error) {
    return failOfStorageError(error, path);
  } finally {
    sqlite?.close();
  }
}
