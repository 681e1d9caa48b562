import type { Sqlite } from '../db/connection.ts';
import { holdOutcomesOfImport, returnHeldOutcomes } from '../db/repositories/outcome-intake.ts';
import { dropStaleImages, importedTables, keepImages, restoreImages } from './commit/row-images.ts';

/**
 * Takes an import back: rows it made leave, rows it changed become what they were, bit for bit. What it had written is
 * kept, so that it can be redone without the file. Outcomes that other systems told of its contacts wait among the rejected. Runs inside the caller's transaction. O(rows of the tables).
 */
export function undoImport(sqlite: Sqlite, importId: number, nowMs: number): void {
  dropStaleImages(sqlite);
  holdOutcomesOfImport(sqlite, importId);
  for (const table of importedTables) {
    const changed = `SELECT id FROM kept_${table} WHERE kept_import_id = ${importId} AND kept_side = 'before'`;
    keepImages(sqlite, { importId, table, side: 'after' }, `import_id = ${importId} OR id IN (${changed})`);
    sqlite.prepare(`DELETE FROM ${table} WHERE import_id = ?`).run(importId);
  }
  for (const table of [...importedTables].reverse()) restoreImages(sqlite, { importId, table, side: 'before' });
  sqlite.prepare('UPDATE imports SET undone_at = ? WHERE id = ?').run(nowMs, importId);
}

/** Writes an undone import again from the rows that undo kept. Runs inside the caller's transaction. */
export function redoImport(sqlite: Sqlite, importId: number, _nowMs: number): void {
  for (const table of [...importedTables].reverse()) {
    restoreImages(sqlite, { importId, table, side: 'after' });
    sqlite.prepare(`DELETE FROM kept_${table} WHERE kept_import_id = ? AND kept_side = 'after'`).run(importId);
  }
  returnHeldOutcomes(sqlite);
  sqlite.prepare('UPDATE imports SET undone_at = NULL WHERE id = ?').run(importId);
}
