import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startAutomaticBackups } from '../../../src/main/core/data-safety/automatic-backups.ts';
import { backupFolder, readBackupFolder } from '../../../src/main/core/data-safety/backup-folder.ts';
import { listBackups, makeBackup, makeBackupNow } from '../../../src/main/core/data-safety/backups.ts';
import { openConnection } from '../../../src/main/core/db/connection.ts';
import { inspectWorkspaceFile, openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { createFolder, createOpenWorkspace, dumpTables, faultOf, insertContacts, NOW_MS, openForTest, UUID } from '../support/workspace-file.ts';

const byHand = { reason: 'by hand', nowMs: NOW_MS } as const;

describe('a backup', () => {
  it.each([
    ['page by page', makeBackup],
    ['in one go', makeBackupNow],
  ])('made %s is a sound workspace with the same rows, alone in its folder', async (_, make) => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    insertContacts(database.sqlite, 20_000);
    const made = unwrap(await make(userFolder, database, byHand));
    const folder = backupFolder(userFolder, UUID);
    expect(readdirSync(folder)).toEqual([made.id]);
    expect(made).toEqual({ id: '1799053200000-by-hand.omnivor', madeAt: NOW_MS, reason: 'by hand', sizeBytes: made.sizeBytes });
    expect(made.sizeBytes).toBeGreaterThan(500_000);
    unwrap(inspectWorkspaceFile(join(folder, made.id)));
    expect(readdirSync(folder)).toEqual([made.id]);
    expect(dumpTables(openForTest(join(folder, made.id)).sqlite)).toEqual(dumpTables(database.sqlite));
  });

  it('holds one moment although rows are written while it is made', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    insertContacts(database.sqlite, 60_000);
    const other = openConnection(database.path);
    onTestFinished(() => void other.sqlite.close());
    let isDone = false;
    const making = makeBackup(userFolder, database, byHand).finally(() => {
      isDone = true;
    });
    let writes = 0;
    while (!isDone && writes < 200) {
      const writer = writes % 2 === 0 ? database.sqlite : other.sqlite;
      writer.transaction(() => {
        writer.prepare("INSERT INTO ui_state (key, value) VALUES (?, '1')").run(`a${writes}`);
        writer.prepare("INSERT INTO ui_state (key, value) VALUES (?, '1')").run(`b${writes}`);
      })();
      writes += 1;
      await new Promise((resolve) => setTimeout(resolve, writes > 20 ? 20 : 0));
    }
    const made = unwrap(await making);
    const { sqlite } = openForTest(join(backupFolder(userFolder, UUID), made.id));
    expect(sqlite.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    const keys = sqlite.prepare('SELECT key FROM ui_state').pluck().all() as string[];
    expect(keys.filter((key) => key.startsWith('a')).map((key) => key.slice(1)).sort()).toEqual(keys.filter((key) => key.startsWith('b')).map((key) => key.slice(1)).sort());
    expect(writes).toBeGreaterThan(1);
  });

  it('made several times at one instant gets a name of its own each time, newest first', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    const made = await Promise.all(Array.from({ length: 12 }, () => makeBackup(userFolder, database, byHand)));
    expect(new Set(made.map((result) => unwrap(result).id)).size).toBe(12);
    const listed = listBackups(userFolder, database);
    expect(listed).toHaveLength(12);
    expect(listed[0]?.id).toContain('-11.omnivor');
    unwrap(await makeBackup(userFolder, database, { reason: 'automatic', nowMs: NOW_MS + 1 }));
    expect(listBackups(userFolder, database)[0]?.reason).toBe('automatic');
  });

  it('survives a workspace that is moved', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    const made = unwrap(await makeBackup(userFolder, database, byHand));
    database.sqlite.close();
    const moved = join(createFolder(), 'moved.omnivor');
    renameSync(database.path, moved);
    expect(listBackups(userFolder, openForTest(moved)).map((info) => info.id)).toEqual([made.id]);
  });

  it('ended before it is whole leaves nothing', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    insertContacts(database.sqlite, 60_000);
    let asked = 0;
    const made = await makeBackup(userFolder, database, { ...byHand, isCancelled: () => (asked += 1) > 2 });
    expect(faultOf(made).code).toBe('CANCELLED');
    const closed = makeBackup(userFolder, database, byHand);
    setImmediate(() => database.sqlite.close());
    expect(faultOf(await closed).code).toBe('CANCELLED');
    expect(readdirSync(backupFolder(userFolder, UUID))).toEqual([]);
  });

  it('clears away what a killed program left, not what another still writes, nor what is no backup', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    const folder = backupFolder(userFolder, UUID);
    mkdirSync(folder, { recursive: true });
    for (const name of ['1-by-hand.omnivor.part', '2-by-hand.omnivor.part', 'notes.txt']) writeFileSync(join(folder, name), 'x');
    const nowSeconds = statSync(folder).mtimeMs / 1000;
    for (const name of ['1-by-hand.omnivor.part', 'notes.txt']) utimesSync(join(folder, name), nowSeconds - 7200, nowSeconds - 7200);
    utimesSync(join(folder, '2-by-hand.omnivor.part'), nowSeconds - 60, nowSeconds - 60);
    const made = unwrap(await makeBackup(userFolder, database, byHand));
    expect(readdirSync(folder).sort()).toEqual([made.id, '2-by-hand.omnivor.part', 'notes.txt'].sort());
    expect(readBackupFolder(folder).map((info) => info.id)).toEqual([made.id]);
  });

  it('is refused with a fault where its folder cannot be made', async () => {
    const database = createOpenWorkspace();
    const userFolder = createFolder();
    writeFileSync(join(userFolder, 'backups'), 'a file in the way');
    expect(faultOf(await makeBackup(userFolder, database, byHand)).code).toBe('FILE_IS_FOLDER');
    rmSync(join(userFolder, 'backups'));
    unwrap(await makeBackup(userFolder, database, byHand));
  });
});

describe('automatic backups', () => {
  const RHYTHM = { everyMs: 1000, atOpenAfterMs: 24 * 3_600_000 };

  async function open(): Promise<TestCore> {
    const test = createTestCore();
    onTestFinished(() => test.dispose());
    await test.createWorkspace();
    return test;
  }
  const count = (test: TestCore): number => unwrap(test.core.data.backups()).length;
  const settle = (test: TestCore, expected: number): Promise<void> => vi.waitFor(() => expect(count(test)).toBe(expected), { timeout: 5000, interval: 5 });
  const tick = async (): Promise<void> => {
    vi.advanceTimersByTime(RHYTHM.everyMs);
    await new Promise((resolve) => setImmediate(resolve));
  };
  const withFakeTimers = (): void => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    onTestFinished(() => void vi.useRealTimers());
  };

  it('come at open when the newest is older than a day, not when it is younger', async () => {
    const test = await open();
    startAutomaticBackups(test.core.context, RHYTHM)();
    const stop = startAutomaticBackups(test.core.context, RHYTHM);
    await settle(test, 1);
    stop();
    test.clock.advance(23 * 3_600_000);
    startAutomaticBackups(test.core.context, RHYTHM)();
    expect(count(test)).toBe(1);
    test.clock.advance(2 * 3_600_000);
    const again = startAutomaticBackups(test.core.context, RHYTHM);
    await settle(test, 2);
    again();
  });

  it('come at a tick after something was written here or by another connection, else not', async () => {
    withFakeTimers();
    const test = await open();
    const stop = startAutomaticBackups(test.core.context, RHYTHM);
    await settle(test, 1);
    await tick();
    expect(count(test)).toBe(1);
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
    test.clock.advance(1000);
    await tick();
    await settle(test, 2);
    await tick();
    expect(count(test)).toBe(2);
    const other = unwrap(openWorkspaceFile(join(test.folder, 'Test.omnivor'), { nowMs: NOW_MS }));
    insertContacts(other.sqlite, 10);
    other.sqlite.close();
    test.clock.advance(1000);
    await tick();
    await settle(test, 3);
    stop();
  });

  it('stop at once: no tick, no half backup, also in the middle of one', async () => {
    withFakeTimers();
    const test = await open();
    const database = test.core.context.session?.database;
    if (database === undefined) throw new Error('No workspace is open.');
    insertContacts(database.sqlite, 60_000);
    const stop = startAutomaticBackups(test.core.context, RHYTHM);
    stop();
    await test.core.workspaces.close();
    const folder = join(test.core.context.userFolder, 'backups');
    const listFiles = (): string[] => (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []).filter((name) => name.includes('.omnivor'));
    expect(listFiles().filter((name) => name.endsWith('.omnivor'))).toEqual([]);
    for (let waits = 0; waits < 500 && listFiles().length > 0; waits += 1) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(listFiles()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});
