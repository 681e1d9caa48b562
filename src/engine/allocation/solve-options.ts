import type { Plan, SolveMethod } from '../model/plan.ts';
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
  /** An earlier plan of this problem or one near it to start from: its prices and its actions that are still lawful. */
  readonly warmStart?: Pick<Plan, 'actions' | 'usage'> | undefined;
  /** Whether each action says what else was considered. */
  readonly alternatives?: boolean | undefined;
}
