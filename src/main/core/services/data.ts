import type { z } from 'zod';
import type { Backup, IntegrityReport } from '../../../contract/data.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import { listBackups, makeBackup, restoreBackup, restoreForPath } from '../data-safety/backups.ts';
import { checkIntegrity } from '../data-safety/integrity.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { appendDecision } from '../db/repositories/decision.ts';
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
    /** Closes the workspace, swaps the file, opens it again; the state before is kept as a backup of its own. */
    async restore(id: string): Promise<Result<{ undoWith: string }>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { path } = session.value.database;
      const before = await makeBackup(context.userFolder, session.value.database, { reason: 'before restore', nowMs: context.clock.nowMs() });
      if (!before.ok) return before;
      await workspaces.close();
      const restored = restoreBackup(context.userFolder, path, id);
      const reopened = await workspaces.openPath(path);
      if (!restored.ok) return restored;
      if (!reopened.ok) return reopened;
      const opened = requireSession(context);
      if (opened.ok) {
        await opened.value.gate.run(() => {
          appendDecision(opened.value.database.sqlite, { at: context.clock.nowMs(), actor: 'planner', kind: 'restore', subject: id, detail: { undoWith: before.value.id } });
        });
      }
      context.changes.publish(['workspace', 'contacts', 'audiences', 'touches', 'outcomes', 'imports', 'rules', 'response', 'plans', 'jobs', 'decisions', 'edits', 'backups']);
      return succeed({ undoWith: before.value.id });
    },
    /** Restores whatever stands at a path, also a damaged file; nothing may have it open. */
    restorePath: (path: string, id: string | undefined): Result<{ restored: string; kept: string | null }> => restoreForPath(context.userFolder, path, id),
    check(): Result<z.infer<typeof IntegrityReport>> {
      const session = requireSession(context);
      return session.ok ? succeed(checkIntegrity(session.value.database)) : session;
    },
  };
}
export type DataService = ReturnType<typeof createDataService>;
