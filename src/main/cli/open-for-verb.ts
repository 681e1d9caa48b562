import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { succeed, type Result } from '../../engine/base/fault.ts';
import type { Core } from '../core/core.ts';

/**
 * Opens the workspace a verb names, makes it where it does not exist, or works in a temporary one that is gone
 * afterwards.
 */
export async function openForVerb(core: Core, path: string | undefined): Promise<Result<{ close(): Promise<void> }>> {
  if (path !== undefined) {
    const file = resolve(path);
    const opened = existsSync(file) ? await core.workspaces.openPath(file) : await core.workspaces.createPath(file, basename(file, '.omnivor'));
    if (!opened.ok) return opened;
    return succeed({
      async close() {
        await core.workspaces.close();
      },
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'omnivor-'));
  const made = await core.workspaces.createPath(join(folder, 'temporary.omnivor'), 'temporary');
  if (!made.ok) return made;
  return succeed({
    async close() {
      await core.workspaces.close();
      rmSync(folder, { recursive: true, force: true });
    },
  });
}
