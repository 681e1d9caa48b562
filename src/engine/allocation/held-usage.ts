import { formatDay, parseDay } from '../base/day.ts';
import { isWholeHorizon, weighCosts } from '../constraints/budget.ts';
import { weighHeld, type HeldWeighing } from '../constraints/held-weight.ts';
import type { UsageCount } from '../constraints/meter.ts';
import { createPeriodTable } from '../constraints/period.ts';
import { readGround, type PlanGround } from '../constraints/plan-view.ts';
import { countRule } from '../constraints/registry.ts';
import { createScope } from '../constraints/scope.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { ConstraintKind } from '../model/constraint.ts';
import type { PlanningRules } from '../model/rules.ts';
import { followBudget, type Burn, type DayMoney } from './budget-burn.ts';
import { toHeldEntries, type Held } from './held-problem.ts';

/** Kinds that say how much at most; what a held action uses of the others cannot be told without the contacts it left out. */
const ceilings: ReadonlySet<ConstraintKind> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'contact_limit', 'pressure', 'blackout', 'rep_calendar']);

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

const readHeldGround = (rules: PlanningRules, held: readonly Held[]): PlanGround => readGround({ ...emptyProblem(rules), held: toHeldEntries(held, rules) });

/** Used of every limit by what is held in the horizon: actions counted, money as it stands in the ledger. O(rules · held actions). */
export function countHeldUsage(rules: PlanningRules, held: readonly Held[]): UsageCount[] {
  const ground = readHeldGround(rules, held);
  const asMoney = { ...ground, actions: [], strangers: [] };
  const asActions = { ...ground, held: [], actions: ground.held.flatMap((entry) => Array.from({ length: entry.actions }, () => entry)), strangers: [] };
  return rules.constraints.filter((rule) => ceilings.has(rule.kind)).flatMap((rule) => countRule(rule, rule.kind === 'budget' ? asMoney : asActions).usage);
}

/** How a budget runs in one of its periods. */
export interface HeldBurn extends Burn {
  readonly constraint: string;
  /** Name as in `RuleUsage.period`; absent = the horizon. */
  readonly period?: string;
  /** Last day of the period inside the horizon. */
  readonly to: string;
  readonly limit: number;
}

/** Money that a held row moves of a budget: its own, or its work at the budget's own cost; nothing where that is 0. */
function moneyOf({ date, actions, committed, spent, isDone }: Held, channel: number, weighing: HeldWeighing): DayMoney[] {
  const amount = committed + spent;
  const counted = weighHeld(weighing, { channel, actions, amount });
  if (counted === 0) return [];
  if (counted === amount) return [{ date, committed, spent }];
  return [isDone === true ? { date, committed: 0, spent: counted } : { date, committed: counted, spent: 0 }];
}

/** How fast each budget is committed and spent by what is held, period by period. O(budgets · (held + days)). */
export function followBudgets(rules: PlanningRules, held: readonly Held[]): HeldBurn[] {
  const { start, days } = rules.horizon;
  const known = new Set(rules.channels.map(({ id }) => id));
  const lastDate = formatDay((parseDay(start) ?? 0) + days - 1);
  const rows = held.filter(({ channel, date }) => known.has(channel) && date >= start && date <= lastDate);
  const ground = readHeldGround(rules, rows);
  const { startDay, held: placed } = ground;
  return rules.constraints.flatMap((rule): HeldBurn[] => {
    if (rule.kind !== 'budget') return [];
    const scope = createScope(ground, rule);
    const weighing = weighCosts(rule, ground.problem.channels);
    const moved = rows.flatMap((row, at): DayMoney[] => (scope.covers(placed[at]!) ? moneyOf(row, placed[at]!.channel, weighing) : []));
    const { id: constraint, max: limit } = rule;
    if (isWholeHorizon(rule)) return [{ constraint, to: lastDate, limit, ...followBudget(moved, limit) }];
    const { periodOf, names } = createPeriodTable(rule, scope, { startDay, days });
    const inPeriod = (at: number): DayMoney[] => moved.filter(({ date }) => periodOf[(parseDay(date) ?? -1) - startDay] === at);
    return names.map((name, at) => ({ constraint, ...(name === undefined ? {} : { period: name }), to: formatDay(startDay + periodOf.lastIndexOf(at)), limit, ...followBudget(inPeriod(at), limit) }));
  });
}
