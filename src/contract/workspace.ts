import { z } from 'zod';
import { FileToken, Nothing, route } from './base.ts';

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

export const workspaceContract = {
  current: route.input(Nothing).output(z.strictObject({ open: WorkspaceInfo.nullable(), recent: z.array(RecentWorkspace) })),
  /** Makes a new file where the planner says (a save dialog, or a token) and opens it; null when the dialog was closed. */
  create: route.input(z.strictObject({ name: z.string().min(1).max(120), file: FileToken.optional() })).output(WorkspaceInfo.nullable()),
  /** Opens a workspace file through a dialog, a token or the list of recent ones; null when the dialog was closed. */
  open: route.input(z.strictObject({ file: FileToken.optional(), recent: z.string().optional() })).output(WorkspaceInfo.nullable()),
  /** Copies the bundled sample into a new workspace and opens it. */
  openSample: route.input(Nothing).output(WorkspaceInfo),
  close: route.input(Nothing).output(z.void()),
  updateSettings: route
    .input(z.strictObject({ name: z.string().min(1).max(120).optional(), currency: z.string().regex(/^[A-Z]{3}$/).optional(), contactNoun: z.enum(['contact', 'HCP']).optional() }))
    .output(WorkspaceInfo),
  readUiState: route.input(z.strictObject({ key: z.string().min(1).max(200) })).output(z.unknown()),
  writeUiState: route.input(z.strictObject({ key: z.string().min(1).max(200), value: z.json() })).output(z.void()),
};
