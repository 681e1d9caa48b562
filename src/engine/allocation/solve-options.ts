import type { SolveMethod } from '../model/plan.ts';

/** How to solve. */
export interface SolveAllocationOptions {
  readonly method: SolveMethod;
  /** Wall time the solve may take. */
  readonly seconds: number;
  /** Relative gap at which a plan is good enough. */
  readonly gap: number;
  readonly seed: number;
  /** Whether each action says what else was considered. */
  readonly alternatives?: boolean | undefined;
}
