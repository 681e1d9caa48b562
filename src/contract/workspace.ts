import { z } from 'zod';
import { Fault } from '../engine/base/fault.ts';
import { FileToken, Nothing, route } from './base.ts';
import { Backup } from './data.ts';

/** A workspace as the window shows it; `path` is text to read, never sent back. */
export const WorkspaceInfo = z.strictObject({
  name: z.string(),
  path: z.string(),
  currency: z.string(),
  contactNoun: z.enum(['contact', 'HCP']),
  contacts: z.int(),
  touches: z.int(),
  outcomes: z.int(),
  /** Day of the newest touch or outcome. */
  lastDate: z.string().nullable(),
});
export type WorkspaceInfo = z.infer<typeof WorkspaceInfo>;

export const RecentWorkspace = z.strictObject({ id: z.string(), name: z.string(), path: z.string(), openedAt: z.int(), exists: z.boolean() });

/** A workspace that was refused when it was last asked for, and the backups that can stand in for it, newest first. */
export const RefusedWorkspace = z.strictObject({ name: z.string(), path: z.string(), fault: Fault, backups: z.array(Backup) });
export type RefusedWorkspace = z.infer<typeof RefusedWorkspace>;

export const workspaceContract = {
  current: route.input(Nothing).output(z.strictObject({ open: WorkspaceInfo.nullable(), recent: z.array(RecentWorkspace), refused: RefusedWorkspace.nullable() })),
  /** Opens the workspace that was open when the program last ended, unless one is open already; what stood in the way is in `current`. */
  reopen: route.input(Nothing).output(z.void()),
  /** Makes a new file where the planner says and opens it, named as the file is; `name` is what the dialog suggests. Null when the dialog was closed. */
  create: route.input(z.strictObject({ name: z.string().min(1).max(120), file: FileToken.optional() })).output(WorkspaceInfo.nullable()),
  /** Opens a workspace file through a dialog, a token or the list of recent ones; null when the dialog was closed. */
  open: route.input(z.strictObject({ file: FileToken.optional(), recent: z.string().optional() })).output(WorkspaceInfo.nullable()),
  /** Puts a backup in the place of the refused workspace and opens it; the refused file is kept beside it. */
  restoreRefused: route.input(z.strictObject({ id: z.string() })).output(WorkspaceInfo),
  /** Copies the bundled sample into a new workspace and opens it. */
  openSample: route.input(Nothing).output(WorkspaceInfo),
  close: route.input(Nothing).output(z.void()),
  updateSettings: route
    .input(z.strictObject({ name: z.string().min(1).max(120).optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), contactNoun: z.enum(['contact', 'HCP']).optional() }))
    .output(WorkspaceInfo),
  readUiState: route.input(z.strictObject({ key: z.string().min(1).max(200) })).output(z.unknown()),
  writeUiState: route.input(z.strictObject({ key: z.string().min(1).max(200), value: z.json() })).output(z.void()),
};
