import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { createLoneCrew, type ShardCrew } from '../../engine/allocation/prices/shard-crew.ts';
import type { AllocationProblem } from '../../engine/model/allocation.ts';
import { resolveProgramFile } from '../core/app-files.ts';
import { commandShards, createShardControl, dismiss, isDismissed } from './shard-control.ts';

/** What a helper thread starts with; the memory is shared, the problem is its own copy. */
export interface HelperStart {
  readonly problem: AllocationProblem;
  readonly memory: SharedArrayBuffer;
  readonly control: Int32Array;
}

/** A crew of threads; whoever makes it ends it. */
export interface PricesCrew extends ShardCrew {
  end(): Promise<void>;
}

/** More threads than shards have nothing to do. */
const MOST_THREADS = 8;
const LOOK_MS = 25;
/** A helper that is silent for so long is given up, and its shards are done by the solving thread. */
const SILENCE_MS = 20_000;

/** Helpers that were told of a problem. */
interface Team {
  readonly start: HelperStart;
  readonly helpers: readonly Worker[];
}

function startTeam(start: HelperStart, threads: number): Team {
  const helpers = Array.from({ length: Math.min(threads, MOST_THREADS) - 1 }, () => {
    const worker = new Worker(resolveProgramFile('workers/prices-worker'), { name: 'prices-worker', workerData: start });
    worker.on('error', () => undefined);
    return worker;
  });
  return { start, helpers };
}

/**
 * Makes a crew of so many threads, the calling one included; helpers start with the first problem and stay for every further solve of
 * the same one. For another problem, and where helpers were given up, there are others with memory of their own.
 */
export function createPricesCrew(threads = availableParallelism()): PricesCrew {
  const lone = createLoneCrew();
  let memory: SharedArrayBuffer | null = null;
  let team: Team | null = null;
  const end = async (): Promise<void> => {
    const ended = team;
    [team, memory] = [null, null];
    if (ended === null) return;
    dismiss(ended.start.control);
    await Promise.all(ended.helpers.map((helper) => helper.terminate()));
  };
  return {
    end,
    reserve(bytes) {
      if (threads < 2) return lone.reserve(bytes);
      if (memory?.byteLength !== bytes) {
        void end();
        memory = new SharedArrayBuffer(bytes);
      }
      return memory;
    },
    brief(problem) {
      if (memory === null || team?.start.problem === problem) return;
      const shared = memory;
      void end();
      memory = shared;
      team = startTeam({ problem, memory, control: createShardControl() }, threads);
    },
    run(task, count, own, lookUp) {
      const control = team?.start.control;
      if (control === undefined || isDismissed(control)) return lone.run(task, count, own, lookUp);
      if (!commandShards(control, task, count, own, { lookMs: LOOK_MS, silenceMs: SILENCE_MS, now: () => performance.now(), lookUp })) void end();
    },
  };
}
