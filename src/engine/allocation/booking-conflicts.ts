import type { PlanEntry } from '../constraints/plan-view.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import { isEnforced } from '../model/constraint.ts';
import { addHeld, sumMoney, type Held } from './held-problem.ts';
import { recountPlan, type Violation } from './recount-plan.ts';

/** Slack of a budget, relative, for sums of money in floating point. */
const MONEY_SLACK = 1e-9;

/**
 * Limits that a plan breaks together with what is held already and that the held part alone keeps: the plan must not be
 * booked beside it. Budgets count the money that is really held. Empty where there is room for both. O(rules · actions).
 */
export function findBookingConflicts(problem: AllocationProblem, actions: readonly PlanEntry[], held: readonly Held[]): Violation[] {
  if (held.length === 0) return [];
  const { problem: merged, entries, moneyIn } = addHeld(problem, held);
  const budgets = merged.constraints.filter((rule) => rule.kind === 'budget');
  const counted: AllocationProblem = { ...merged, constraints: merged.constraints.filter((rule) => rule.kind !== 'budget') };
  const before = new Set(recountPlan(counted, entries).violations.map(({ message }) => message));
  const broken = recountPlan(counted, [...entries, ...actions]).violations.filter(({ message }) => !before.has(message));
  const planned = recountPlan({ ...merged, constraints: budgets }, actions).usage;
  const overspent = budgets.filter(isEnforced).flatMap((rule): Violation[] => {
    const present = sumMoney(moneyIn(rule));
    const used = present + (planned.find(({ constraint }) => constraint === rule.id)?.used ?? 0);
    return used > rule.max * (1 + MONEY_SLACK) && used > present ? [{ rule: rule.id, message: `${rule.id}: ${Math.round(used * 100) / 100} of ${rule.max}` }] : [];
  });
  return [...broken, ...overspent];
}
