import { rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Database, Sqlite } from '../db/connection.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import { backupFolder, readBackupFolder, rememberPath, removeLeftParts, reserveBackup, type BackupInfo, type BackupReason, type ReservedBackup } from './backup-folder.ts';
import { placeFile } from './place-file.ts';
import { selectExpired } from './rotation.ts';

const PAGES_PER_STEP = 500;

export interface BackupOrder {
  readonly reason: BackupReason;
  readonly nowMs: number;
  /** Asked between two steps; true ends the backup with CANCELLED and leaves nothing. */
  readonly isCancelled?: () => boolean;
}

/** Lasting id of a workspace, read in a way that works in every schema there was. */
export const readUuid = (sqlite: Sqlite): string => String(sqlite.prepare('SELECT uuid FROM workspace').pluck().get());

class BackupCancelled extends Error {}

/** A finished copy becomes a backup by one rename; backups that are too many leave. */
export function adoptBackup(folder: string, reserved: ReservedBackup, order: BackupOrder): BackupInfo {
  placeFile(reserved.part, reserved.file);
  for (const expired of selectExpired(readBackupFolder(folder))) {
    if (expired.id !== reserved.id) rmSync(join(folder, expired.id), { force: true });
  }
  removeLeftParts(folder, reserved.file);
  return { id: reserved.id, madeAt: order.nowMs, reason: order.reason, sizeBytes: statSync(reserved.file).size };
}

/** Removes the unfinished copy and answers why. */
function giveUp(reserved: ReservedBackup | null, folder: string, error: unknown): Result<never> {
  if (reserved !== null) rmSync(reserved.part, { force: true });
  if (error instanceof BackupCancelled) return fail('CANCELLED', 'The backup was ended before it was whole. Nothing is left of it.');
  return failOfStorageError(error, folder);
}

/** Backups of the open workspace, newest first. */
export function listBackups(userFolder: string, database: Database): BackupInfo[] {
  return readBackupFolder(backupFolder(userFolder, readUuid(database.sqlite)));
}

/** Sends a copy to the disk while the core goes on; what is left for the rename is then quick. */
async function syncWithoutBlocking(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Copies the open workspace 2 MB at a time while work goes on; a consistent state is written whole or not at all. */
export async function makeBackup(userFolder: string, database: Database, order: BackupOrder): Promise<Result<BackupInfo>> {
  const uuid = readUuid(database.sqlite);
  const folder = backupFolder(userFolder, uuid);
  let reserved: ReservedBackup | null = null;
  try {
    reserved = reserveBackup(folder, order.nowMs, order.reason);
    rememberPath(userFolder, database.path, uuid);
    await database.sqlite.backup(reserved.part, {
      progress() {
        if (order.isCancelled?.() === true) throw new BackupCancelled();
        return PAGES_PER_STEP;
      },
    });
    await syncWithoutBlocking(reserved.part);
    return succeed(adoptBackup(folder, reserved, order));
  } catch (error) {
    return giveUp(reserved, folder, database.sqlite.open ? error : new BackupCancelled());
  }
}

/** The same in one go, for the moment before a migration, when nothing else may happen. */
export function makeBackupNow(userFolder: string, database: Database, order: BackupOrder): Result<BackupInfo> {
  const uuid = readUuid(database.sqlite);
  const folder = backupFolder(userFolder, uuid);
  let reserved: ReservedBackup | null = null;
  try {
    reserved = reserveBackup(folder, order.nowMs, order.reason);
    rememberPath(userFolder, database.path, uuid);
    database.sqlite.prepare('VACUUM INTO ?').run(reserved.part);
    return succeed(adoptBackup(folder, reserved, order));
  } catch (error) {
    return giveUp(reserved, folder, error);
  }
}
