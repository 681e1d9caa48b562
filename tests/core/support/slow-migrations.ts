import { createHash } from 'node:crypto';
import { resolveAppFile } from '../../../src/main/core/app-files.ts';
import { readMigrations, type Migration } from '../../../src/main/core/db/migrate/read-migrations.ts';

export const ADDED_ROWS = 400_000;

const REBUILD = `
  CREATE TABLE contacts_new (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT, import_id INTEGER REFERENCES imports (id)) STRICT;
  INSERT INTO contacts_new (id, key, name, import_id) SELECT id, key, name, import_id FROM contacts;
  DROP TABLE contacts;
  ALTER TABLE contacts_new RENAME TO contacts;`;
const FILL = `
  CREATE TABLE added (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
  WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${ADDED_ROWS}) INSERT INTO added SELECT n, 'row ' || n FROM number;`;

export const shippedMigrations: readonly Migration[] = readMigrations(resolveAppFile('resources/migrations'));

/** The shipped steps, then a rebuild of a parent table and a step that takes its time. */
export const slowMigrations: readonly Migration[] = [
  ...shippedMigrations,
  ...[REBUILD, FILL].map((sql, at) => ({ id: shippedMigrations.length + at + 1, name: `slow_${at}`, sql, hash: createHash('sha256').update(sql).digest('hex') })),
];
