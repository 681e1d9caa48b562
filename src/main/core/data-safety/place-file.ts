import { closeSync, copyFileSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

function syncPath(path: string, mode: 'r' | 'r+'): void {
  const file = openSync(path, mode);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Renames a finished file to its place, over what stands there: after a crash there is the old file or the new one. Both
 * the content and the name are on disk when this returns (Windows cannot sync a folder and keeps names in its journal).
 */
export function placeFile(from: string, to: string): void {
  syncPath(from, 'r+');
  renameSync(from, to);
  if (process.platform !== 'win32') syncPath(dirname(to), 'r');
}

/** Copies a file so that the copy is on disk when this returns. */
export function copyFileSynced(from: string, to: string): void {
  copyFileSync(from, to);
  syncPath(to, 'r+');
}

/** Removes what SQLite keeps beside a database that nobody has open. */
export function removeCompanions(path: string): void {
  for (const ending of ['-wal', '-shm', '-journal']) rmSync(`${path}${ending}`, { force: true });
}

/** Removes a database that nobody has open, with what SQLite keeps beside it. */
export function removeDatabaseFiles(path: string): void {
  removeCompanions(path);
  rmSync(path, { force: true });
}
