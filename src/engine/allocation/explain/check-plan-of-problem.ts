import { fail, succeed, type Result } from '../../base/fault.ts';
import { formatNumber } from '../../constraints/words.ts';
import type { AllocationProblem } from '../../model/allocation.ts';
import type { Plan } from '../../model/plan.ts';
import { recountPlan } from '../recount-plan.ts';

/** Difference that rounding explains. */
const TOLERANCE = 1e-6;

/** `CONFLICT` where a plan is not of a problem: its name, an action, or the objective counted again says otherwise. O(rules · (actions + contacts)). */
export function checkPlanOfProblem(problem: AllocationProblem, plan: Plan): Result<void> {
  const hint = 'Name the problem the plan was made from.';
  if (plan.problem !== problem.name) return fail('CONFLICT', `The plan is of the problem "${plan.problem}", this one is "${problem.name}".`, { path: 'plan.problem', hint });
  const { objective, violations } = recountPlan(problem, plan.actions);
  const stranger = violations.find(({ rule }) => rule === 'horizon');
  if (stranger !== undefined) return fail('CONFLICT', `The plan is not of this problem: ${stranger.message}.`, { path: 'plan.actions', hint });
  if (Math.abs(objective - plan.objective) > TOLERANCE * Math.max(1, Math.abs(objective))) {
    return fail('CONFLICT', `The plan says its objective is ${formatNumber(plan.objective)}; this problem counts ${formatNumber(objective)}.`, { path: 'plan.objective', hint });
  }
  return succeed(undefined);
}
