import type { PlanEntry } from '../constraints/plan-view.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import { toHeldEntries, type Held } from './held-problem.ts';
import { recountPlan, type Violation } from './recount-plan.ts';

/**
 * Limits that a plan breaks together with what is held already: the plan must not be booked beside it. Budgets count the
 * money that is really held. Empty where there is room for both. O(rules · actions).
 */
export function findBookingConflicts(problem: AllocationProblem, actions: readonly PlanEntry[], held: readonly Held[]): readonly Violation[] {
  if (held.length === 0) return [];
  return recountPlan({ ...problem, held: toHeldEntries(held, problem) }, actions).violations;
}
