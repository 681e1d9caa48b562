import { formatDay, parseDay } from '../../../../src/engine/base/day.ts';
import type { PlanEntry } from '../../../../src/engine/constraints/plan-view.ts';
import { recountPlan } from '../../../../src/engine/allocation/recount-plan.ts';
import type { AllocationProblem } from '../../../../src/engine/model/allocation.ts';

/** The best plan of a tiny problem by trying every set of actions; null where none keeps the rules. 2^(contacts · channels · days). */
export function bruteForce(problem: AllocationProblem): number | null {
  const start = parseDay(problem.horizon.start) ?? 0;
  const all: PlanEntry[] = problem.contacts.ids.flatMap((contact) =>
    problem.channels.flatMap((channel) => Array.from({ length: problem.horizon.days }, (_, day) => ({ contact, channel: channel.id, date: formatDay(start + day) }))),
  );
  let best: number | null = null;
  for (let subset = 0; subset < 2 ** all.length; subset += 1) {
    const chosen = all.filter((_entry, at) => (subset & (1 << at)) !== 0);
    const { objective, violations } = recountPlan(problem, chosen);
    if (violations.length === 0 && (best === null || objective > best)) best = objective;
  }
  return best;
}
