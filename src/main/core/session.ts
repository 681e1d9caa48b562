import { availableParallelism } from 'node:os';
import type { ChangeHub } from './change-hub.ts';
import type { Clock } from './clock.ts';
import type { Database } from './db/connection.ts';
import { createPlaceCheck, foldLog } from './db/place-check.ts';
import { announcePresence, isPresent, removeAbsent, type Presence } from './db/presence.ts';
import { failInterruptedJobs } from './db/repositories/job.ts';
import { faultOfStorageError } from './db/sqlite-fault.ts';
import { createWriteGate, type WriteGate } from './db/write-gate.ts';
import { createJobRunner, type JobRunner } from './jobs/job-runner.ts';

/** One open workspace and what works on it. */
export interface Session {
  readonly database: Database;
  readonly gate: WriteGate;
  readonly jobs: JobRunner;
  close(): Promise<void>;
}

/** Ends what programs left that are gone, and says that this one is there. */
function moveIn({ sqlite, path }: Database, deps: { clock: Clock; createId: () => string }): Presence {
  const presence = announcePresence(path, deps.createId());
  try {
    failInterruptedJobs(sqlite, deps.clock.nowMs(), (owner) => isPresent(path, owner));
    removeAbsent(path);
    return presence;
  } catch (error) {
    presence.leave();
    throw error;
  }
}

export function createSession(database: Database, deps: { clock: Clock; createId: () => string; changes: ChangeHub }): Session {
  const queue = createWriteGate();
  const checkPlace = createPlaceCheck(database);
  const gate: WriteGate = {
    run: (work) =>
      queue.run(() => {
        checkPlace();
        return work();
      }),
  };
  const presence = moveIn(database, deps);
  const jobs = createJobRunner({ sqlite: database.sqlite, gate: queue, ...deps, concurrency: Math.max(1, availableParallelism() - 1), owner: presence.id });
  return {
    database,
    gate,
    jobs,
    async close() {
      await jobs.stop();
      await queue.run(() => {
        try {
          database.sqlite.pragma('optimize');
          foldLog(database);
        } catch (error) {
          if (faultOfStorageError(error, database.path) === null) throw error;
        } finally {
          database.sqlite.close();
          presence.leave();
        }
      });
    },
  };
}
