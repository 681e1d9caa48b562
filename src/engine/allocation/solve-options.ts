import type { SolveMethod } from '../model/plan.ts';
import type { ShardCrew } from './prices/shard-crew.ts';

/** How to solve. */
export interface SolveAllocationOptions {
  readonly method: SolveMethod;
  /** Wall time the solve may take. */
  readonly seconds: number;
  /** Relative gap at which a plan is good enough. */
  readonly gap: number;
  readonly seed: number;
  /** Threads that share the work of the method prices; without it, the calling one alone. */
  readonly crew?: ShardCrew;
}
