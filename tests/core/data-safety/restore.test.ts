import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { backupFolder } from '../../../src/main/core/data-safety/backup-folder.ts';
import { makeBackup } from '../../../src/main/core/data-safety/backups.ts';
import { listBackupsForPath, restoreForPath } from '../../../src/main/core/data-safety/restore.ts';
import { openSqlite } from '../../../src/main/core/db/connection.ts';
import { openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { verifyDecisions } from '../../../src/main/core/db/repositories/decision.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { createFolder, dumpTables, faultOf, insertContacts, makeWorkspaceFile, NOW_MS, openForTest, UUID } from '../support/workspace-file.ts';

interface Prepared {
  readonly path: string;
  readonly userFolder: string;
  readonly id: string;
}

/** A closed workspace of 300 contacts with a backup from when it had 100. */
async function prepare(): Promise<Prepared> {
  const path = join(createFolder(), 'test.omnivor');
  const userFolder = createFolder();
  makeWorkspaceFile(path);
  const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
  insertContacts(database.sqlite, 100);
  const made = unwrap(await makeBackup(userFolder, database, { reason: 'by hand', nowMs: NOW_MS }));
  database.sqlite.exec("INSERT INTO contacts (key) SELECT 'd' || key FROM contacts UNION ALL SELECT 'e' || key FROM contacts");
  database.sqlite.close();
  return { path, userFolder, id: made.id };
}

const countContacts = (path: string): number => {
  const sqlite = openSqlite(path, { readonly: true });
  try {
    return sqlite.prepare('SELECT count(*) FROM contacts').pluck().get() as number;
  } finally {
    sqlite.close();
  }
};

describe('a restore of a closed workspace', () => {
  it('puts the backup in place, keeps the state before and stands in the decision log', async () => {
    const { path, userFolder, id } = await prepare();
    const restored = unwrap(restoreForPath(userFolder, path, id, NOW_MS + 1));
    expect(restored).toEqual({ restored: id, undoWith: `${NOW_MS + 1}-before-restore.omnivor`, kept: null });
    const { sqlite } = openForTest(path);
    expect(sqlite.prepare('SELECT count(*) FROM contacts').pluck().get()).toBe(100);
    expect(verifyDecisions(sqlite)).toEqual({ entries: 2, brokenAt: null });
    expect(sqlite.prepare('SELECT kind, subject, detail FROM decisions WHERE seq = 2').get()).toEqual({ kind: 'restore', subject: id, detail: JSON.stringify({ undoWith: restored.undoWith, kept: null }) });
  });

  it('can itself be taken back, every row', async () => {
    const { path, userFolder, id } = await prepare();
    const before = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    const rows = dumpTables(before.sqlite, ['decisions']);
    before.sqlite.close();
    const first = unwrap(restoreForPath(userFolder, path, id, NOW_MS + 1));
    unwrap(restoreForPath(userFolder, path, first.undoWith ?? '', NOW_MS + 2));
    expect(dumpTables(openForTest(path).sqlite, ['decisions'])).toEqual(rows);
  });

  it('leaves nothing else in the folder and the backup as it was', async () => {
    const { path, userFolder, id } = await prepare();
    const file = join(backupFolder(userFolder, UUID), id);
    const bytes = readFileSync(file);
    unwrap(restoreForPath(userFolder, path, undefined, NOW_MS + 1));
    expect(readdirSync(dirname(path))).toEqual(['test.omnivor']);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  it('takes the write-ahead log of a killed program along into what it keeps', async () => {
    const { path, userFolder, id } = await prepare();
    const live = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    live.sqlite.pragma('wal_autocheckpoint = 0');
    live.sqlite.exec("INSERT INTO contacts (key) VALUES ('only in the log')");
    const killed = join(createFolder(), 'killed.omnivor');
    for (const ending of ['', '-wal']) writeFileSync(`${killed}${ending}`, readFileSync(`${path}${ending}`));
    live.sqlite.close();
    const { undoWith } = unwrap(restoreForPath(userFolder, killed, id, NOW_MS + 1));
    expect(countContacts(join(backupFolder(userFolder, UUID), undoWith ?? ''))).toBe(301);
    expect(countContacts(killed)).toBe(100);
  });
});

describe('a restore where the file cannot be opened', () => {
  it.each<[string, (path: string) => void]>([
    ['overwritten', (path) => writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), Buffer.alloc(30_000, 0xaa)]))],
    ['no database any more', (path) => writeFileSync(path, 'oh no')],
    ['empty', (path) => writeFileSync(path, '')],
  ])('finds the backups of a file that is %s and keeps it byte for byte', async (_, damage) => {
    const { path, userFolder, id } = await prepare();
    damage(path);
    const bytes = readFileSync(path);
    expect(openWorkspaceFile(path, { nowMs: NOW_MS }).ok).toBe(false);
    expect(listBackupsForPath(userFolder, path).map((backup) => backup.id)).toEqual([id]);
    const restored = unwrap(restoreForPath(userFolder, path, undefined, NOW_MS + 1));
    expect(restored).toEqual({ restored: id, undoWith: null, kept: `${path}.replaced` });
    expect(readFileSync(`${path}.replaced`).equals(bytes)).toBe(true);
    expect(openForTest(path).sqlite.prepare('SELECT count(*) FROM contacts').pluck().get()).toBe(100);
  });

  it('never overwrites what it kept before', async () => {
    const { path, userFolder } = await prepare();
    for (const text of ['first', 'second']) {
      writeFileSync(path, text);
      unwrap(restoreForPath(userFolder, path, undefined, NOW_MS + 1));
    }
    expect(readFileSync(`${path}.replaced`, 'utf8')).toBe('first');
    expect(readFileSync(`${path}.replaced-2`, 'utf8')).toBe('second');
  });

  it('brings back a file that is gone', async () => {
    const { path, userFolder, id } = await prepare();
    rmSync(path);
    expect(unwrap(restoreForPath(userFolder, path, undefined, NOW_MS + 1))).toEqual({ restored: id, undoWith: null, kept: null });
    expect(countContacts(path)).toBe(100);
  });

  it('keeps a file from a newer version', async () => {
    const { path, userFolder, id } = await prepare();
    const newer = openSqlite(path);
    newer.exec("INSERT INTO schema_migrations (id, name, hash, applied_at) VALUES (99, 'later', 'x', 1)");
    newer.close();
    expect(faultOf(openWorkspaceFile(path, { nowMs: NOW_MS })).code).toBe('DATABASE_FROM_FUTURE');
    expect(unwrap(restoreForPath(userFolder, path, undefined, NOW_MS + 1))).toMatchObject({ restored: id, kept: `${path}.replaced` });
    expect(countContacts(`${path}.replaced`)).toBe(300);
  });

  it('finds the backups of a moved file by what the file says of itself', async () => {
    const { path, userFolder, id } = await prepare();
    const moved = join(createFolder(), 'moved.omnivor');
    renameSync(path, moved);
    expect(unwrap(restoreForPath(userFolder, moved, undefined, NOW_MS + 1)).restored).toBe(id);
  });
});

describe('a restore that cannot be', () => {
  it('answers why and touches nothing', async () => {
    const { path, userFolder, id } = await prepare();
    const bytes = readFileSync(path);
    const unknown = faultOf(restoreForPath(userFolder, path, '../../../etc/passwd', NOW_MS));
    expect(unknown.code).toBe('NOT_FOUND');
    expect(unknown.hint).toContain(id);
    expect(faultOf(restoreForPath(userFolder, join(createFolder(), 'never.omnivor'), undefined, NOW_MS)).message).toContain('has no backups');
    writeFileSync(join(backupFolder(userFolder, UUID), id), 'rotten');
    expect(faultOf(restoreForPath(userFolder, path, id, NOW_MS)).code).toBe('DATABASE_NOT_OURS');
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(existsSync(`${path}.restoring`)).toBe(false);
  });

  it('refuses a folder in the way', async () => {
    const { path, userFolder } = await prepare();
    rmSync(path);
    mkdirSync(path);
    expect(faultOf(restoreForPath(userFolder, path, undefined, NOW_MS)).code).toBe('FILE_IS_FOLDER');
  });
});

describe('a restore of the open workspace', () => {
  async function open(): Promise<TestCore> {
    const test = createTestCore();
    onTestFinished(() => test.dispose());
    await test.createWorkspace();
    return test;
  }

  it('swaps the file under the window and tells how to take it back', async () => {
    const test = await open();
    const backup = unwrap(await test.core.data.backup());
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
    test.clock.advance(1000);
    const { undoWith } = unwrap(await test.core.data.restore(backup.id));
    expect(unwrap(test.core.workspaces.current()).open?.currency).toBe('EUR');
    expect(unwrap(test.core.decisions.page({ offset: 0, limit: 1 })).rows[0]).toMatchObject({ kind: 'restore', subject: backup.id, detail: { undoWith } });
    test.clock.advance(1000);
    unwrap(await test.core.data.restore(undoWith));
    expect(unwrap(test.core.workspaces.current()).open?.currency).toBe('USD');
    expect(unwrap(test.core.edits.state()).undo).toBe('Change workspace settings');
    expect(unwrap(test.core.data.check())).toMatchObject({ ok: true, problems: [] });
  });

  it('of the oldest of very many backups still finds it', async () => {
    const test = await open();
    const backups: string[] = [];
    for (let number = 0; number < 20; number += 1) backups.push(unwrap(await test.core.data.backup()).id);
    unwrap(await test.core.data.restore(backups[0] ?? ''));
    expect(unwrap(test.core.data.backups()).filter((backup) => backup.reason === 'by hand')).toHaveLength(20);
  });

  it('of an unknown backup keeps the workspace open', async () => {
    const test = await open();
    expect(faultOf(await test.core.data.restore('none')).code).toBe('NOT_FOUND');
    expect(unwrap(test.core.workspaces.current()).open?.name).toBe('Test');
  });

  it('of a rotten backup opens the workspace again', async () => {
    const test = await open();
    const backup = unwrap(await test.core.data.backup());
    const [uuid] = readdirSync(join(test.core.context.userFolder, 'backups')).filter((name) => name !== 'paths');
    writeFileSync(join(test.core.context.userFolder, 'backups', uuid ?? '', backup.id), 'rotten');
    expect(faultOf(await test.core.data.restore(backup.id)).code).toBe('DATABASE_NOT_OURS');
    unwrap(await test.core.workspaces.updateSettings({ currency: 'USD' }));
  });
});
