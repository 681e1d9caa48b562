import type { AllocationProblem } from '../../model/allocation.ts';

/** What may be done shard by shard: a value of the relaxation, one of the slower relaxation of single contacts, or a search. */
export type ShardTask = 'evaluate' | 'tighten' | 'search';

/** What a thread does for a shard; the answer lands in the shard's own part of the memory. */
export type DoShard = (task: ShardTask, shard: number) => void;

/**
 * Threads that share the work of one solve. The number of shards and the order in which their answers are added are
 * the solver's, so that the bytes of a plan do not depend on how many threads there are.
 */
export interface ShardCrew {
  /** Memory that every thread of the crew sees: all zero, or as an earlier solve left it. */
  reserve(bytes: number): ArrayBufferLike;
  /** Tells the other threads what problem the memory is about; they join as soon as they have read it, and stay for further solves of it. */
  brief(problem: AllocationProblem, memory: ArrayBufferLike): void;
  /**
   * Does a task for shards 0 … count − 1 and returns once all are done, by whichever thread. `own` does one on this
   * thread; `lookUp` is called now and then while others are waited for.
   */
  run(task: ShardTask, count: number, own: DoShard, lookUp: () => void): void;
}

/** A crew of one: shard after shard on the calling thread. */
export function createLoneCrew(): ShardCrew {
  return {
    reserve: (bytes) => new ArrayBuffer(bytes),
    brief: () => undefined,
    run(task, count, own) {
      for (let shard = 0; shard < count; shard += 1) own(task, shard);
    },
  };
}
