import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import type { Fault } from '../../../../engine/base/fault.ts';
import { Job } from '../../../../engine/model/job.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { jobs } from '../schema/job.ts';

type StoredJob = typeof jobs.$inferSelect;

const jsonOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : JSON.stringify(value));
const parseOrNull = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** The stored row as a job; its JSON columns are checked. What it was started with and who runs it stay in the file. */
function parseJob({ input: _input, owner: _owner, ...stored }: StoredJob): Job {
  return Job.parse({ ...stored, progress: parseOrNull(stored.progress), result: parseOrNull(stored.result), fault: parseOrNull(stored.fault) });
}

/** Writes a job as it now is, with what it was started with (JSON) and the id of the program that runs it. */
export function putJob(sqlite: Sqlite, job: Job, started: { input: string; owner: string }): void {
  const { id, kind, status, queuedAt, startedAt, finishedAt } = job;
  const state = { status, startedAt, finishedAt, progress: jsonOrNull(job.progress), result: jsonOrNull(job.result), fault: jsonOrNull(job.fault) };
  ormOf(sqlite)
    .insert(jobs)
    .values({ id, kind, queuedAt, ...started, ...state })
    .onConflictDoUpdate({ target: jobs.id, set: state })
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

/** Jobs that were under way in a program that has ended cannot have finished: they failed with APP_CLOSED. Those of programs that live are theirs. */
export function failInterruptedJobs(sqlite: Sqlite, nowMs: number, isPresent: (owner: string) => boolean): void {
  const fault: Fault = { code: 'APP_CLOSED', message: 'OMNIVOR Planner was closed while this ran.', hint: 'Start it again.' };
  const isUnderWay = inArray(jobs.status, ['queued', 'running']);
  const orm = ormOf(sqlite);
  for (const { owner } of orm.selectDistinct({ owner: jobs.owner }).from(jobs).where(isUnderWay).all()) {
    if (owner !== null && isPresent(owner)) continue;
    orm
      .update(jobs)
      .set({ status: 'failed', fault: JSON.stringify(fault), finishedAt: nowMs })
      .where(and(isUnderWay, owner === null ? isNull(jobs.owner) : eq(jobs.owner, owner)))
      .run();
  }
}
