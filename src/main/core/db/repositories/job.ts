import { Job } from '../../../../engine/model/job.ts';
import type { Sqlite } from '../connection.ts';

const COLUMNS = 'id, kind, status, progress, result, fault, queued_at AS queuedAt, started_at AS startedAt, finished_at AS finishedAt';

function parseJob(row: unknown): Job {
  const stored = row as Record<string, unknown>;
  const json = (column: string): unknown => (stored[column] === null ? null : JSON.parse(stored[column] as string));
  return Job.parse({ ...stored, progress: json('progress'), result: json('result'), fault: json('fault') });
}

const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));

export function insertJob(sqlite: Sqlite, job: Job, input: unknown): void {
  sqlite.prepare('INSERT INTO jobs (id, kind, status, input, queued_at) VALUES (?, ?, ?, ?, ?)').run(job.id, job.kind, job.status, JSON.stringify(input ?? null), job.queuedAt);
}

export function updateJob(sqlite: Sqlite, job: Job): void {
  sqlite
    .prepare('UPDATE jobs SET status = ?, progress = ?, result = ?, fault = ?, started_at = ?, finished_at = ? WHERE id = ?')
    .run(job.status, jsonOrNull(job.progress), jsonOrNull(job.result), jsonOrNull(job.fault), job.startedAt, job.finishedAt, job.id);
}

export function readJob(sqlite: Sqlite, id: string): Job | null {
  const row = sqlite.prepare(`SELECT ${COLUMNS} FROM jobs WHERE id = ?`).get(id);
  return row === undefined ? null : parseJob(row);
}

/** Newest first. */
export function readJobs(sqlite: Sqlite, limit: number): Job[] {
  return sqlite.prepare(`SELECT ${COLUMNS} FROM jobs ORDER BY queued_at DESC, id LIMIT ?`).all(limit).map(parseJob);
}

/** Jobs that were running when the program ended cannot have finished: they failed with APP_CLOSED. */
export function failInterruptedJobs(sqlite: Sqlite, nowMs: number): void {
  const fault = JSON.stringify({ code: 'APP_CLOSED', message: 'OMNIVOR Planner was closed while this ran.', hint: 'Start it again.' });
  sqlite.prepare("UPDATE jobs SET status = 'failed', fault = ?, finished_at = ? WHERE status IN ('queued', 'running')").run(fault, nowMs);
}
