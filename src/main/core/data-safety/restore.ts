import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { openSqlite, type Sqlite } from '../db/connection.ts';
import { inspectWorkspaceFile } from '../db/open-workspace.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { failOfStorageError, faultOfStorageError } from '../db/sqlite-fault.ts';
import { adoptBackup, readUuid } from './backups.ts';
import { backupFolder, readBackupFolder, rememberPath, reserveBackup, uuidAtPath, type BackupInfo } from './backup-folder.ts';
import { copyFileSynced, placeFile, removeCompanions, removeDatabaseFiles } from './place-file.ts';

/** What a restore did, and where the state before it is. */
export interface Restored {
  readonly restored: string;
  /** Backup that takes the restore back; null where the present file was no sound workspace. */
  readonly undoWith: string | null;
  /** Copy of a present file that was no sound workspace, beside it; null where it was one or there was none. */
  readonly kept: string | null;
}

/** Runs `work` on a file that SQLite may not be able to read; null where it cannot. */
function tryWithSqlite<T>(path: string, work: (sqlite: Sqlite) => T): Result<T | null> {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = openSqlite(path, { mustExist: true });
    return succeed(work(sqlite));
  } catch (error) {
    const fault = faultOfStorageError(error, path);
    return fault?.code === 'DATABASE_IN_USE' ? { ok: false, fault } : succeed(null);
  } finally {
    sqlite?.close();
  }
}

/** Folds the write-ahead log into the file, which SQLite refuses while anything else has it open. */
const takeAlone = (path: string): Result<unknown> => tryWithSqlite(path, (sqlite) => sqlite.pragma('journal_mode = DELETE'));

/** The workspace's own word where it can be read, else the path it last stood at. */
function findUuid(userFolder: string, path: string): string | null {
  const told = existsSync(path) && statSync(path).isFile() ? tryWithSqlite(path, readUuid) : null;
  return (told?.ok === true ? told.value : null) ?? uuidAtPath(userFolder, path);
}

function findFreeName(path: string): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${path}.replaced` : `${path}.replaced-${number}`;
    if (!existsSync(name)) return name;
  }
}

/** Keeps a sound present file as a backup, an unsound one byte for byte beside its place. */
function keepPresent(userFolder: string, path: string, uuid: string, nowMs: number): Result<Pick<Restored, 'undoWith' | 'kept'>> {
  if (!existsSync(path)) return succeed({ undoWith: null, kept: null });
  const sound = inspectWorkspaceFile(path);
  if (!sound.ok && (sound.fault.code === 'DATABASE_IN_USE' || sound.fault.code === 'FILE_IS_FOLDER')) return sound;
  if (!sound.ok) {
    const kept = findFreeName(path);
    if (existsSync(`${path}-wal`)) copyFileSynced(`${path}-wal`, `${kept}-wal`);
    copyFileSynced(path, kept);
    const alone = takeAlone(path);
    if (alone.ok) return succeed({ undoWith: null, kept });
    removeDatabaseFiles(kept);
    return alone;
  }
  const alone = takeAlone(path);
  if (!alone.ok) return alone;
  const folder = backupFolder(userFolder, uuid);
  const reserved = reserveBackup(folder, nowMs, 'before restore');
  copyFileSync(path, reserved.part);
  return succeed({ undoWith: adoptBackup(folder, reserved, { reason: 'before restore', nowMs }).id, kept: null });
}

/** Copies the backup beside the place, notes the restore in its decision log, then renames it in. */
function putInPlace(backup: string, path: string, note: { nowMs: number; id: string } & Pick<Restored, 'undoWith' | 'kept'>): void {
  const neighbour = `${path}.restoring`;
  try {
    removeDatabaseFiles(neighbour);
    copyFileSync(backup, neighbour);
    const sqlite = openSqlite(neighbour, { mustExist: true });
    try {
      sqlite.pragma('journal_mode = DELETE');
      sqlite.transaction(() => appendDecision(sqlite, { at: note.nowMs, actor: 'planner', kind: 'restore', subject: note.id, detail: { undoWith: note.undoWith, kept: note.kept } })).immediate();
    } finally {
      sqlite.close();
    }
    removeCompanions(path);
    placeFile(neighbour, path);
  } catch (error) {
    removeDatabaseFiles(neighbour);
    throw error;
  }
}

/** Backups of whatever stands or stood at a path, newest first; nothing is opened for writing. */
export function listBackupsForPath(userFolder: string, path: string): BackupInfo[] {
  const uuid = findUuid(userFolder, path);
  return uuid === null ? [] : readBackupFolder(backupFolder(userFolder, uuid));
}

/**
 * Puts a backup in the place of a workspace that nobody has open: the newest unless one is named. Works where the present
 * file is sound, damaged, from a newer version or gone. The backup is checked before anything is touched, the present
 * file is kept, and a crash leaves the old file or the restored one with the restore in its decision log.
 */
export function restoreForPath(userFolder: string, path: string, id: string | undefined, nowMs: number): Result<Restored> {
  const uuid = findUuid(userFolder, path);
  const backups = uuid === null ? [] : readBackupFolder(backupFolder(userFolder, uuid));
  const chosen = id === undefined ? backups[0] : backups.find((backup) => backup.id === id);
  if (uuid === null || chosen === undefined) {
    const hint = backups.length > 0 ? { hint: `Known: ${backups.map((backup) => backup.id).join(', ')}.` } : {};
    return fail('NOT_FOUND', id === undefined || backups.length === 0 ? `${path} has no backups.` : `Backup ${id} of ${path} does not exist.`, { path, ...hint });
  }
  const source = join(backupFolder(userFolder, uuid), chosen.id);
  try {
    const sound = inspectWorkspaceFile(source);
    if (!sound.ok) return sound;
    const present = keepPresent(userFolder, path, uuid, nowMs);
    if (!present.ok) return present;
    putInPlace(source, path, { nowMs, id: chosen.id, ...present.value });
    rememberPath(userFolder, path, uuid);
    return succeed({ restored: chosen.id, ...present.value });
  } catch (error) {
    return failOfStorageError(error, path);
  }
}
