import type { UsageCount } from '../constraints/meter.ts';
import { countRule } from '../constraints/registry.ts';
import { viewPlan } from '../constraints/plan-view.ts';
import type { ConstraintKind } from '../model/constraint.ts';
import type { PlanningRules } from '../model/rules.ts';
import { followBudget, type Burn } from './budget-burn.ts';
import { addHeld, sumMoney, type Held, type HeldProblem } from './held-problem.ts';

/** Kinds that say how much at most; what a held action uses of the others cannot be told without the contacts it left out. */
const ceilings: ReadonlySet<ConstraintKind> = new Set(['capacity', 'rep_capacity', 'budget', 'frequency', 'blackout']);

const problemOf = (rules: PlanningRules, held: readonly Held[]): HeldProblem =>
  addHeld(
    { format: 'omnivor.allocation/1', name: 'held', horizon: rules.horizon, channels: rules.channels, contacts: { ids: [], value: [], segment: [], territory: [], rep: [], response: {} }, constraints: rules.constraints, objective: rules.objective },
    held,
  );

/** Used of every limit by what is held in the horizon: actions counted, money as it stands in the ledger. O(rules · held actions). */
export function countHeldUsage(rules: PlanningRules, held: readonly Held[]): UsageCount[] {
  const { problem, entries, moneyIn } = problemOf(rules, held);
  const view = viewPlan(problem, entries);
  return rules.constraints
    .filter((rule) => ceilings.has(rule.kind))
    .flatMap((rule) => (rule.kind === 'budget' ? [{ constraint: rule.id, used: sumMoney(moneyIn(rule)), limit: rule.max }] : countRule(rule, view).usage));
}

/** How fast each budget is committed and spent by what is held. */
export function followBudgets(rules: PlanningRules, held: readonly Held[]): (Burn & { readonly constraint: string; readonly limit: number })[] {
  const { moneyIn } = problemOf(rules, held);
  return rules.constraints.flatMap((rule) => (rule.kind === 'budget' ? [{ constraint: rule.id, limit: rule.max, ...followBudget(moneyIn(rule), rule.max) }] : []));
}
