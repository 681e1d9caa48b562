import { sql, type SQL } from 'drizzle-orm';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** What of a scenario can be removed by itself. */
export type RemovalSubject = 'batch' | 'sensitivity';

const tables: Readonly<Record<RemovalSubject, string>> = { batch: 'scenario_batches', sensitivity: 'scenario_sensitivities' };

/** Says that something was removed; it stays in its tables, so that the step can be undone. */
export const putRemoval = (recorder: EditRecorder, { subject, id, removedAt }: { subject: RemovalSubject; id: number; removedAt: number }): void => recorder.put('scenario_removals', { subject, id, removed_at: removedAt });

/** Condition on rows of a subject's table: they were not removed. */
export const isKept = (subject: RemovalSubject): SQL => sql`id NOT IN (SELECT id FROM scenario_removals WHERE subject = ${subject})`;

/** A number that nothing of a subject has or had. */
export const nextSubjectId = (sqlite: Sqlite, subject: RemovalSubject): number =>
  sqlite.prepare(`SELECT 1 + ifnull(max(id), 0) FROM (SELECT id FROM ${tables[subject]} UNION ALL SELECT id FROM scenario_removals WHERE subject = ?)`).pluck().get(subject) as number;

/** Batches and analyses that were removed and are still there, but for the newest so many removals. */
export function listOldRemovals(sqlite: Sqlite, keep: number): { subject: RemovalSubject; id: number }[] {
  return sqlite
    .prepare(
      `SELECT subject, id FROM (SELECT subject, id FROM scenario_removals ORDER BY removed_at DESC, id DESC LIMIT -1 OFFSET ?)
       WHERE subject = 'batch' AND id IN (SELECT id FROM scenario_batches) OR subject = 'sensitivity' AND id IN (SELECT id FROM scenario_sensitivities)`,
    )
    .all(keep) as { subject: RemovalSubject; id: number }[];
}
