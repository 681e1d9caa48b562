import type { CapacityPeriod, Constraint } from '../model/constraint.ts';
import type { RuleCount, UsageCount } from './constraint-rule.ts';
import { createPeriodTable } from './period.ts';
import type { PlacedAction, PlanView } from './plan-view.ts';
import type { RuleScope } from './scope.ts';
import { formatNumber } from './words.ts';

/** What is used in one period; the whole horizon has no name. */
export interface PeriodSum {
  readonly name: string | undefined;
  readonly used: number;
}

/** Adds up what the actions in scope use per period. Actions outside the horizon count nowhere; the horizon rule reports them. */
export function sumPeriods(per: CapacityPeriod, view: PlanView, scope: RuleScope, actions: readonly PlacedAction[], weightOf: (action: PlacedAction) => number): PeriodSum[] {
  const { periodOf, names } = createPeriodTable(per, scope, { startDay: view.startDay, days: view.problem.horizon.days });
  const sums = new Float64Array(names.length);
  for (const action of actions) {
    const period = periodOf[action.day] ?? -1;
    if (period >= 0 && scope.covers(action)) sums[period]! += weightOf(action);
  }
  return names.map((name, period) => ({ name, used: sums[period]! }));
}

/** Counts actions in scope per period against `max`, over all contacts or (with `rep`) over those of one rep. */
export function countPeriods(
  rule: Constraint & { readonly per: CapacityPeriod; readonly max: number },
  view: PlanView,
  part: { readonly scope: RuleScope; readonly actions: readonly PlacedAction[]; readonly rep?: string },
): RuleCount {
  const usage: UsageCount[] = [];
  const violations: string[] = [];
  for (const { name, used } of sumPeriods(rule.per, view, part.scope, part.actions, () => 1)) {
    usage.push({ constraint: rule.id, ...(name === undefined ? {} : { period: name }), ...(part.rep === undefined ? {} : { rep: part.rep }), used, limit: rule.max });
    const where = [part.rep === undefined ? null : `for ${part.rep}`, name === undefined ? null : `in ${name}`].filter((words) => words !== null);
    if (used > rule.max) violations.push([`${rule.id}: ${formatNumber(used)} of ${formatNumber(rule.max)}`, ...where].join(' '));
  }
  return { usage, violations };
}
