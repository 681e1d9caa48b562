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
 * Steps still to take, or why this version cannot work with the file: it comes from a newer one, or its steps are not
 * ours (another text, or one is missing). Only reads.
 */
export function pendingMigrations(sqlite: Sqlite, migrations: readonly Migration[]): Result<readonly Migration[]> {
  const applied = readApplied(sqlite);
  for (const [at, step] of applied.entries()) {
    const known = migrations[at];
    if (known === undefined) {
      return fail('DATABASE_FROM_FUTURE', `This workspace has schema ${applied.length}; this version knows ${migrations.length}.`, { hint: 'Update OMNIVOR Planner, or restore a backup made by this version.' });
    }
    if (step.id !== known.id || known.hash !== step.hash) {
      return fail('MIGRATION_CHANGED', `Schema step ${step.id} (${step.name}) of this workspace differs from the one this version ships.`, { hint: 'Open it with the version that made it, or restore a backup.' });
    }
  }
  return succeed(migrations.slice(applied.length));
}

export interface MigrateOptions {
  readonly nowMs: number;
  /** Runs before an existing file is touched (a backup); a fault keeps the file as it is. */
  readonly beforeChange?: () => Result<unknown>;
  /** Runs in the transaction of the steps, after them. */
  readonly afterSteps?: () => void;
}

const countBrokenReferences = (sqlite: Sqlite): number => (sqlite.pragma('foreign_key_check') as unknown[]).length;

/**
 * Brings a file to the newest schema in one transaction. Foreign keys are off while tables are rebuilt and every
 * reference is checked before the commit, because `foreign_keys` cannot change inside a transaction and a rebuild would
 * otherwise delete child rows. What is pending is asked again inside the transaction: another program may have been
 * faster. Throws where a step itself fails: a bug, after which the file is as it was.
 */
export function migrate(sqlite: Sqlite, migrations: readonly Migration[], options: MigrateOptions): Result<{ applied: number }> {
  const asked = pendingMigrations(sqlite, migrations);
  if (!asked.ok) return asked;
  if (asked.value.length === 0) return succeed({ applied: 0 });
  if (asked.value.length < migrations.length) {
    const broken = countBrokenReferences(sqlite);
    if (broken > 0) return fail('DATABASE_DAMAGED', `${broken} rows point to rows that are missing; the schema cannot be brought up to date.`, { hint: 'Restore a backup.' });
    const prepared = options.beforeChange?.();
    if (prepared?.ok === false) return prepared;
  }
  sqlite.pragma('foreign_keys = OFF');
  try {
    const applied = sqlite
      .transaction(() => {
        const pending = pendingMigrations(sqlite, migrations);
        if (!pending.ok || pending.value.length === 0) return pending;
        sqlite.exec('CREATE TABLE IF NOT EXISTS schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT');
        const record = sqlite.prepare('INSERT INTO schema_migrations (id, name, hash, applied_at) VALUES (?, ?, ?, ?)');
        for (const step of pending.value) {
          sqlite.exec(step.sql);
          record.run(step.id, step.name, step.hash, options.nowMs);
        }
        options.afterSteps?.();
        const broken = countBrokenReferences(sqlite);
        if (broken > 0) throw new Error(`Migration to ${migrations.length} leaves ${broken} broken references.`);
        sqlite.pragma(`application_id = ${APPLICATION_ID}`);
        sqlite.pragma(`user_version = ${migrations.length}`);
        return pending;
      })
      .immediate();
    return applied.ok ? succeed({ applied: applied.value.length }) : applied;
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}
