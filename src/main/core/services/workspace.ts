import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RefusedWorkspace, WorkspaceInfo } from '../../../contract/workspace.ts';
import { fail, succeed, type Fault, type Result } from '../../../engine/base/fault.ts';
import { startAutomaticBackups } from '../data-safety/automatic-backups.ts';
import { makeBackupNow } from '../data-safety/backups.ts';
import { listBackupsForPath, restoreForPath } from '../data-safety/restore.ts';
import { requireSession, type CoreContext } from '../context.ts';
import { createWorkspaceFile, openWorkspaceFile } from '../db/open-workspace.ts';
import { appendDecision } from '../db/repositories/decision.ts';
import { describeWorkspace, insertWorkspace, readUiState, readWorkspace, writeUiState } from '../db/repositories/workspace.ts';
import { failOfStorageError } from '../db/sqlite-fault.ts';
import { createRecentWorkspaces } from '../recent-workspaces.ts';
import { createSession } from '../session.ts';
import type { EditService } from './edit.ts';

const WORKSPACE_FILTER = [{ name: 'OMNIVOR workspace', extensions: ['omnivor'] }];
const ALL_DOMAINS = ['workspace', 'contacts', 'audiences', 'touches', 'outcomes', 'imports', 'rules', 'response', 'plans', 'jobs', 'decisions', 'edits', 'backups', 'ledger', 'campaigns'] as const;

/** Opens, makes and closes workspaces; one is open at a time. */
export function createWorkspaceService(context: CoreContext, edits: EditService) {
  const recent = createRecentWorkspaces(context.userFolder);
  let stopBackups: () => void = () => undefined;
  let refused: { readonly path: string; readonly fault: Fault } | null = null;

  const refuse = <T extends { ok: false; fault: Fault }>(path: string, result: T): T => {
    refused = { path, fault: result.fault };
    context.changes.publish(['workspace']);
    return result;
  };
  const describeRefused = (): RefusedWorkspace | null =>
    refused === null ? null : { ...refused, name: basename(refused.path, '.omnivor'), backups: listBackupsForPath(context.userFolder, refused.path) };

  const info = (): Result<WorkspaceInfo> => {
    const session = requireSession(context);
    return session.ok ? succeed(describeWorkspace(session.value.database.sqlite, session.value.database.path)) : session;
  };

  const adopt = async (path: string, create: { name: string } | null): Promise<Result<WorkspaceInfo>> => {
    const nowMs = context.clock.nowMs();
    if (create !== null) {
      const made = createWorkspaceFile(path, {
        nowMs,
        fill: (sqlite) => {
          insertWorkspace(sqlite, { uuid: context.createId(), name: create.name, nowMs });
          appendDecision(sqlite, { at: nowMs, actor: 'planner', kind: 'create', subject: 'workspace', detail: { name: create.name } });
        },
      });
      if (!made.ok) return made;
    }
    const opened = openWorkspaceFile(path, { nowMs, beforeMigration: (database) => makeBackupNow(context.userFolder, database, { reason: 'before migration', nowMs }) });
    if (!opened.ok) return refuse(path, opened);
    refused = null;
    const { sqlite } = opened.value;
    await service.close();
    try {
      context.session = createSession(opened.value, context);
    } catch (error) {
      sqlite.close();
      return failOfStorageError(error, path);
    }
    if (context.isInteractive) {
      stopBackups = startAutomaticBackups(context);
      recent.remember({ path, name: readWorkspace(sqlite).name, openedAt: nowMs });
    }
    context.changes.publish([...ALL_DOMAINS]);
    return info();
  };

  const service = {
    current(): Result<{ open: WorkspaceInfo | null; recent: ReturnType<typeof recent.list>; refused: RefusedWorkspace | null }> {
      const open = context.session === null ? null : info();
      if (open !== null && !open.ok) return open;
      return succeed({ open: open?.value ?? null, recent: recent.list(), refused: describeRefused() });
    },
    /** Opens what was open when the program last ended; what stands in the way is kept for `current`. */
    async reopen(): Promise<Result<void>> {
      const path = recent.openPath();
      if (context.session === null && path !== null) await adopt(path, null);
      return succeed(undefined);
    },
    /** Puts a backup in the place of the refused workspace and opens it. */
    async restoreRefused(id: string): Promise<Result<WorkspaceInfo>> {
      if (refused === null) return fail('NOT_FOUND', 'No workspace was refused.');
      const { path } = refused;
      const restored = restoreForPath(context.userFolder, path, id, context.clock.nowMs());
      return restored.ok ? adopt(path, null) : restored;
    },
    openPath: (path: string): Promise<Result<WorkspaceInfo>> => adopt(path, null),
    createPath: (path: string, name: string): Promise<Result<WorkspaceInfo>> => adopt(path, { name }),
    async create(input: { name: string; file?: string | undefined }): Promise<Result<WorkspaceInfo | null>> {
      const chosen = await context.shell.chooseSavePath({ title: 'New workspace', suggestedName: `${input.name.replaceAll(/[^\p{L}\p{N} _-]/gu, '').trim() || 'workspace'}.omnivor`, filters: WORKSPACE_FILTER });
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const path = chosen.value.endsWith('.omnivor') ? chosen.value : `${chosen.value}.omnivor`;
      return service.createPath(path, basename(path, '.omnivor') || input.name);
    },
    async open(input: { file?: string | undefined; recent?: string | undefined }): Promise<Result<WorkspaceInfo | null>> {
      if (input.recent !== undefined) {
        const path = recent.pathOf(input.recent);
        return path === null ? fail('NOT_FOUND', 'The workspace is no longer in the list.') : service.openPath(path);
      }
      if (input.file !== undefined) {
        const file = context.files.resolve(input.file);
        return file.ok ? service.openPath(file.value.path) : file;
      }
      const chosen = await context.shell.chooseFiles({ title: 'Open workspace', filters: WORKSPACE_FILTER, multiple: false });
      if (!chosen.ok) return chosen;
      const path = chosen.value[0];
      return path === undefined ? succeed(null) : service.openPath(path);
    },
    /** Path for a new sample workspace, in the planner's own folder. */
    samplePath(): string {
      const folder = join(context.userFolder, 'samples');
      mkdirSync(folder, { recursive: true });
      return join(folder, `sample-${context.createId().slice(0, 8)}.omnivor`);
    },
    /** The planner closes the workspace: the next start begins without one. */
    leave(): Promise<Result<void>> {
      recent.forgetOpen();
      return service.close();
    },
    async close(): Promise<Result<void>> {
      stopBackups();
      stopBackups = () => undefined;
      const session = context.session;
      context.session = null;
      await session?.close();
      if (session !== null) context.changes.publish([...ALL_DOMAINS]);
      return succeed(undefined);
    },
    updateSettings(input: { name?: string | undefined; currency?: string | undefined; contactNoun?: 'contact' | 'HCP' | undefined }): Promise<Result<WorkspaceInfo>> {
      return edits.run('Change workspace settings', (recorder) => {
        recorder.put('workspace', {
          id: 1,
          ...(input.name === undefined ? {} : { name: input.name }),
          ...(input.currency === undefined ? {} : { currency: input.currency }),
          ...(input.contactNoun === undefined ? {} : { contact_noun: input.contactNoun }),
        });
        return info();
      });
    },
    readUiState(key: string): Result<unknown> {
      const session = requireSession(context);
      return session.ok ? succeed(readUiState(session.value.database.sqlite, key)) : succeed(null);
    },
    async writeUiState(key: string, value: unknown): Promise<Result<void>> {
      const session = requireSession(context);
      if (!session.ok) return session;
      await session.value.gate.run(() => writeUiState(session.value.database.sqlite, key, value));
      return succeed(undefined);
    },
  };
  return service;
}
export type WorkspaceService = ReturnType<typeof createWorkspaceService>;
