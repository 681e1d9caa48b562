import { formatDay, parseDay } from '../base/day.ts';
import type { UsageCount } from '../constraints/constraint-rule.ts';
import { createPeriodTable } from '../constraints/period.ts';
import { countRule } from '../constraints/registry.ts';
import { startDayOf, viewPlan } from '../constraints/plan-view.ts';
import { createScope } from '../constraints/scope.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Constraint, ConstraintKind } from '../model/constraint.ts';
import type { PlanningRules } from '../model/rules.ts';
import { followBudget, type Burn, type DayMoney } from './budget-burn.ts';
import { addHeld, sumMoney, type Held, type HeldProblem } from './held-problem.ts';

/** Kinds that say how much at most; what a held action uses of the others cannot be told without the contacts it left out. */
const ceilings: ReadonlySet<ConstraintKind> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'blackout']);

type BudgetRule = Extract<Constraint, { kind: 'budget' }>;

/** The rules as a problem that knows no contacts. */
export const emptyProblem = ({ horizon, channels, constraints, objective }: PlanningRules): AllocationProblem => ({
  format: 'omnivor.allocation/1',
  name: 'held',
  horizon,
  channels,
  contacts: { ids: [], value: [], segment: [], territory: [], rep: [], response: {} },
  constraints,
  objective,
});

const problemOf = (rules: PlanningRules, held: readonly Held[]): HeldProblem => addHeld(emptyProblem(rules), held);

/** A period of a budget with the money that moved in it. */
interface BudgetPeriod {
  /** Name as in `RuleUsage.period`; undefined = the horizon. */
  readonly name: string | undefined;
  /** Last day of the period inside the horizon. */
  readonly to: string;
  readonly moved: readonly DayMoney[];
}

/** Sorts what a budget's scope moves into its periods, in order of time; the horizon is one where none is named. */
function splitBudget(rule: BudgetRule, { problem, moneyIn }: HeldProblem): BudgetPeriod[] {
  const { days } = problem.horizon;
  const startDay = startDayOf(problem);
  const moved = moneyIn(rule);
  const per = rule.per ?? 'horizon';
  if (per === 'horizon') return [{ name: undefined, to: formatDay(startDay + days - 1), moved }];
  const { periodOf, names } = createPeriodTable(per, createScope(problem, rule), { startDay, days });
  return names.map((name, period) => ({ name, to: formatDay(startDay + periodOf.lastIndexOf(period)), moved: moved.filter(({ date }) => periodOf[(parseDay(date) ?? -1) - startDay] === period) }));
}

const periodPart = (name: string | undefined): { readonly period?: string } => (name === undefined ? {} : { period: name });

/** Used of every limit by what is held in the horizon: actions counted, money as it stands in the ledger. O(rules · held actions). */
export function countHeldUsage(rules: PlanningRules, held: readonly Held[]): UsageCount[] {
  const known = problemOf(rules, held);
  const view = viewPlan(known.problem, known.entries);
  return rules.constraints
    .filter((rule) => ceilings.has(rule.kind))
    .flatMap((rule) => (rule.kind === 'budget' ? splitBudget(rule, known).map(({ name, moved }) => ({ constraint: rule.id, ...periodPart(name), used: sumMoney(moved), limit: rule.max })) : countRule(rule, view).usage));
}

/** How a budget runs in one of its periods. */
export interface HeldBurn extends Burn {
  readonly constraint: string;
  readonly period?: string;
  /** Last day of the period inside the horizon. */
  readonly to: string;
  readonly limit: number;
}

/** How fast each budget is committed and spent by what is held, period by period. */
export function followBudgets(rules: PlanningRules, held: readonly Held[]): HeldBurn[] {
  const known = problemOf(rules, held);
  return rules.constraints.flatMap((rule) => (rule.kind === 'budget' ? splitBudget(rule, known).map(({ name, to, moved }) => ({ constraint: rule.id, ...periodPart(name), to, limit: rule.max, ...followBudget(moved, rule.max) })) : []));
}
