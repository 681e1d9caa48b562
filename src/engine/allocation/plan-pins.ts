import { fail, succeed, type Result } from '../base/fault.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Plan } from '../model/plan.ts';
import { assemblePlan } from './assemble-plan.ts';
import { compileProblem } from './compile-problem.ts';
import { takeActions } from './plan-actions.ts';
import { startWithPins } from './construct.ts';
import { recountPlan } from './recount-plan.ts';

const MOST_NAMED = 3;

/**
 * A plan of exactly the problem's fixed actions: recounted by every rule, with usage and reasons. Fixed actions that break an enforced rule, or floors that they alone do not reach, answer CONFLICT with
 * the breaches. O(rules · (actions + contacts)).
 */
export function planPins(problem: AllocationProblem, seed: number): Result<Plan> {
  const pins = problem.fixed ?? [];
  const { violations } = recountPlan(problem, pins.map(({ exploration = false, ...pin }) => ({ ...pin, exploration })));
  if (violations.length > 0) {
    const named = violations.slice(0, MOST_NAMED).map(({ message }) => message);
    const more = violations.length - named.length;
    return fail('CONFLICT', `${pins.length} accepted actions break ${violations.length === 1 ? 'a rule' : `${violations.length} rules`}: ${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`, { hint: 'Take one of them back, move it to another day, or loosen the rule.' });
  }
  const compiled = compileProblem(problem);
  const state = startWithPins(compiled);
  if (state === null) return fail('CONFLICT', 'The accepted actions leave no room for each other.', { hint: 'Take one of them back, or move it to another day.' });
  return succeed(assemblePlan(compiled, { status: 'feasible', method: 'greedy', seed, actions: takeActions(state), isExplored: null, campaign: [], bound: null, prices: null, conflicts: [], elapsedMs: 0 }));
}
