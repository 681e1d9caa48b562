import { desc, eq, inArray } from 'drizzle-orm';
import type { Fault } from '../../../../engine/base/fault.ts';
import { Job } from '../../../../engine/model/job.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { jobs } from '../schema/job.ts';

type StoredJob = typeof jobs.$inferSelect;

const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
const parseOrNull = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** The stored row as a job; its JSON columns are checked. What it was started with stays in the file. */
function parseJob({ input: _input, ...stored }: StoredJob): Job {
  return Job.parse({ ...stored, progress: parseOrNull(stored.progress), result: parseOrNull(stored.result), fault: parseOrNull(stored.fault) });
}

export function insertJob(sqlite: Sqlite, job: Job, input: unknown): void {
  const { id, kind, status, queuedAt } = job;
  ormOf(sqlite).insert(jobs).values({ id, kind, status, queuedAt, input: JSON.stringify(input ?? null) }).run();
}

export function updateJob(sqlite: Sqlite, job: Job): void {
  const { id, status, startedAt, finishedAt } = job;
  ormOf(sqlite)
    .update(jobs)
    .set({ status, startedAt, finishedAt, progress: jsonOrNull(job.progress), result: jsonOrNull(job.result), fault: jsonOrNull(job.fault) })
    .where(eq(jobs.id, id))
    .run();
}

export function readJob(sqlite: Sqlite, id: string): Job | null {
  const stored = ormOf(sqlite).select().from(jobs).where(eq(jobs.id, id)).get();
  return stored === undefined ? null : parseJob(stored);
}

/** Newest first. */
export function readJobs(sqlite: Sqlite, limit: number): Job[] {
  return ormOf(sqlite).select().from(jobs).orderBy(desc(jobs.queuedAt), jobs.id).limit(limit).all().map(parseJob);
}

/** Jobs that were running when the program ended cannot have finished: they failed with APP_CLOSED. */
export function failInterruptedJobs(sqlite: Sqlite, nowMs: number): void {
  const fault: Fault = { code: 'APP_CLOSED', message: 'OMNIVOR Planner was closed while this ran.', hint: 'Start it again.' };
  ormOf(sqlite)
    .update(jobs)
    .set({ status: 'failed', fault: JSON.stringify(fault), finishedAt: nowMs })
    .where(inArray(jobs.status, ['queued', 'running']))
    .run();
}
