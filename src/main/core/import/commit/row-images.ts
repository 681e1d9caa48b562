import type { Sqlite } from '../../db/connection.ts';

/** Tables an import writes rows of, children before parents. Each has a twin `kept_…` that holds whole rows for undo and redo. */
export const importedTables = ['touches', 'outcomes', 'contacts'] as const;
export type ImportedTable = (typeof importedTables)[number];

/** Which rows of an import: as they were `before` it changed them, or `after` it, kept when it was undone. */
export interface RowImages {
  readonly importId: number;
  readonly table: ImportedTable;
  readonly side: 'before' | 'after';
}

const columnsOf = (sqlite: Sqlite, table: ImportedTable): string[] => sqlite.prepare('SELECT name FROM pragma_table_info(?) ORDER BY cid').pluck().all(table) as string[];

/** Copies the rows that fit `where` into the kept rows. */
export function keepImages(sqlite: Sqlite, { importId, table, side }: RowImages, where: string): void {
  const columns = columnsOf(sqlite, table).join(', ');
  sqlite.prepare(`INSERT INTO kept_${table} (kept_import_id, kept_side, ${columns}) SELECT ?, ?, ${columns} FROM ${table} WHERE ${where}`).run(importId, side);
}

/** Writes kept rows back, over those with the same id or as new ones. */
export function restoreImages(sqlite: Sqlite, { importId, table, side }: RowImages): void {
  const columns = columnsOf(sqlite, table);
  const updates = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
  sqlite
    .prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM kept_${table} WHERE kept_import_id = ? AND kept_side = ? ORDER BY id ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`,
    )
    .run(importId, side);
}

/** Forgets what was kept to redo imports that can no longer be redone. */
export function dropStaleImages(sqlite: Sqlite): void {
  for (const table of importedTables) sqlite.exec(`DELETE FROM kept_${table} WHERE kept_side = 'after' AND kept_import_id NOT IN (SELECT import_id FROM edits WHERE state = 'undone' AND import_id IS NOT NULL)`);
}
