import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { openSqlite, type Sqlite } from './connection.ts';
import { faultOfStorageError } from './sqlite-fault.ts';

/**
 * That a program has a workspace open, as the other programs on the machine see it: an empty file beside the workspace,
 * locked for as long as the program lives. The system lets the lock go however the program ends, so a process id that is
 * used again or a clock that was set mislead nobody.
 */
export interface Presence {
  readonly id: string;
  /** Ends it and removes the file. */
  leave(): void;
}

const MARK = '-open-';
const fileOf = (path: string, id: string): string => `${path}${MARK}${id}`;

function lock(file: string, options: { mustExist: boolean; timeoutMs?: number }): Sqlite {
  const sqlite = openSqlite(file, options);
  try {
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.exec('BEGIN EXCLUSIVE');
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Removes the file of a lock that is held: under the lock, so that nobody takes a file that is about to go. Windows removes no open file, but nobody can have taken it there either. */
function removeLocked(sqlite: Sqlite, file: string): void {
  if (process.platform !== 'win32') rmSync(file, { force: true });
  sqlite.close();
  if (process.platform !== 'win32') return;
  try {
    rmSync(file, { force: true });
  } catch (error) {
    if (faultOfStorageError(error, file) === null) throw error;
  }
}

/** Announces a program at a workspace under an id that is its own. Throws where the folder takes no file. */
export function announcePresence(path: string, id: string): Presence {
  const file = fileOf(path, id);
  let sqlite = lock(file, { mustExist: false });
  while (!existsSync(file)) {
    sqlite.close();
    sqlite = lock(file, { mustExist: false });
  }
  return { id, leave: () => removeLocked(sqlite, file) };
}

/** True while the program lives that announced itself so; where that cannot be told, too. The file of one that is gone is removed. */
export function isPresent(path: string, id: string): boolean {
  const file = fileOf(path, id);
  if (!existsSync(file)) return false;
  try {
    removeLocked(lock(file, { mustExist: true, timeoutMs: 0 }), file);
    return false;
  } catch (error) {
    if (faultOfStorageError(error, file) === null) throw error;
    return existsSync(file);
  }
}

/** Removes what programs left beside a workspace that were killed. O(files of the folder). */
export function removeAbsent(path: string): void {
  const start = `${basename(path)}${MARK}`;
  for (const name of readdirSync(dirname(path))) {
    if (name.startsWith(start)) isPresent(path, name.slice(start.length));
  }
}
