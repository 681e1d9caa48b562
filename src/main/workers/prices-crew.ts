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

/** Makes a crew of so many threads, the calling one included; helpers start with the first problem. */
export function createPricesCrew(threads = availableParallelism()): PricesCrew {
  const control = createShardControl();
  const helpers: Worker[] = [];
  let memory: SharedArrayBuffer | null = null;
  const lone = createLoneCrew();
  const end = async (): Promise<void> => {
    dismiss(control);
    await Promise.all(helpers.splice(0).map((helper) => helper.terminate()));
  };
  return {
    end,
    reserve(bytes) {
      if (threads < 2) return lone.reserve(bytes);
      memory = new SharedArrayBuffer(bytes);
      return memory;
    },
    brief(problem) {
      if (memory === null || helpers.length > 0) return;
      const start: HelperStart = { problem, memory, control };
      for (let helper = 1; helper < Math.min(threads, MOST_THREADS); helper += 1) {
        const worker = new Worker(resolveProgramFile('workers/prices-worker'), { name: 'prices-worker', workerData: start });
        worker.on('error', () => undefined);
        helpers.push(worker);
      }
    },
    run(task, count, own, lookUp) {
      if (helpers.length === 0 || isDismissed(control)) return lone.run(task, count, own, lookUp);
      if (!commandShards(control, task, count, own, { lookMs: LOOK_MS, silenceMs: SILENCE_MS, now: () => performance.now(), lookUp })) void end();
    },
  };
}
