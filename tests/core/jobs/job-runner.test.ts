import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { isCancelled } from '../../../src/engine/base/cancel.ts';
import { fail, succeed, type Result } from '../../../src/engine/base/fault.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import { createChangeHub } from '../../../src/main/core/change-hub.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { createWriteGate, type WriteGate } from '../../../src/main/core/db/write-gate.ts';
import { createJobRunner, type JobContext, type JobRunner } from '../../../src/main/core/jobs/job-runner.ts';
import { unwrap } from '../support/test-core.ts';
import { createOpenWorkspace, faultOf } from '../support/workspace-file.ts';

interface Bench {
  readonly jobs: JobRunner;
  readonly sqlite: Sqlite;
  readonly gate: WriteGate;
  readonly clock: { nowMs: () => number; advance(ms: number): void };
}

function createBench(concurrency = 1, sqlite = createOpenWorkspace().sqlite): Bench {
  let nowMs = 1000;
  let nextId = 0;
  const clock = {
    nowMs: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
  const gate = createWriteGate();
  const jobs = createJobRunner({ sqlite, clock, createId: () => `job-${(nextId += 1)}`, changes: createChangeHub(), concurrency, gate, owner: 'this program' });
  return { jobs, sqlite, gate, clock };
}

/** Work that ends when it is told to, and shows its context. */
function createWork(): { work: (context: JobContext) => Promise<Result<unknown>>; end: (result: Result<unknown>) => void; context: () => JobContext } {
  let end: (result: Result<unknown>) => void = () => undefined;
  let seen: JobContext | null = null;
  return {
    work: (context) => {
      seen = context;
      return new Promise((resolve) => {
        end = resolve;
      });
    },
    end: (result) => end(result),
    context() {
      if (seen === null) throw new Error('The work has not begun.');
      return seen;
    },
  };
}

const statusOf = (jobs: JobRunner, id: string): string => unwrap(jobs.get(id)).status;
const storedStatus = (sqlite: Sqlite, id: string): unknown => sqlite.prepare('SELECT status FROM jobs WHERE id = ?').pluck().get(id);

describe('the job runner', () => {
  it('takes a job from queued over running to succeeded and keeps its result and times', async () => {
    const { jobs, sqlite, clock } = createBench();
    const work = createWork();
    const id = jobs.start('solve', { seed: 7 }, work.work);
    expect(statusOf(jobs, id)).toBe('queued');
    const second = jobs.start('solve', null, createWork().work);
    await nextTurn();
    expect(storedStatus(sqlite, second)).toBe('queued');
    expect(storedStatus(sqlite, id)).toBe('running');
    clock.advance(500);
    work.end(succeed({ planId: 3 }));
    expect(await jobs.wait(id)).toEqual({ id, kind: 'solve', status: 'succeeded', progress: null, result: { planId: 3 }, fault: null, queuedAt: 1000, startedAt: 1000, finishedAt: 1500 });
    expect(sqlite.prepare('SELECT input FROM jobs WHERE id = ?').pluck().get(id)).toBe('{"seed":7}');
  });

  it('runs so many at once and the others in the order they came', async () => {
    const { jobs } = createBench(2);
    const works = Array.from({ length: 5 }, createWork);
    const ids = works.map((work) => jobs.start('check', null, work.work));
    const states = (): string => ids.map((id) => statusOf(jobs, id)[0]).join('');
    await nextTurn();
    expect(states()).toBe('rrqqq');
    works[1]?.end(succeed(null));
    await nextTurn();
    expect(states()).toBe('rsrqq');
    works[0]?.end(fail('BAD_INPUT', 'no'));
    await nextTurn();
    expect(states()).toBe('fsrrq');
    works[2]?.end(succeed(null));
    works[3]?.end(succeed(null));
    await nextTurn();
    expect(states()).toBe('fsssr');
    works[4]?.end(succeed(null));
    await jobs.wait(ids[4] ?? '');
    expect(jobs.running()).toEqual([]);
    expect(jobs.list(3)).toHaveLength(3);
  });

  it('runs one batch and one sensitivity analysis beside the others', async () => {
    const { jobs } = createBench();
    const works = Array.from({ length: 6 }, createWork);
    const kinds = ['batch', 'batch', 'solve', 'solve', 'sensitivity', 'sensitivity'] as const;
    const ids = kinds.map((kind, at) => jobs.start(kind, null, works[at]!.work));
    const states = (): string => ids.map((id) => statusOf(jobs, id)[0]).join('');
    await nextTurn();
    expect(states()).toBe('rqrqrq');
    works[2]!.end(succeed(null));
    works[0]!.end(succeed(null));
    await nextTurn();
    expect(states()).toBe('srsrrq');
  });

  it('lets a job that is stopped before its turn put things in order, but not when all are stopped', async () => {
    const { jobs } = createBench();
    const abandoned: string[] = [];
    const first = createWork();
    jobs.start('solve', null, async (context) => {
      const result = await first.work(context);
      expect(context.isClosing()).toBe(true);
      return result;
    });
    const [second] = ['second', 'third'].map((name) => jobs.start('solve', null, createWork().work, () => Promise.resolve(void abandoned.push(name))));
    await nextTurn();
    expect(first.context().isClosing()).toBe(false);
    unwrap(jobs.cancel(second!));
    await jobs.wait(second!);
    expect(abandoned).toEqual(['second']);
    const stopped = jobs.stop();
    first.end(succeed(null));
    await stopped;
    expect(abandoned).toEqual(['second']);
  });

  it('keeps the fault of a job that failed', async () => {
    const { jobs } = createBench();
    const id = jobs.start('check', null, () => Promise.resolve(fail('FILE_CHANGED', 'It changed.', { path: 'a.csv' })));
    expect(await jobs.wait(id)).toMatchObject({ status: 'failed', fault: { code: 'FILE_CHANGED', message: 'It changed.', path: 'a.csv' }, result: null });
  });

  it('ends a queued job that is cancelled without starting it', async () => {
    const { jobs } = createBench();
    const first = createWork();
    let hasStarted = false;
    jobs.start('solve', null, first.work);
    const second = jobs.start('solve', null, () => {
      hasStarted = true;
      return Promise.resolve(succeed(null));
    });
    await nextTurn();
    expect(unwrap(jobs.cancel(second)).status).toBe('cancelled');
    expect(await jobs.wait(second)).toMatchObject({ status: 'cancelled', startedAt: null, fault: null });
    const third = jobs.start('solve', null, () => Promise.resolve(succeed('third')));
    first.end(succeed(null));
    expect(await jobs.wait(third)).toMatchObject({ status: 'succeeded', result: 'third' });
    expect(hasStarted).toBe(false);
  });

  it('tells a running job to stop and keeps what it has so far', async () => {
    const { jobs } = createBench();
    const work = createWork();
    const id = jobs.start('solve', null, work.work);
    await nextTurn();
    expect(isCancelled(work.context().cancel)).toBe(false);
    unwrap(jobs.cancel(id));
    expect(isCancelled(work.context().cancel)).toBe(true);
    work.end(succeed({ planId: 9 }));
    expect(await jobs.wait(id)).toMatchObject({ status: 'cancelled', result: { planId: 9 }, fault: null });
    expect(faultOf(jobs.cancel(id)).code).toBe('JOB_NOT_RUNNING');
    expect(faultOf(jobs.cancel('none')).code).toBe('NOT_FOUND');
  });

  it('survives a job that throws', async () => {
    const { jobs } = createBench();
    const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => errors.mockRestore());
    const thrown = jobs.start('solve', null, () => Promise.reject(new Error('the thread is gone')));
    const sync = jobs.start('solve', null, () => {
      throw new Error('at once');
    });
    const next = jobs.start('solve', null, () => Promise.resolve(succeed('fine')));
    expect(await jobs.wait(thrown)).toMatchObject({ status: 'failed', fault: { code: 'WORKER_DIED', message: 'the thread is gone' } });
    expect(await jobs.wait(sync)).toMatchObject({ status: 'failed', fault: { code: 'WORKER_DIED', message: 'at once' } });
    expect(await jobs.wait(next)).toMatchObject({ status: 'succeeded', result: 'fine' });
    expect(errors).toHaveBeenCalledTimes(2);
  });

  it('goes on while a long write holds the file; the rows follow when it ends', async () => {
    const { jobs, sqlite, gate } = createBench(2);
    let endImport: () => void = () => undefined;
    const imported = gate.run(() => new Promise<void>((resolve) => (endImport = resolve)));
    const works = [createWork(), createWork()];
    const ids = works.map((work) => jobs.start('solve', null, work.work));
    await nextTurn();
    works[0]?.end(succeed('first'));
    await nextTurn();
    expect(ids.map((id) => statusOf(jobs, id))).toEqual(['succeeded', 'running']);
    expect(jobs.list(10).map((job) => job.status)).toEqual(['succeeded', 'running']);
    const third = jobs.start('solve', null, () => Promise.resolve(succeed('third')));
    await nextTurn();
    expect(statusOf(jobs, third)).toBe('succeeded');
    expect(sqlite.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(0);
    let isStored = false;
    const waited = jobs.wait(third).then(() => (isStored = true));
    await nextTurn();
    expect(isStored).toBe(false);
    endImport();
    await Promise.all([imported, waited]);
    expect([...ids, third].map((id) => storedStatus(sqlite, id))).toEqual(['succeeded', 'running', 'succeeded']);
    works[1]?.end(succeed('second'));
    expect(await jobs.wait(ids[1] ?? '')).toMatchObject({ status: 'succeeded', result: 'second' });
  });

  it('stores the whole job at its end where the file took no write before', async () => {
    const { jobs, sqlite } = createBench();
    const work = createWork();
    sqlite.pragma('query_only = ON');
    const id = jobs.start('solve', { seed: 7 }, work.work);
    await nextTurn();
    expect(statusOf(jobs, id)).toBe('running');
    expect(storedStatus(sqlite, id)).toBeUndefined();
    sqlite.pragma('query_only = OFF');
    work.end(succeed(null));
    await jobs.wait(id);
    expect(sqlite.prepare('SELECT status, input, owner, started_at FROM jobs WHERE id = ?').raw().get(id)).toEqual(['succeeded', '{"seed":7}', 'this program', 1000]);
  });

  it('stops: cancels all and waits for them', async () => {
    const { jobs } = createBench();
    const untilCancelled = async (context: JobContext): Promise<Result<unknown>> => {
      while (!isCancelled(context.cancel)) await nextTurn();
      return fail('CANCELLED', 'Stopped.');
    };
    const ids = [jobs.start('solve', null, untilCancelled), jobs.start('solve', null, untilCancelled)];
    await nextTurn();
    await jobs.stop();
    expect(ids.map((id) => statusOf(jobs, id))).toEqual(['cancelled', 'cancelled']);
  });
});

describe('watching a job', () => {
  const collect = async (stream: AsyncGenerator<Job>, into: Job[]): Promise<void> => {
    for await (const job of stream) into.push(job);
  };

  it('shows each state and progress at most ten times a second, and the last progress with the end', async () => {
    const { jobs, clock } = createBench();
    const work = createWork();
    const id = jobs.start('solve', null, work.work);
    const seen: Job[] = [];
    const watching = collect(jobs.watch(id), seen);
    await nextTurn();
    for (let done = 1; done <= 1000; done += 1) {
      clock.advance(1);
      work.context().report({ phase: 'search', done, total: 1000 });
      await nextTurn();
    }
    const shown = seen.filter((job) => job.progress !== null);
    expect(shown.length).toBeGreaterThanOrEqual(9);
    expect(shown.length).toBeLessThanOrEqual(11);
    work.end(succeed(null));
    await watching;
    expect(seen.at(-1)).toMatchObject({ status: 'succeeded', progress: { done: 1000 } });
    expect(new Set(seen.map((job) => job.status))).toEqual(new Set(['queued', 'running', 'succeeded']));
    expect((await jobs.wait(id)).progress).toEqual({ phase: 'search', done: 1000, total: 1000 });
  });

  it('of an ended job gives its end and closes', async () => {
    const { jobs } = createBench();
    const id = jobs.start('check', null, () => Promise.resolve(succeed(1)));
    await jobs.wait(id);
    const seen: Job[] = [];
    await collect(jobs.watch(id), seen);
    expect(seen.map((job) => job.status)).toEqual(['succeeded']);
    const none: Job[] = [];
    await collect(jobs.watch('none'), none);
    expect(none).toEqual([]);
  });

  it('ends when the watcher leaves, the job goes on', async () => {
    const { jobs } = createBench();
    const work = createWork();
    const id = jobs.start('check', null, work.work);
    const leave = new AbortController();
    const seen: Job[] = [];
    const watching = collect(jobs.watch(id, leave.signal), seen);
    await nextTurn();
    leave.abort();
    await watching;
    expect(statusOf(jobs, id)).toBe('running');
    work.end(succeed(null));
    expect((await jobs.wait(id)).status).toBe('succeeded');
  });

  it('works for several at once', async () => {
    const { jobs } = createBench();
    const work = createWork();
    const id = jobs.start('check', null, work.work);
    const all: Job[][] = [[], [], []];
    const watching = Promise.all(all.map((seen) => collect(jobs.watch(id), seen)));
    await nextTurn();
    work.end(succeed('x'));
    await watching;
    for (const seen of all) expect(seen.at(-1)).toMatchObject({ status: 'succeeded', result: 'x' });
  });
});
