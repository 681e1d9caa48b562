import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openConnection, type Sqlite } from '../../../../src/main/core/db/connection.ts';
import { resolveAppFile } from '../../../../src/main/core/app-files.ts';
import { migrate } from '../../../../src/main/core/db/migrate/migrate.ts';
import { readMigrations } from '../../../../src/main/core/db/migrate/read-migrations.ts';

/** A folder of its own for a test; `remove` takes it away. */
export interface TestFolder {
  readonly path: string;
  file(name: string): string;
  /** Writes a file into it and answers its path. */
  write(name: string, content: string): string;
  remove(): void;
}

export function createTestFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), 'omnivor-import-'));
  const file = (name: string): string => join(path, name);
  const write = (name: string, content: string): string => {
    writeFileSync(file(name), content);
    return file(name);
  };
  return { path, file, write, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Makes an empty workspace and answers its path. */
export function createWorkspace(folder: TestFolder, name = `${randomUUID()}.omnivor`): string {
  const path = folder.file(name);
  const { sqlite } = openConnection(path);
  const migrated = migrate(sqlite, readMigrations(resolveAppFile('resources/migrations')), { nowMs: 0 });
  if (!migrated.ok) throw new Error(migrated.fault.message);
  sqlite.close();
  return path;
}

/** Reads from a workspace and closes it again. */
export function withWorkspace<T>(path: string, work: (sqlite: Sqlite) => T): T {
  const { sqlite } = openConnection(path, { mustExist: true });
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}
