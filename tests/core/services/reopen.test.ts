import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

/** Starts of the program on one folder of the planner, one after the other. */
describe('the workspace that was open', () => {
  let folder: string;
  let running: TestCore | undefined;

  const start = async (isInteractive = true): Promise<TestCore> => {
    await running?.dispose();
    running = createTestCore({ folder, isInteractive });
    return running;
  };
  const openName = (test: TestCore): string | undefined => unwrap(test.core.workspaces.current()).open?.name;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'omnivor-reopen-'));
  });
  afterEach(async () => {
    await running?.dispose();
    running = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is opened again at the next start, and the next', async () => {
    const first = await start();
    await first.createWorkspace('One');
    await first.createWorkspace('Two');
    for (let restart = 0; restart < 2; restart += 1) {
      const next = await start();
      expect(openName(next)).toBeUndefined();
      unwrap(await next.core.workspaces.reopen());
      expect(openName(next)).toBe('Two');
    }
    expect(unwrap((running as TestCore).core.workspaces.current()).recent.map((entry) => entry.name)).toEqual(['Two', 'One']);
  });

  it('stays closed where the planner closed it, and never takes the place of one that is open', async () => {
    const first = await start();
    const one = await first.createWorkspace('One');
    await first.createWorkspace('Two');
    unwrap(await first.core.workspaces.leave());
    const second = await start();
    unwrap(await second.core.workspaces.reopen());
    expect(openName(second)).toBeUndefined();
    unwrap(await second.core.workspaces.openPath(one));
    unwrap(await second.core.workspaces.reopen());
    expect(openName(second)).toBe('One');
  });

  it('is not what the command line worked on meanwhile', async () => {
    await (await start()).createWorkspace('Window');
    await (await start(false)).createWorkspace('Terminal');
    const next = await start();
    unwrap(await next.core.workspaces.reopen());
    expect(openName(next)).toBe('Window');
    expect(unwrap(next.core.workspaces.current()).recent.map((entry) => entry.name)).toEqual(['Window']);
  });

  it('is refused when damaged, and comes back from a backup with the damaged file kept', async () => {
    const first = await start();
    const path = await first.createWorkspace('Q4');
    const backup = unwrap(await first.core.data.backup());
    await first.dispose();
    truncateSync(path, 5000);
    const damaged = readFileSync(path);
    const second = await start();
    unwrap(await second.core.workspaces.reopen());
    const current = unwrap(second.core.workspaces.current());
    expect(current.open).toBeNull();
    expect(current.refused).toMatchObject({ name: 'Q4', path, fault: { code: 'DATABASE_DAMAGED' } });
    expect(current.refused?.backups.map((entry) => entry.id)).toContain(backup.id);
    expect((await second.core.workspaces.restoreRefused('none')).ok).toBe(false);
    expect(readFileSync(path)).toEqual(damaged);
    expect(unwrap(await second.core.workspaces.restoreRefused(backup.id)).name).toBe('Q4');
    expect(unwrap(second.core.workspaces.current()).refused).toBeNull();
    expect(readFileSync(`${path}.replaced`)).toEqual(damaged);
  });

  it('whose file is gone comes back from a backup too', async () => {
    const first = await start();
    const path = await first.createWorkspace('Gone');
    const backup = unwrap(await first.core.data.backup());
    await first.dispose();
    rmSync(path);
    const second = await start();
    unwrap(await second.core.workspaces.reopen());
    expect(unwrap(second.core.workspaces.current()).refused).toMatchObject({ fault: { code: 'FILE_NOT_FOUND' } });
    expect(unwrap(await second.core.workspaces.restoreRefused(backup.id)).name).toBe('Gone');
  });

  it('has nothing to restore while nothing was refused', async () => {
    expect(await (await start()).core.workspaces.restoreRefused('none')).toMatchObject({ fault: { code: 'NOT_FOUND' } });
  });
});
