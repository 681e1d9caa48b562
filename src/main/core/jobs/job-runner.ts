import { createCancelFlag, raiseCancel, type CancelFlag } from '../../../engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Job, JobKind, JobProgress } from '../../../engine/model/job.ts';
import type { ChangeHub } from '../change-hub.ts';
import type { Clock } from '../clock.ts';
import type { Sqlite } from '../db/connection.ts';
import { putJob, readJob, readJobs } from '../db/repositories/job.ts';
import { faultOfStorageError } from '../db/sqlite-fault.ts';
import type { WriteGate } from '../db/write-gate.ts';

/** What a running job gets: where to report, and the flag that says stop. */
export interface JobContext {
  readonly jobId: string;
  readonly cancel: CancelFlag;
  report(progress: JobProgress): void;
  /** True once the workspace is being closed: the flag was raised for that, and not because somebody stopped this job. */
  isClosing(): boolean;
}

/** The work of a job. A cancelled job that still has something to keep answers ok; its status is then `cancelled` with a result. */
export type JobWork = (context: JobContext) => Promise<Result<unknown>>;

export interface JobRunner {
  /** `abandon` is called where the job was stopped before its turn came, so that `work` never was. */
  start(kind: JobKind, input: unknown, work: JobWork, abandon?: () => Promise<void>): string;
  cancel(jobId: string): Result<Job>;
  get(jobId: string): Result<Job>;
  list(limit: number): Job[];
  running(): Job[];
  /** The job as it changes, at most ten times a second, ending with its last state. */
  watch(jobId: string, signal?: AbortSignal): AsyncGenerator<Job>;
  /** Resolves with the job once it has ended and its end is stored, or could not be. */
  wait(jobId: string): Promise<Job>;
  /** Cancels what runs and waits for it. */
  stop(): Promise<void>;
}

interface LiveJob {
  job: Job;
  /** What it was started with, as JSON. */
  readonly input: string;
  readonly cancel: CancelFlag;
  readonly done: Promise<void>;
  readonly settle: () => void;
  /** A write of its row that waits for its turn. */
  waitingWrite: Promise<boolean> | null;
  lastPublishedMs: number;
  readonly listeners: Set<() => void>;
  readonly abandon: () => Promise<void>;
}

/** Jobs that run in the order they were started, so many at once. */
interface Lane {
  readonly places: number;
  active: number;
  readonly waiting: (() => void)[];
}

/** Kinds that play thousands of variants or of plays: one of each at a time, beside everything else, so that nothing waits for them. */
const longKinds: ReadonlySet<JobKind> = new Set(['batch', 'sensitivity', 'plan_range']);

const PROGRESS_INTERVAL_MS = 100;

export interface JobRunnerDeps {
  readonly sqlite: Sqlite;
  /** Rows are written through it, so that a long import holds up neither the core nor a job. */
  readonly gate: WriteGate;
  readonly clock: Clock;
  readonly createId: () => string;
  readonly changes: ChangeHub;
  readonly concurrency: number;
  /** Id under which this program has the workspace open. */
  readonly owner: string;
}

const newestFirst = (one: Job, other: Job): number => other.queuedAt - one.queuedAt || (one.id < other.id ? -1 : 1);

/**
 * Runs stored jobs of one open workspace, at most `concurrency` at once in the order they were started, and beside them one
 * each of the long kinds. A job is known here from its start; its row follows when the file is free.
 */
export function createJobRunner(deps: JobRunnerDeps): JobRunner {
  const { sqlite, gate, clock, changes, owner } = deps;
  const live = new Map<string, LiveJob>();
  const shared: Lane = { places: deps.concurrency, active: 0, waiting: [] };
  const own = new Map([...longKinds].map((kind): [JobKind, Lane] => [kind, { places: 1, active: 0, waiting: [] }]));
  let isClosing = false;

  const notify = (entry: LiveJob): void => {
    for (const listener of entry.listeners) listener();
  };
  const takeTurn = (lane: Lane): Promise<void> => {
    if (lane.active < lane.places) {
      lane.active += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => lane.waiting.push(resolve));
  };
  const passTurn = (lane: Lane): void => {
    const next = lane.waiting.shift();
    if (next) next();
    else lane.active -= 1;
  };

  /**
   * Writes a job as it is when its turn comes, and answers whether that went well; a write that waits already will do.
   * Where the file takes no write (locked, disk full) the job stays in memory.
   */
  const store = (entry: LiveJob): Promise<boolean> => {
    entry.waitingWrite ??= gate.run(() => {
      entry.waitingWrite = null;
      try {
        if (sqlite.open) putJob(sqlite, entry.job, { input: entry.input, owner });
        return true;
      } catch (error) {
        if (faultOfStorageError(error, sqlite.name) === null) throw error;
        return false;
      }
    });
    return entry.waitingWrite;
  };

  /** Ends a job; `before` is done before anybody who waits for it hears of it. */
  const finish = async (entry: LiveJob, result: Result<unknown>, before?: () => Promise<void>): Promise<void> => {
    const isCancelled = Atomics.load(entry.cancel, 0) !== 0;
    const status = result.ok ? (isCancelled ? 'cancelled' : 'succeeded') : isCancelled || result.fault.code === 'CANCELLED' ? 'cancelled' : 'failed';
    entry.job = { ...entry.job, status, result: result.ok ? (result.value ?? null) : null, fault: result.ok || status === 'cancelled' ? null : result.fault, finishedAt: clock.nowMs() };
    changes.publish(['jobs']);
    notify(entry);
    try {
      await before?.();
      if (await store(entry)) live.delete(entry.job.id);
    } finally {
      entry.settle();
    }
  };

  /** Does the work; whatever it throws is a result. */
  const perform = async (entry: LiveJob, work: JobWork): Promise<Result<unknown>> => {
    entry.job = { ...entry.job, status: 'running', startedAt: clock.nowMs() };
    void store(entry);
    changes.publish(['jobs']);
    notify(entry);
    const report = (progress: JobProgress): void => {
      entry.job = { ...entry.job, progress };
      const now = clock.nowMs();
      if (now - entry.lastPublishedMs < PROGRESS_INTERVAL_MS) return;
      entry.lastPublishedMs = now;
      notify(entry);
    };
    try {
      return await work({ jobId: entry.job.id, cancel: entry.cancel, report, isClosing: () => isClosing });
    } catch (error) {
      const fault = faultOfStorageError(error, sqlite.name);
      if (fault !== null) return { ok: false, fault };
      if (!(error instanceof Error && error.name === 'WorkerDied')) console.error(error);
      return fail('WORKER_DIED', error instanceof Error ? error.message : String(error), { hint: 'Run it again. The workspace is unchanged.' });
    }
  };

  /** Ends a job whose turn never came. */
  const drop = (entry: LiveJob): Promise<void> => finish(entry, fail('CANCELLED', 'Cancelled before it started.'), isClosing ? undefined : entry.abandon);

  const execute = async (entry: LiveJob, work: JobWork): Promise<void> => {
    const lane = own.get(entry.job.kind) ?? shared;
    await takeTurn(lane);
    if (entry.job.finishedAt !== null) return passTurn(lane);
    const isStopped = Atomics.load(entry.cancel, 0) !== 0;
    const result = isStopped ? null : await perform(entry, work);
    passTurn(lane);
    await (result === null ? drop(entry) : finish(entry, result));
  };

  const get = (jobId: string): Result<Job> => {
    const job = live.get(jobId)?.job ?? readJob(sqlite, jobId);
    return job === null ? fail('NOT_FOUND', `Job ${jobId} does not exist.`) : succeed(job);
  };

  return {
    start(kind, input, work, abandon = () => Promise.resolve()) {
      const id = deps.createId();
      const job: Job = { id, kind, status: 'queued', progress: null, result: null, fault: null, queuedAt: clock.nowMs(), startedAt: null, finishedAt: null };
      let settle: () => void = () => undefined;
      const done = new Promise<void>((resolve) => {
        settle = resolve;
      });
      const entry: LiveJob = { job, input: JSON.stringify(input ?? null), cancel: createCancelFlag(), done, settle, waitingWrite: null, lastPublishedMs: 0, listeners: new Set(), abandon };
      live.set(id, entry);
      void store(entry);
      changes.publish(['jobs']);
      void execute(entry, work);
      return id;
    },
    cancel(jobId) {
      const entry = live.get(jobId);
      const known = get(jobId);
      if (!known.ok) return known;
      if (known.value.finishedAt !== null) return fail('JOB_NOT_RUNNING', 'The job has already ended.');
      if (entry === undefined) return fail('JOB_NOT_RUNNING', 'The job runs in another program.', { hint: 'Cancel it there.' });
      raiseCancel(entry.cancel);
      if (entry.job.status === 'queued') void drop(entry);
      return succeed(entry.job);
    },
    get,
    list(limit) {
      const stored = readJobs(sqlite, limit).filter((job) => !live.has(job.id));
      return [...stored, ...[...live.values()].map((entry) => entry.job)].sort(newestFirst).slice(0, limit);
    },
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
      isClosing = true;
      const entries = [...live.values()];
      for (const entry of entries) raiseCancel(entry.cancel);
      await Promise.all(entries.map((entry) => entry.done));
    },
  };
}
