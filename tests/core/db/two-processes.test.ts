import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { restoreForPath } from '../../../src/main/core/data-safety/restore.ts';
import { startChild, type RunningChild } from '../support/child.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { createFolder, faultOf, makeWorkspaceFile, NOW_MS } from '../support/workspace-file.ts';

async function holdLock(path: string): Promise<RunningChild> {
  const child = await startChild('hold-lock', [path]);
  onTestFinished(() => child.kill());
  await child.waitFor('locked');
  return child;
}

async function openCore(): Promise<{ test: TestCore; path: string }> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  return { test, path: await test.createWorkspace() };
}

const rule = { edit: 'constraint', constraint: { id: 'cost', kind: 'budget', max: 5 } } as const;

describe('two programs on one workspace', () => {
  it('the second waits, then says that the file is in use; the first is not disturbed', async () => {
    const path = join(createFolder(), 'shared.omnivor');
    makeWorkspaceFile(path);
    const other = await holdLock(path);
    expect(faultOf(openWorkspaceFile(path, { nowMs: NOW_MS, waitMs: 300 }))).toMatchObject({ code: 'DATABASE_IN_USE', path });
    other.write('stop\n');
    await other.waitFor('released');
    const { sqlite } = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    expect(sqlite.pragma('busy_timeout', { simple: true })).toBe(10_000);
    sqlite.close();
  });

  it('an edit meets a lock: a fault, nothing half-written, and it goes through once the lock is gone', async () => {
    const { test, path } = await openCore();
    const other = await holdLock(path);
    test.core.context.session!.database.sqlite.pragma('busy_timeout = 300');
    const edited = await test.core.rules.edit(rule);
    expect(faultOf(edited)).toMatchObject({ code: 'DATABASE_IN_USE', path });
    expect(unwrap(test.core.edits.state())).toEqual({ undo: null, redo: null });
    other.write('stop\n');
    await other.waitFor('released');
    unwrap(await test.core.rules.edit(rule));
    expect(unwrap(test.core.edits.state()).undo).toBe('Set rule cost');
  });

  it('a restore is refused while another program has the file open', async () => {
    const { test, path } = await openCore();
    const backup = unwrap(await test.core.data.backup());
    await test.core.workspaces.close();
    const other = await holdLock(path);
    other.write('stop\n');
    await other.waitFor('released');
    const holder = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    expect(faultOf(restoreForPath(test.core.context.userFolder, path, backup.id, NOW_MS))).toMatchObject({ code: 'DATABASE_IN_USE', path });
    holder.sqlite.close();
    expect(unwrap(restoreForPath(test.core.context.userFolder, path, backup.id, NOW_MS)).restored).toBe(backup.id);
  });

  it('both may read and write in turn', async () => {
    const { test, path } = await openCore();
    const second = createTestCore();
    onTestFinished(() => second.dispose());
    unwrap(await second.core.workspaces.openPath(path));
    for (let number = 0; number < 10; number += 1) {
      const writer = number % 2 === 0 ? test : second;
      unwrap(await writer.core.rules.edit({ ...rule, constraint: { ...rule.constraint, id: `cost ${number}` } }));
    }
    expect(unwrap(test.core.rules.get()).constraints).toHaveLength(10);
    expect(unwrap(second.core.data.check())).toMatchObject({ ok: true, problems: [] });
  });
});
