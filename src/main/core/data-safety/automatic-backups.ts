import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { rememberPath } from './backup-folder.ts';
import { listBackups, makeBackup, readUuid } from './backups.ts';

/** How often the file is looked at, and how old the newest backup may be when a workspace is opened. */
export interface BackupRhythm {
  readonly everyMs: number;
  readonly atOpenAfterMs: number;
}

const usualRhythm: BackupRhythm = { everyMs: 15 * 60_000, atOpenAfterMs: 24 * 3_600_000 };

/** Changes whenever this program (total_changes) or another connection, as an import has one, (data_version) writes. */
const readVersion = (sqlite: Sqlite): string => `${String(sqlite.prepare('SELECT total_changes()').pluck().get())}/${String(sqlite.pragma('data_version', { simple: true }))}`;

/**
 * Backs up the open workspace by itself: at open when the newest backup is too old, then at every tick of the rhythm
 * before which something was written. The answer ends it: no timer stays, a backup in the making is given up.
 */
export function startAutomaticBackups(context: CoreContext, rhythm: BackupRhythm = usualRhythm): () => void {
  const session = requireSession(context);
  if (!session.ok) return () => undefined;
  const { database } = session.value;
  let isStopped = false;
  let isRunning = false;
  let backedUpVersion = readVersion(database.sqlite);

  const backUp = async (): Promise<void> => {
    if (isRunning || isStopped || !database.sqlite.open) return;
    isRunning = true;
    const version = readVersion(database.sqlite);
    try {
      const made = await makeBackup(context.userFolder, database, { reason: 'automatic', nowMs: context.clock.nowMs(), isCancelled: () => isStopped });
      if (made.ok) {
        backedUpVersion = version;
        context.changes.publish(['backups']);
      } else if (made.fault.code !== 'CANCELLED') console.error(`${made.fault.code}: ${made.fault.message}`);
    } finally {
      isRunning = false;
    }
  };
  const backUpSafely = (): void => {
    backUp().catch((error: unknown) => console.error(error));
  };

  rememberPath(context.userFolder, database.path, readUuid(database.sqlite));
  const [newest] = listBackups(context.userFolder, database);
  if (newest === undefined || context.clock.nowMs() - newest.madeAt > rhythm.atOpenAfterMs) backUpSafely();
  const timer = setInterval(() => {
    if (database.sqlite.open && readVersion(database.sqlite) !== backedUpVersion) backUpSafely();
  }, rhythm.everyMs);
  timer.unref();
  return () => {
    isStopped = true;
    clearInterval(timer);
  };
}
