import { createCancelFlag, raiseCancel, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Job, JobKind, JobProgress } from '../../../engine/model/job.ts';
import type { ChangeHub } from '../change-hub.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../db/connection.ts';
import { failInterruptedJobs, insertJob, readJob, readJobs, updateJob } from '../db/repositories/job.ts';
import { faultOfStorageError } from '../db/sqlite-fault.ts';

/** What a running job gets: where to report, and the flag that says stop. */
export interface JobContext {
  readonly jobId: string;
  readonly cancel: CancelFlag;
  report(progress: JobProgress): void;
}

/** The work of a job. A cancelled job that still has something to keep answers ok; its status is then `cancelled` with a result. */
export type JobWork = (context: JobContext) => Promise<Result<unknown>>;

export interface JobRunner {
  start(kind: JobKind, input: unknown, work: JobWork): string;
  cancel(jobId: string): Result<Job>;
  get(jobId: string): Result<Job>;
  list(limit: number): Job[];
  running(): Job[];
  /** The job as it changes, at most ten times a second, ending with its last state. */
  watch(jobId: string, signal?: AbortSignal): AsyncGenerator<Job>;
  /** Resolves with the job once it has ended. */
  wait(jobId: string): Promise<Job>;
  /** Cancels what runs and waits for it. */
  stop(): Promise<void>;
}

interface LiveJob {
  job: Job;
  readonly cancel: CancelFlag;
  readonly done: Promise<void>;
  lastPublishedMs: number;
  readonly listeners: Set<() => void>;
}

const PROGRESS_INTERVAL_MS = 100;

/** Runs stored jobs of one open workspace, at most `concurrency` at once in the order they were started. */
export function createJobRunner(deps: { sqlite: Sqlite; clock: Clock; createId: () => string; changes: ChangeHub; concurrency: number }): JobRunner {
  const { sqlite, clock, changes } = deps;
  const live = new Map<string, LiveJob>();
  const waiting: (() => void)[] = [];
  let active = 0;
  failInterruptedJobs(sqlite, clock.nowMs());

  const notify = (entry: LiveJob): void => {
    for (const listener of entry.listeners) listener();
  };
  const takeTurn = (): Promise<void> => {
    if (active < deps.concurrency) {
      active += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => waiting.push(resolve));
  };
  const passTurn = (): void => {
    const next = waiting.shift();
    if (next) next();
    else active -= 1;
  };

  /** Writes the end of a job and answers whether that went well. Where the file takes no write (locked, disk full) the job stays in memory, ended. */
  const storeEnd = (job: Job): boolean => {
    try {
      if (sqlite.open) updateJob(sqlite, job);
      return true;
    } catch (error) {
      if (faultOfStorageError(error, sqlite.name) === null) throw error;
      return false;
    }
  };

  const finish = (entry: LiveJob, result: Result<unknown>): void => {
    const isCancelled = Atomics.load(entry.cancel, 0) !== 0;
    const status = result.ok ? (isCancelled ? 'cancelled' : 'succeeded') : isCancelled || result.fault.code === 'CANCELLED' ? 'cancelled' : 'failed';
    entry.job = { ...entry.job, status, result: result.ok ? (result.value ?? null) : null, fault: result.ok || status === 'cancelled' ? null : result.fault, finishedAt: clock.nowMs() };
    if (storeEnd(entry.job)) live.delete(entry.job.id);
    changes.publish(['jobs']);
    notify(entry);
  };

  const execute = async (entry: LiveJob, work: JobWork): Promise<void> => {
    await takeTurn();
    try {
      if (entry.job.finishedAt !== null) return;
      if (Atomics.load(entry.cancel, 0) !== 0) return finish(entry, fail('CANCELLED', 'Cancelled before it started.'));
      entry.job = { ...entry.job, status: 'running', startedAt: clock.nowMs() };
      updateJob(sqlite, entry.job);
      changes.publish(['jobs']);
      notify(entry);
      const report = (progress: JobProgress): void => {
        entry.job = { ...entry.job, progress };
        const now = clock.nowMs();
        if (now - entry.lastPublishedMs < PROGRESS_INTERVAL_MS) return;
        entry.lastPublishedMs = now;
        notify(entry);
      };
      const result = await work({ jobId: entry.job.id, cancel: entry.cancel, report });
      finish(entry, result);
    } catch (error) {
      const fault = faultOfStorageError(error, sqlite.name);
      if (fault !== null) return finish(entry, { ok: false, fault });
      finish(entry, fail('WORKER_DIED', error instanceof Error ? error.message : String(error), { hint: 'Run it again. The workspace is unchanged.' }));
      if (!(error instanceof Error && error.name === 'WorkerDied')) console.error(error);
    } finally {
      passTurn();
    }
  };

  const get = (jobId: string): Result<Job> => {
    const job = live.get(jobId)?.job ?? readJob(sqlite, jobId);
    return job === null ? fail('NOT_FOUND', `Job ${jobId} does not exist.`) : succeed(job);
  };

  return {
    start(kind, input, work) {
      const id = deps.createId();
      const job: Job = { id, kind, status: 'queued', progress: null, result: null, fault: null, queuedAt: clock.nowMs(), startedAt: null, finishedAt: null };
      insertJob(sqlite, job, input);
      let settle: () => void = () => undefined;
      const done = new Promise<void>((resolve) => {
        settle = resolve;
      });
      const entry: LiveJob = { job, cancel: createCancelFlag(), done, lastPublishedMs: 0, listeners: new Set() };
      live.set(id, entry);
      changes.publish(['jobs']);
      void execute(entry, work).finally(settle);
      return id;
    },
    cancel(jobId) {
      const entry = live.get(jobId);
      if (entry === undefined && !get(jobId).ok) return get(jobId);
      if (entry === undefined || entry.job.finishedAt !== null) return fail('JOB_NOT_RUNNING', 'The job has already ended.');
      raiseCancel(entry.cancel);
      if (entry.job.status === 'queued') finish(entry, fail('CANCELLED', 'Cancelled before it started.'));
      return succeed(entry.job);
    },
    get,
    list: (limit) => readJobs(sqlite, limit).map((job) => live.get(job.id)?.job ?? job),
    running: () => [...live.values()].map((entry) => entry.job).filter((job) => job.finishedAt === null),
    async *watch(jobId, signal) {
      let wake: () => void = () => undefined;
      const onChange = (): void => wake();
      const entry = live.get(jobId);
      entry?.listeners.add(onChange);
      signal?.addEventListener('abort', onChange);
      try {
        let shown: Job | null = null;
        while (signal?.aborted !== true) {
          const current = entry?.job ?? readJob(sqlite, jobId);
          if (current === null) return;
          if (current !== shown) yield current;
          shown = current;
          if (current.finishedAt !== null || entry === undefined) return;
          if (entry.job !== shown) continue;
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      } finally {
        entry?.listeners.delete(onChange);
        signal?.removeEventListener('abort', onChange);
      }
    },
    async wait(jobId) {
      await live.get(jobId)?.done;
      const job = live.get(jobId)?.job ?? readJob(sqlite, jobId);
      if (job === null) throw new Error(`Job ${jobId} does not exist.`);
      return job;
    },
    async stop() {
      const entries = [...live.values()];
      for (const entry of entries) raiseCancel(entry.cancel);
      await Promise.all(entries.map((entry) => entry.done));
    },
  };
}
