import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { CoreContext } from '../context.ts';
import type { Database } from '../db/connection.ts';
import { inspectWorkspaceFile } from '../db/open-workspace.ts';
import { readWorkspace } from '../db/repositories/workspace.ts';
import { backupFolder, freeBackupId, readBackupFolder, rememberPath, uuidAtPath, type BackupInfo, type BackupReason } from './backup-folder.ts';
import { selectExpired } from './rotation.ts';

const AUTOMATIC_EVERY_MS = 15 * 60_000;
const FIRST_AFTER_MS = 24 * 3_600_000;
const PAGES_PER_STEP = 500;

interface BackupOrder {
  readonly reason: BackupReason;
  readonly nowMs: number;
}

/** A file name that SQLite has finished writing becomes a backup by one rename. */
function adopt(folder: string, id: string, order: BackupOrder): BackupInfo {
  const part = join(folder, `${id}.part`);
  const file = openSync(part, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(part, join(folder, id));
  for (const expired of selectExpired(readBackupFolder(folder), order.nowMs)) rmSync(join(folder, expired.id), { force: true });
  return { id, madeAt: order.nowMs, reason: order.reason, sizeBytes: statSync(join(folder, id)).size };
}

function describeBackupError(error: unknown, folder: string): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC') return fail('DISK_FULL', 'No space left for a backup.', { path: folder });
  if (['EACCES', 'EPERM', 'EROFS', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code)) return fail('FILE_NOT_WRITABLE', 'The folder of the backups cannot be written.', { path: folder });
  throw error;
}

export function listBackups(userFolder: string, database: Database): BackupInfo[] {
  return readBackupFolder(backupFolder(userFolder, readWorkspace(database.sqlite).uuid));
}

/** Copies the open workspace page by page while work goes on; a consistent state is written whole or not at all. */
export async function makeBackup(userFolder: string, database: Database, order: BackupOrder): Promise<Result<BackupInfo>> {
  const { uuid } = readWorkspace(database.sqlite);
  const folder = backupFolder(userFolder, uuid);
  let part = '';
  try {
    const id = freeBackupId(folder, order.nowMs, order.reason);
    part = join(folder, `${id}.part`);
    rememberPath(userFolder, database.path, uuid);
    await database.sqlite.backup(part, { progress: () => PAGES_PER_STEP });
    return succeed(adopt(folder, id, order));
  } catch (error) {
    if (part !== '') rmSync(part, { force: true });
    return describeBackupError(error, folder);
  }
}

/** The same in one go, for the moment before a migration, when nothing else may happen. */
export function makeBackupNow(userFolder: string, database: Database, order: BackupOrder): Result<BackupInfo> {
  const { uuid } = readWorkspace(database.sqlite);
  const folder = backupFolder(userFolder, uuid);
  let part = '';
  try {
    const id = freeBackupId(folder, order.nowMs, order.reason);
    part = join(folder, `${id}.part`);
    rememberPath(userFolder, database.path, uuid);
    database.sqlite.prepare('VACUUM INTO ?').run(part);
    return succeed(adopt(folder, id, order));
  } catch (error) {
    if (part !== '') rmSync(part, { force: true });
    return describeBackupError(error, folder);
  }
}

/**
 * Puts a backup in the place of a closed workspace: checked first, copied to a neighbour, synced, renamed. A crash leaves
 * either the old file or the new one.
 */
function replaceWorkspace(path: string, backup: string): Result<void> {
  if (!existsSync(backup)) return fail('NOT_FOUND', 'The backup does not exist.');
  const sound = inspectWorkspaceFile(backup);
  if (!sound.ok) return sound;
  const neighbour = `${path}.restoring`;
  try {
    copyFileSync(backup, neighbour);
    const file = openSync(neighbour, 'r+');
    fsyncSync(file);
    closeSync(file);
    rmSync(`${path}-wal`, { force: true });
    rmSync(`${path}-shm`, { force: true });
    renameSync(neighbour, path);
    return succeed(undefined);
  } catch (error) {
    rmSync(neighbour, { force: true });
    return describeBackupError(error, path);
  }
}

/** Restores a closed workspace from one of its backups. */
export function restoreBackup(userFolder: string, path: string, id: string): Result<void> {
  const uuid = uuidAtPath(userFolder, path);
  if (uuid === null || id.includes('/') || id.includes('\\')) return fail('NOT_FOUND', `Backup ${id} does not exist.`);
  return replaceWorkspace(path, join(backupFolder(userFolder, uuid), id));
}

/**
 * Restores whatever stands at a path, also where the file is damaged or gone: the newest backup unless one is named. The
 * present file is kept beside it as `.damaged`, so that nothing is lost.
 */
export function restoreForPath(userFolder: string, path: string, id: string | undefined): Result<{ restored: string; kept: string | null }> {
  const uuid = uuidAtPath(userFolder, path);
  const backups = uuid === null ? [] : readBackupFolder(backupFolder(userFolder, uuid));
  const chosen = id === undefined ? backups[0] : backups.find((backup) => backup.id === id);
  if (uuid === null || chosen === undefined) {
    return fail('NOT_FOUND', id === undefined ? `${path} has no backups.` : `Backup ${id} of ${path} does not exist.`, { path, ...(backups.length > 0 ? { hint: `Known: ${backups.map((backup) => backup.id).join(', ')}.` } : {}) });
  }
  const kept = existsSync(path) ? `${path}.damaged` : null;
  if (kept !== null) {
    copyFileSync(path, kept);
    if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${kept}-wal`);
  }
  const restored = replaceWorkspace(path, join(backupFolder(userFolder, uuid), chosen.id));
  return restored.ok ? succeed({ restored: chosen.id, kept }) : restored;
}

/** Backs up at open when the newest backup is older than a day, then every quarter of an hour in which something changed. */
export function startAutomaticBackups(context: CoreContext): () => void {
  const session = context.session;
  if (session === null) return () => undefined;
  const { database } = session;
  const readVersion = (): number => (database.sqlite.prepare('SELECT total_changes() AS n').get() as { n: number }).n;
  let backedUpAt = readVersion();
  const run = async (): Promise<void> => {
    if (!database.sqlite.open || context.session !== session) return;
    const version = readVersion();
    const made = await makeBackup(context.userFolder, database, { reason: 'automatic', nowMs: context.clock.nowMs() });
    if (!made.ok) return;
    backedUpAt = version;
    context.changes.publish(['backups']);
  };
  const runSafely = (): void => {
    run().catch((error: unknown) => {
      if (database.sqlite.open) console.error(error);
    });
  };
  rememberPath(context.userFolder, database.path, readWorkspace(database.sqlite).uuid);
  const newest = listBackups(context.userFolder, database)[0];
  if (newest === undefined || context.clock.nowMs() - newest.madeAt > FIRST_AFTER_MS) runSafely();
  const timer = setInterval(() => {
    if (database.sqlite.open && readVersion() !== backedUpAt) runSafely();
  }, AUTOMATIC_EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
