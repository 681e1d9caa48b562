import { fail, succeed, type Result } from '../../../../engine/base/fault.ts';
import type { Sqlite } from '../connection.ts';
import type { Migration } from './read-migrations.ts';

/** Marks a SQLite file as a workspace: "OMNV". */
export const APPLICATION_ID = 0x4f4d4e56;

interface AppliedMigration {
  id: number;
  name: string;
  hash: string;
}

/** Migrations that stand in the file, oldest first. */
export function readApplied(sqlite: Sqlite): AppliedMigration[] {
  const exists = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'").get();
  return exists === undefined ? [] : (sqlite.prepare('SELECT id, name, hash FROM schema_migrations ORDER BY id').all() as AppliedMigration[]);
}

/**
 * Brings a file to the newest schema in one transaction. Refuses a file from a newer version and one whose applied
 * migrations differ from ours. `beforeChange` runs before an existing file is touched (a backup). Foreign keys are off
 * while tables are rebuilt and every reference is checked before the commit, because `foreign_keys` cannot change
 * inside a transaction and a rebuild would otherwise delete child rows.
 */
export function migrate(sqlite: Sqlite, migrations: readonly Migration[], options: { nowMs: number; beforeChange?: () => void }): Result<{ applied: number }> {
  const applied = readApplied(sqlite);
  for (const step of applied) {
    const known = migrations[step.id - 1];
    if (known === undefined) {
      return fail('DATABASE_FROM_FUTURE', `This workspace has schema ${applied.length}; this version knows ${migrations.length}.`, { hint: 'Update OMNIVOR Planner, or restore a backup made by this version.' });
    }
    if (known.hash !== step.hash) {
      return fail('MIGRATION_CHANGED', `Schema step ${step.id} (${step.name}) of this workspace differs from the one this version ships.`, { hint: 'Open it with the version that made it, or restore a backup.' });
    }
  }
  const pending = migrations.slice(applied.length);
  if (pending.length === 0) return succeed({ applied: 0 });
  if (applied.length > 0) options.beforeChange?.();
  sqlite.pragma('foreign_keys = OFF');
  try {
    sqlite.transaction(() => {
      sqlite.exec('CREATE TABLE IF NOT EXISTS schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT');
      const record = sqlite.prepare('INSERT INTO schema_migrations (id, name, hash, applied_at) VALUES (?, ?, ?, ?)');
      for (const step of pending) {
        sqlite.exec(step.sql);
        record.run(step.id, step.name, step.hash, options.nowMs);
      }
      const broken = sqlite.pragma('foreign_key_check') as unknown[];
      if (broken.length > 0) throw new Error(`Migration to ${migrations.length} leaves ${broken.length} broken references.`);
      sqlite.pragma(`application_id = ${APPLICATION_ID}`);
      sqlite.pragma(`user_version = ${migrations.length}`);
    }).immediate();
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
  return succeed({ applied: pending.length });
}
