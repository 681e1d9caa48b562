import { statSync } from 'node:fs';
import type { Database } from './connection.ts';

/** Thrown where an open workspace no longer stands at its path. */
export class FileMoved extends Error {
  readonly code = 'FILE_MOVED';
}

const FOLD_WAIT_MS = 500;

/** Folds the write-ahead log into the file itself, wherever that stands now; what another program holds back stays in the log. */
export function foldLog({ sqlite }: Database): void {
  sqlite.pragma(`busy_timeout = ${FOLD_WAIT_MS}`);
  sqlite.pragma('wal_checkpoint(TRUNCATE)');
}

const identify = (path: string): string | null => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
};

/**
 * Watches that an open workspace stays at its path. SQLite goes on writing to a file that was renamed, into a log beside
 * the old name, where nobody who opens the new one finds it. The answer throws `FileMoved` once that happened, with all
 * that was committed before in the file itself.
 */
export function createPlaceCheck(database: Database): () => void {
  const opened = identify(database.path);
  return () => {
    if (identify(database.path) === opened) return;
    foldLog(database);
    throw new FileMoved(database.path);
  };
}
