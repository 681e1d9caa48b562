import type { PlanActions } from './plan-actions.ts';
import type { PriceVector } from './price-vector.ts';

/** What a heuristic found. */
export interface HeuristicResult {
  readonly actions: PlanActions;
  /** Objective by the search's own count. */
  readonly objective: number;
  /** What floors and coverage rules lack; 0 for a plan that may be carried out. */
  readonly deficit: number;
  readonly prices: PriceVector;
  /** Proven upper bound on the objective, Infinity where none was computed. */
  readonly bound: number;
  /** Why the search ended early, null where it ran to its end. */
  readonly stop: 'interrupted' | 'time_limit' | null;
}
