import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeBackup, makeBackupNow } from '../../../src/main/core/data-safety/backups.ts';
import { restoreForPath } from '../../../src/main/core/data-safety/restore.ts';
import { openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { writeFileSafely } from '../../../src/main/core/export/write-file.ts';
import { fillDisk, mountSmallDisk } from '../support/small-disk.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { createFolder, dumpTables, faultOf, hashFile, insertContacts, makeWorkspaceFile, NOW_MS, openForTest } from '../support/workspace-file.ts';

async function openFullWorkspace(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await test.createWorkspace();
  const { sqlite } = unwrapSession(test);
  sqlite.pragma(`max_page_count = ${sqlite.pragma('page_count', { simple: true }) as number}`);
  return test;
}

const unwrapSession = (test: TestCore) => {
  const session = test.core.context.session;
  if (session === null) throw new Error('No workspace is open.');
  return session.database;
};

const largeFilter = { join: 'and' as const, conditions: [{ column: 'name', operator: 'any_of' as const, value: Array.from({ length: 200 }, (_, at) => `Name ${at} ${'x'.repeat(200)}`) }] };

describe('no space left in the workspace', () => {
  it('an edit that does not fit is refused whole, smaller ones go on', async () => {
    const test = await openFullWorkspace();
    const { sqlite, path } = unwrapSession(test);
    const before = dumpTables(sqlite);
    expect(faultOf(await test.core.contacts.saveAudience({ name: 'Large', filter: largeFilter }))).toMatchObject({ code: 'DISK_FULL', path });
    expect(dumpTables(sqlite)).toEqual(before);
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
    expect(unwrap(test.core.data.check()).problems).toEqual([]);
  });

  it('a job that cannot be noted does not end the program', async () => {
    const test = await openFullWorkspace();
    const { sqlite } = unwrapSession(test);
    const { jobs } = test.core.context.session ?? {};
    if (jobs === undefined) throw new Error('No workspace is open.');
    const id = jobs.start('check', null, () => Promise.resolve({ ok: true, value: 'y'.repeat(500_000) }));
    const ended = await jobs.wait(id);
    expect(ended.status).toBe('succeeded');
    expect(jobs.running()).toEqual([]);
    expect(unwrap(jobs.get(id)).finishedAt).not.toBeNull();
    expect(jobs.cancel(id).ok).toBe(false);
    expect(sqlite.prepare('SELECT status FROM jobs WHERE id = ?').pluck().get(id)).toBe('running');
  });
});

const MEGABYTE = 1024 * 1024;
const disk = mountSmallDisk(4 * MEGABYTE);
disk?.dispose();

describe.skipIf(disk === null)('no space left on the disk (needs the right to mount one)', () => {
  const mount = (): string => {
    const mounted = mountSmallDisk(4 * MEGABYTE);
    if (mounted === null) throw new Error('The disk could not be mounted.');
    onTestFinished(mounted.dispose);
    return mounted.folder;
  };

  it('a backup leaves nothing, the workspace goes on', async () => {
    const path = join(createFolder(), 'test.omnivor');
    makeWorkspaceFile(path);
    const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    onTestFinished(() => void database.sqlite.close());
    insertContacts(database.sqlite, 100_000);
    const small = mount();
    for (const made of [await makeBackup(small, database, { reason: 'by hand', nowMs: NOW_MS }), makeBackupNow(small, database, { reason: 'before migration', nowMs: NOW_MS })]) expect(faultOf(made).code).toBe('DISK_FULL');
    const files = readdirSync(join(small, 'backups'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((name) => name.endsWith('.omnivor') || name.includes('.part'))).toEqual([]);
    expect(database.sqlite.prepare('SELECT count(*) FROM contacts').pluck().get()).toBe(100_000);
  });

  it('an edit in a workspace on the full disk is refused, what was there stays', async () => {
    const small = mount();
    const path = join(small, 'test.omnivor');
    makeWorkspaceFile(path);
    const test = createTestCore();
    onTestFinished(() => test.dispose());
    unwrap(await test.core.workspaces.openPath(path));
    const { sqlite } = unwrapSession(test);
    insertContacts(sqlite, 100);
    const before = dumpTables(sqlite);
    fillDisk(small, 0);
    let refusals = 0;
    for (let number = 0; number < 20; number += 1) {
      const saved = await test.core.contacts.saveAudience({ name: `Audience ${number}`, filter: largeFilter });
      if (saved.ok) continue;
      expect(saved.fault.code).toBe('DISK_FULL');
      refusals += 1;
    }
    expect(refusals).toBeGreaterThan(0);
    const { audiences: _audiences, edits: _edits, ...others } = dumpTables(sqlite);
    expect(before).toMatchObject(others);
    expect(unwrap(test.core.data.check()).problems).toEqual([]);
  });

  it('a restore leaves the present file as it is', async () => {
    const small = mount();
    const userFolder = createFolder();
    const path = join(small, 'test.omnivor');
    makeWorkspaceFile(path);
    const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    insertContacts(database.sqlite, 30_000);
    unwrap(await makeBackup(userFolder, database, { reason: 'by hand', nowMs: NOW_MS }));
    const before = dumpTables(database.sqlite);
    database.sqlite.close();
    fillDisk(small, 300_000);
    expect(faultOf(restoreForPath(userFolder, path, undefined, NOW_MS))).toMatchObject({ code: 'DISK_FULL', path });
    expect(existsSync(`${path}.restoring`)).toBe(false);
    expect(dumpTables(openForTest(path).sqlite)).toEqual(before);
  });

  it('an export leaves neither half a file nor the old one changed', () => {
    const small = mount();
    const path = join(small, 'plan.csv');
    unwrap(writeFileSafely(path, 'the old one\n'));
    const before = hashFile(path);
    const endless = function* (): Generator<string> {
      for (;;) yield 'x'.repeat(65_536);
    };
    expect(faultOf(writeFileSafely(path, endless()))).toMatchObject({ code: 'DISK_FULL', path });
    expect(readdirSync(small)).toEqual(['plan.csv']);
    expect(hashFile(path)).toBe(before);
  });
});
