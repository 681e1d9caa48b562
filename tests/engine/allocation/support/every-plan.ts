import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { PlanEntry } from '../../../../src/engine/constraints/plan-view.ts';
import { recountPlan, type PlanRecount } from '../../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';

export interface LawfulPlan {
  readonly entries: readonly PlanEntry[];
  readonly recount: PlanRecount;
}

/** Every plan of a tiny problem that keeps the rules. 2^(contacts · channels · days). */
export function listEveryPlan(problem: AllocationProblem): LawfulPlan[] {
  const start = parseDay(problem.horizon.start) ?? 0;
  const all: PlanEntry[] = problem.contacts.ids.flatMap((contact) => problem.channels.flatMap((channel) => Array.from({ length: problem.horizon.days }, (_, day) => ({ contact, channel: channel.id, date: formatDay(start + day) }))));
  const plans: LawfulPlan[] = [];
  for (let subset = 0; subset < 2 ** all.length; subset += 1) {
    const entries = all.filter((_entry, at) => (subset & (1 << at)) !== 0);
    const recount = recountPlan(problem, entries);
    if (recount.violations.length === 0) plans.push({ entries, recount });
  }
  return plans;
}
