import type { z } from 'zod';
import type { Backup, IntegrityReport } from '../../../contract/data.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { listBackups, makeBackup } from '../data-safety/backups.ts';
import { checkIntegrity } from '../data-safety/integrity.ts';
import { restoreForPath, type Restored } from '../data-safety/restore.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { WorkspaceService } from './workspace.ts';

type BackupInfo = z.infer<typeof Backup>;

/** Backups, restore and integrity of the open workspace. */
export function createDataService(context: CoreContext, workspaces: WorkspaceService) {
  return {
    backups(): Result<BackupInfo[]> {
      const session = requireSession(context);
      return session.ok ? succeed(listBackups(context.userFolder, session.value.database)) : session;
    },
    async backup(): Promise<Result<BackupInfo>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const made = await makeBackup(context.userFolder, session.value.database, { reason: 'by hand', nowMs: context.clock.nowMs() });
      if (made.ok) context.changes.publish(['backups']);
      return made;
    },
    /** Closes the workspace, puts the backup in its place, opens it again; the state before is kept as a backup of its own. */
    async restore(id: string): Promise<Result<{ undoWith: string }>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { path } = session.value.database;
      if (!listBackups(context.userFolder, session.value.database).some((backup) => backup.id === id)) return fail('NOT_FOUND', `Backup ${id} does not exist.`);
      await workspaces.close();
      const restored = restoreForPath(context.userFolder, path, id, context.clock.nowMs());
      const reopened = await workspaces.openPath(path);
      if (!restored.ok) return restored;
      if (!reopened.ok) return reopened;
      return restored.value.undoWith === null ? fail('DATABASE_DAMAGED', `${path} was damaged; the backup is in place.`, { path, hint: `The damaged file is kept at ${restored.value.kept}.` }) : succeed({ undoWith: restored.value.undoWith });
    },
    /** Restores whatever stands at a path, also a damaged file; refused while anything has it open. */
    restorePath: (path: string, id: string | undefined): Result<Restored> => restoreForPath(context.userFolder, path, id, context.clock.nowMs()),
    check(): Result<z.infer<typeof IntegrityReport>> {
      const session = requireSession(context);
      return session.ok ? succeed(checkIntegrity(session.value.database)) : session;
    },
  };
}
export type DataService = ReturnType<typeof createDataService>;
