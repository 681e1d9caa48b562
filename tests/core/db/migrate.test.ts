import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '../../../src/engine/base/fault.ts';
import { resolveAppFile } from '../../../src/main/core/app-files.ts';
import { readBackupFolder } from '../../../src/main/core/data-safety/backup-folder.ts';
import { makeBackupNow } from '../../../src/main/core/data-safety/backups.ts';
import { openSqlite } from '../../../src/main/core/db/connection.ts';
import { readApplied } from '../../../src/main/core/db/migrate/migrate.ts';
import { readMigrations, type Migration } from '../../../src/main/core/db/migrate/read-migrations.ts';
import { inspectWorkspaceFile, openWorkspaceFile } from '../../../src/main/core/db/open-workspace.ts';
import { unwrap } from '../support/test-core.ts';
import { createFolder, dumpTables, faultOf, hashFile, insertContacts, makeWorkspaceFile, NOW_MS, openForTest, UUID } from '../support/workspace-file.ts';

const shipped = readMigrations(resolveAppFile('resources/migrations'));

const step = (id: number, sql: string, name = 'next'): Migration => ({ id, name, sql, hash: createHash('sha256').update(sql).digest('hex') });
const nextStep = (sql: string): Migration[] => [...shipped, step(shipped.length + 1, sql)];

/** Rebuilds contacts as SQLite asks for where a column changes: new table, copy, drop, rename. */
const REBUILD_CONTACTS = `
  CREATE TABLE contacts_new (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT, import_id INTEGER REFERENCES imports (id)) STRICT;
  INSERT INTO contacts_new (id, key, name, import_id) SELECT id, key, name, import_id FROM contacts;
  DROP TABLE contacts;
  ALTER TABLE contacts_new RENAME TO contacts;`;

function prepare(): string {
  const path = join(createFolder(), 'test.omnivor');
  makeWorkspaceFile(path);
  const database = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
  insertContacts(database.sqlite, 3);
  database.sqlite.exec("INSERT INTO touches (contact_id, channel, day) SELECT id, 'email', 20000 + id FROM contacts");
  database.sqlite.exec("INSERT INTO response_snapshots (made_at, as_of_day, input_hash, summary) VALUES (1, 1, '', '{}')");
  database.sqlite.exec("INSERT INTO response_estimates SELECT 1, id, 'email', 0.1, 0.1, 1 FROM contacts");
  database.sqlite.close();
  return path;
}

describe('migrations', () => {
  it('bring a new file to every step at once and note each with its hash', () => {
    const path = join(createFolder(), 'new.omnivor');
    makeWorkspaceFile(path);
    const { sqlite } = openForTest(path);
    expect(readApplied(sqlite).map(({ id, hash }) => ({ id, hash }))).toEqual(shipped.map(({ id, hash }) => ({ id, hash })));
    expect(sqlite.pragma('user_version', { simple: true })).toBe(shipped.length);
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('move what plans decided between campaigns into a table of its own', () => {
    const sqlite = openSqlite(join(createFolder(), 'settled.omnivor'));
    try {
      const portfolio = shipped.findIndex(({ name }) => name === 'portfolio');
      for (const { sql } of shipped.slice(0, portfolio)) sqlite.exec(sql);
      const settled = [{ contact: 'C1', channel: null, winner: 'a', loser: 'b', over: 'audience', because: 'id' }, { contact: 'C2', channel: 'email', winner: 'b', loser: 'a', over: 'reservation', because: 'rank' }];
      const insert = sqlite.prepare("INSERT INTO problems (id, name, made_at, hash, document, inputs) VALUES (?, '', 0, '', x'', ?)");
      insert.run(1, JSON.stringify({ contacts: 1, planned: { campaigns: [], settled } }));
      insert.run(2, JSON.stringify({ contacts: 2 }));
      for (const plan of [1, 2]) sqlite.prepare("INSERT INTO plans (id, problem_id, made_at, solve_status, method, seed, objective, cost, lift, reached, elapsed_ms, engine_version, usage) VALUES (?, ?, 0, 'optimal', 'highs', 1, 0, 0, 0, 0, 0, '', '[]')").run(plan, plan);
      sqlite.exec(shipped[portfolio]!.sql);
      expect(sqlite.prepare('SELECT contact, channel, winner, loser, over, because FROM plan_settlements WHERE plan_id = 1 ORDER BY position').all()).toEqual(settled);
      expect(sqlite.prepare('SELECT count(*) FROM plan_settlements').pluck().get()).toBe(2);
      expect(sqlite.prepare('SELECT inputs FROM problems ORDER BY id').pluck().all().map((text) => JSON.parse(String(text)) as unknown)).toEqual([{ contacts: 1, planned: { campaigns: [] } }, { contacts: 2 }]);
    } finally {
      sqlite.close();
    }
  });

  it.each(shipped.map((migration) => [migration.id, migration.name] as const))('step %i (%s) after those before it leaves sound tables', (id) => {
    const sqlite = openSqlite(join(createFolder(), 'step.omnivor'));
    try {
      for (const migration of shipped.slice(0, id)) sqlite.exec(migration.sql);
      expect(sqlite.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
      expect(sqlite.pragma('foreign_key_check')).toEqual([]);
    } finally {
      sqlite.close();
    }
  });

  it('change nothing in a file that is up to date', () => {
    const path = prepare();
    const before = hashFile(path);
    let asked = 0;
    unwrap(
      openWorkspaceFile(path, {
        nowMs: NOW_MS,
        beforeMigration: () => {
          asked += 1;
          return succeed(undefined);
        },
      }),
    ).sqlite.close();
    expect(asked).toBe(0);
    expect(hashFile(path)).toBe(before);
  });

  it('keep child rows when a parent table is rebuilt', () => {
    const path = prepare();
    const { sqlite } = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: nextStep(REBUILD_CONTACTS) }));
    try {
      for (const table of ['contacts', 'touches', 'response_estimates']) expect(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(3);
      expect(sqlite.pragma('foreign_key_check')).toEqual([]);
      expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
      expect(() => sqlite.exec('DELETE FROM contacts WHERE id = 1')).toThrow(/FOREIGN KEY/);
    } finally {
      sqlite.close();
    }
  });

  it('make a backup of the old schema first', () => {
    const path = prepare();
    const userFolder = createFolder();
    unwrap(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: nextStep('CREATE TABLE added (id INTEGER) STRICT'), beforeMigration: (database) => makeBackupNow(userFolder, database, { reason: 'before migration', nowMs: NOW_MS }) })).sqlite.close();
    const folder = join(userFolder, 'backups', UUID);
    const [backup] = readBackupFolder(folder);
    expect(backup?.reason).toBe('before migration');
    expect(inspectWorkspaceFile(join(folder, backup?.id ?? '')).ok).toBe(true);
    const kept = openForTest(join(folder, backup?.id ?? '')).sqlite;
    expect(readApplied(kept)).toHaveLength(shipped.length);
    expect(kept.prepare('SELECT count(*) FROM touches').pluck().get()).toBe(3);
  });

  it('do not begin where the backup cannot be made', () => {
    const path = prepare();
    const before = hashFile(path);
    const opened = openWorkspaceFile(path, { nowMs: NOW_MS, migrations: nextStep('CREATE TABLE added (id INTEGER) STRICT'), beforeMigration: () => fail('DISK_FULL', 'No space left.') });
    expect(faultOf(opened)).toMatchObject({ code: 'DISK_FULL', path });
    expect(hashFile(path)).toBe(before);
  });

  it.each([
    ['wrong SQL', 'CREATE TABLE added (id INTEGER) STRICT; INSERT INTO nowhere VALUES (1);', /nowhere/],
    ['a step that breaks references', 'DELETE FROM contacts WHERE id = 2;', /broken references/],
    ['a step that breaks a rule of its own table', 'CREATE TABLE added (id INTEGER UNIQUE) STRICT; INSERT INTO added VALUES (1), (1);', /UNIQUE/],
  ])('roll back %s; the old version opens the file with everything in it', (_, sql, message) => {
    const path = prepare();
    const before = unwrap(openWorkspaceFile(path, { nowMs: NOW_MS }));
    const rows = dumpTables(before.sqlite);
    before.sqlite.close();
    expect(() => openWorkspaceFile(path, { nowMs: NOW_MS, migrations: [...nextStep('CREATE TABLE earlier (id INTEGER) STRICT'), step(shipped.length + 2, sql)] })).toThrow(message);
    expect(dumpTables(openForTest(path).sqlite)).toEqual(rows);
  });

  it('refuse a file from a newer version and leave its bytes', () => {
    const path = prepare();
    unwrap(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: nextStep('CREATE TABLE added (id INTEGER) STRICT') })).sqlite.close();
    const before = hashFile(path);
    const refused = faultOf(openWorkspaceFile(path, { nowMs: NOW_MS }));
    expect(refused).toMatchObject({ code: 'DATABASE_FROM_FUTURE', path });
    expect(refused.message).toContain(`schema ${shipped.length + 1}`);
    expect(refused.hint).toContain('Update OMNIVOR Planner');
    expect(hashFile(path)).toBe(before);
  });

  it('refuse a file whose steps are not ours: another text, another number', () => {
    const path = prepare();
    const other = shipped.map((migration, at) => (at === 0 ? { ...migration, hash: 'f'.repeat(64) } : migration));
    const before = hashFile(path);
    expect(faultOf(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: other }))).toMatchObject({ code: 'MIGRATION_CHANGED', path });
    expect(hashFile(path)).toBe(before);
    const raw = openSqlite(path);
    raw.exec('UPDATE schema_migrations SET id = id + 100');
    raw.close();
    expect(faultOf(openWorkspaceFile(path, { nowMs: NOW_MS })).code).toBe('MIGRATION_CHANGED');
  });

  it('refuse to start from broken references instead of blaming the step', () => {
    const path = prepare();
    const raw = openSqlite(path);
    raw.pragma('foreign_keys = OFF');
    raw.exec('DELETE FROM contacts WHERE id = 2');
    raw.close();
    expect(faultOf(openWorkspaceFile(path, { nowMs: NOW_MS, migrations: nextStep('CREATE TABLE added (id INTEGER) STRICT') }))).toMatchObject({ code: 'DATABASE_DAMAGED', path });
  });
});

describe('the folder of migrations', () => {
  const source = resolveAppFile('resources/migrations');
  const copy = (): string => {
    const folder = join(createFolder(), 'migrations');
    mkdirSync(folder);
    for (const file of readdirSync(source)) copyFileSync(join(source, file), join(folder, file));
    return folder;
  };

  it('gives the same hash whatever the line ends', () => {
    const folder = createFolder();
    writeFileSync(join(folder, '0001_a.sql'), 'CREATE TABLE a (\n  id INTEGER\n) STRICT;\n');
    const [unix] = readMigrations(folder);
    writeFileSync(join(folder, '0001_a.sql'), 'CREATE TABLE a (\r\n  id INTEGER\r\n) STRICT;\r\n');
    expect(readMigrations(folder)[0]?.hash).toBe(unix?.hash);
  });

  it.each(['0099_gap.sql', '2_short.sql', 'note.sql', '0001_twice.sql'])('takes no file named %s', (name) => {
    const folder = copy();
    writeFileSync(join(folder, name), 'SELECT 1;');
    expect(() => readMigrations(folder)).toThrow(/Migration/);
  });
});
