import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCancelFlag } from '../../../src/engine/base/cancel.ts';
import { succeed, type Result } from '../../../src/engine/base/fault.ts';
import type { Clock } from '../../../src/main/core/clock.ts';
import { createCore, type Core } from '../../../src/main/core/core.ts';
import { createMemorySecrets } from '../../../src/main/core/sync/memory-secrets.ts';
import type { Shell } from '../../../src/main/core/shell.ts';

/** A core in a temporary folder, with counted ids that no other core has, a clock that moves by hand and dialogs that answer what they are told. */
export interface TestCore {
  readonly core: Core;
  readonly folder: string;
  readonly clock: Clock & { advance(ms: number): void };
  /** What the next dialogs answer; empty = closed. */
  readonly dialogs: { open: string[]; save: string | null; folder: string | null };
  /** Makes a workspace in the folder and opens it. */
  createWorkspace(name?: string): Promise<string>;
  dispose(): Promise<void>;
}

/** Writes a CSV beside the workspace and imports it as contacts. */
export async function importContacts(test: TestCore, csv: string): Promise<void> {
  const path = join(test.folder, 'contacts.csv');
  writeFileSync(path, csv);
  unwrap(await test.core.imports.importFile({ path, target: 'contacts', dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
}

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.fault.code}: ${result.fault.message}`);
  return result.value;
}

export interface TestCoreOptions {
  /** Folder of an earlier core, left alone at the end; a new one that is removed at the end where left out. */
  readonly folder?: string;
  /** As behind a window: automatic backups, list of recent workspaces. */
  readonly isInteractive?: boolean;
}

let coresMade = 0;

export function createTestCore(options: TestCoreOptions = {}): TestCore {
  const series = String((coresMade += 1)).padStart(3, '0');
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'omnivor-test-'));
  let nowMs = Date.UTC(2027, 0, 4, 9);
  let nextId = 0;
  const clock = {
    nowMs: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const dialogs: TestCore['dialogs'] = { open: [], save: null, folder: null };
  const shell: Shell = {
    chooseFiles: () => Promise.resolve(succeed([...dialogs.open])),
    chooseSavePath: () => Promise.resolve(succeed(dialogs.save)),
    chooseFolder: () => Promise.resolve(succeed(dialogs.folder)),
    secrets: createMemorySecrets(),
  };
  const createId = (): string => `00000000-0000-4000-8${series}-${String((nextId += 1)).padStart(12, '0')}`;
  const core = createCore({ clock, createId, shell, userFolder: join(folder, 'user'), appVersion: '0.0.0-test', isInteractive: options.isInteractive ?? false });
  return {
    core,
    folder,
    clock,
    dialogs,
    async createWorkspace(name = 'Test') {
      const path = join(folder, `${name}.omnivor`);
      unwrap(await core.workspaces.createPath(path, name));
      return path;
    },
    async dispose() {
      await core.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}
