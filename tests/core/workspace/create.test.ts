import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

let test: TestCore;
afterEach(() => test.dispose());

it('a new workspace is called as the planner called its file', async () => {
  test = createTestCore({ isInteractive: true });
  for (const [file, name] of [['Oncology Q1.omnivor', 'Oncology Q1'], ['Cycle 2', 'Cycle 2']] as const) {
    test.dialogs.save = join(test.folder, file);
    expect(unwrap(await test.core.workspaces.create({ name: 'Workspace' }))?.name).toBe(name);
  }
  expect(unwrap(test.core.workspaces.current()).recent.map((recent) => recent.name)).toEqual(['Cycle 2', 'Oncology Q1']);
});
