import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { backupFolder, readBackupFolder } from '../../../src/main/core/data-safety/backup-folder.ts';
import { makeBackup } from '../../../src/main/core/data-safety/backups.ts';
import { inspectWorkspaceFile, openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { inspectAfterKill, readColumn, runAndKill } from '../support/kill.ts';
import { ADDED_ROWS, slowMigrations } from '../support/slow-migrations.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder, insertContacts, makeWorkspaceFile, NOW_MS, UUID } from '../support/workspace-file.ts';
import { runs } from '../../support/runs.ts';

describe('a program killed at any moment', () => {
  it('while migrating leaves the old schema or the new one, every child row, and a backup of the old', async () => {
    const prepared = join(createFolder(), 'prepared.omnivor');
    const contacts = 8000;
    makeWorkspaceFile(prepared);
    inspectAfterKill(prepared, (sqlite) => {
      insertContacts(sqlite, contacts);
      sqlite.exec("INSERT INTO touches (contact_id, channel, day) SELECT id, 'email', 20000 FROM contacts");
    });
    const random = createRandom(3);
    const seen = { old: 0, new: 0 };
    for (let run = 0; run < runs(10); run += 1) {
      const path = join(createFolder(), 'test.omnivor');
      const userFolder = createFolder();
      copyFileSync(prepared, path);
      const lines = await runAndKill('migrate-slowly', [path, userFolder], { after: run % 2 === 0 ? 'ready' : 'backed up', forMs: random() * 600 });
      const folder = backupFolder(userFolder, UUID);
      if (lines.includes('backed up')) expect(readBackupFolder(folder)).toHaveLength(1);
      for (const backup of readBackupFolder(folder)) inspectAfterKill(join(folder, backup.id), (sqlite) => expect(readColumn<number>(sqlite, 'SELECT count(*) FROM touches')[0]).toBe(contacts));
      const asOld = openWorkspaceFile(path, { nowMs: NOW_MS });
      if (!asOld.ok) expect(asOld.fault.code).toBe('DATABASE_FROM_FUTURE');
      const database = asOld.ok ? asOld.value : unwrap(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: slowMigrations }));
      try {
        seen[asOld.ok ? 'old' : 'new'] += 1;
        if (lines.includes('migrated')) expect(asOld.ok).toBe(false);
        const { sqlite } = database;
        expect(sqlite.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
        expect(sqlite.pragma('foreign_key_check')).toEqual([]);
        for (const table of ['contacts', 'touches']) expect(readColumn<number>(sqlite, `SELECT count(*) FROM ${table}`)[0]).toBe(contacts);
        const added = readColumn<string>(sqlite, "SELECT name FROM sqlite_master WHERE name IN ('added', 'contacts_new')");
        expect(added).toEqual(asOld.ok ? [] : ['added']);
        if (!asOld.ok) expect(readColumn<number>(sqlite, 'SELECT count(*) FROM added')[0]).toBe(ADDED_ROWS);
      } finally {
        database.sqlite.close();
      }
    }
    expect(seen.old + seen.new).toBe(runs(10));
  });

  it('while restoring leaves one state or the other, whole, with its line in the decision log', async () => {
    const path = join(createFolder(), 'test.omnivor');
    const userFolder = createFolder();
    makeWorkspaceFile(path);
    const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    const counts = new Map<string, number>();
    for (const nowMs of [1, 2]) {
      database.sqlite.exec(`WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 4000) INSERT INTO contacts (key) SELECT '${nowMs}-' || n FROM number`);
      const made = unwrap(await makeBackup(userFolder, database, { reason: 'by hand', nowMs }));
      counts.set(made.id, nowMs * 4000);
    }
    database.sqlite.close();
    const random = createRandom(4);
    let restores = 0;
    for (let run = 0; run < runs(8); run += 1) {
      const lines = await runAndKill('keep-restoring', [path, userFolder, ...counts.keys()], { after: run % 2 === 0 ? 'ready' : 'restored', forMs: random() * 400 });
      restores += lines.length;
      inspectAfterKill(path, (sqlite) => {
        const [last] = readColumn<string>(sqlite, 'SELECT subject FROM decisions ORDER BY seq DESC LIMIT 1');
        expect(readColumn<number>(sqlite, 'SELECT count(*) FROM contacts')[0]).toBe(last === 'workspace' ? 8000 : counts.get(last ?? ''));
      });
      const folder = backupFolder(userFolder, UUID);
      for (const backup of readBackupFolder(folder)) unwrap(inspectWorkspaceFile(join(folder, backup.id)));
    }
    expect(restores).toBeGreaterThanOrEqual(runs(3));
  });
});
