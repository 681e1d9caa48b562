import { takeActions, type PlanActions } from './plan-actions.ts';
import type { PlanState } from './plan-state.ts';

/** The best plan that a search has met. */
export interface BestPlan {
  actions: PlanActions;
  objective: number;
  deficit: number;
}

/** A plan as it stands, to be bettered. */
export const rememberPlan = (state: PlanState): BestPlan => ({ actions: takeActions(state), objective: state.objective, deficit: state.deficit });

/** Less of what floors lack comes first, then the objective; rounding alone makes no plan better. */
export const isBetter = (plan: { readonly objective: number; readonly deficit: number }, than: { readonly objective: number; readonly deficit: number }): boolean =>
  plan.deficit < than.deficit || (plan.deficit === than.deficit && plan.objective > than.objective + 1e-9);

/** Remembers a plan where it is better. */
export function keepIfBetter(state: PlanState, best: BestPlan): void {
  if (isBetter(state, best)) Object.assign(best, rememberPlan(state));
}
