import type { Sqlite } from '../../db/connection.ts';
import { rowResults } from '../staging/staging-schema.ts';

/** Why rows are rejected by comparison: the rule in general words and an SQL text expression for the reason of one row. */
export interface Rejection {
  readonly at: number;
  readonly column: string | null;
  readonly rule: string;
  /** SQL that selects `row` and `reason`. */
  readonly select: string;
}

/** Marks rows of a target as rejected; a row that another target rejected keeps its first reason. Answers how many. */
export function rejectRows(sqlite: Sqlite, { at, column, rule, select }: Rejection): number {
  sqlite.exec('DROP TABLE IF EXISTS temp.rejecting');
  sqlite.exec(`CREATE TEMP TABLE rejecting AS ${select}`);
  sqlite.prepare('INSERT OR IGNORE INTO staged_rejects (row, target, whole, column_name, rule, reason) SELECT row, ?, 0, ?, ?, reason FROM rejecting').run(at, column, rule);
  return sqlite.prepare(`INSERT INTO result_${at} (row, result) SELECT row, ${rowResults.rejected} FROM rejecting WHERE true ON CONFLICT (row) DO UPDATE SET result = excluded.result, match = NULL`).run().changes;
}
