import { copyFileSync, existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

let test: TestCore;
afterEach(() => test.dispose());

const addRule = (id: string) => test.core.rules.edit({ edit: 'constraint', constraint: { id, kind: 'budget', max: 5 } });

it('a workspace renamed while it is open takes no more edits, and keeps those before', async () => {
  test = createTestCore();
  const path = await test.createWorkspace('Before');
  const moved = join(test.folder, 'After.omnivor');
  unwrap(await addRule('before'));
  renameSync(path, moved);
  await expect(addRule('after')).rejects.toMatchObject({ code: 'FILE_MOVED' });
  expect(existsSync(path)).toBe(false);
  unwrap(await test.core.workspaces.close());
  unwrap(await test.core.workspaces.openPath(moved));
  expect(unwrap(test.core.rules.get()).constraints.map((rule) => rule.id)).toEqual(['before']);
  expect(unwrap(test.core.data.check()).problems).toEqual([]);
});

it('a workspace renamed and closed without another edit keeps everything', async () => {
  test = createTestCore();
  const path = await test.createWorkspace('Before');
  const moved = join(test.folder, 'After.omnivor');
  unwrap(await addRule('before'));
  renameSync(path, moved);
  unwrap(await test.core.workspaces.close());
  unwrap(await test.core.workspaces.openPath(moved));
  expect(unwrap(test.core.rules.get()).constraints.map((rule) => rule.id)).toEqual(['before']);
});

it('a new workspace does not read the log that another file left at its place', async () => {
  test = createTestCore();
  const path = await test.createWorkspace('Before');
  unwrap(await addRule('before'));
  const place = join(test.folder, 'New.omnivor');
  copyFileSync(`${path}-wal`, `${place}-wal`);
  unwrap(await test.core.workspaces.createPath(place, 'New'));
  expect(unwrap(test.core.rules.get()).constraints).toEqual([]);
  expect(unwrap(test.core.data.check()).problems).toEqual([]);
});
