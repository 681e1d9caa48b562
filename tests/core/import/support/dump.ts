import type { Sqlite } from '../../../../src/main/core/db/connection.ts';

/** Everything a planner's data consists of, row by row with ids. */
export function dumpContent(sqlite: Sqlite): Record<string, unknown[]> {
  return Object.fromEntries(['contacts', 'touches', 'outcomes', 'channels'].map((table) => [table, sqlite.prepare(`SELECT * FROM ${table} ORDER BY 1`).all()]));
}
