import { formatDay, parseDay } from '../base/day.ts';
import type { UsageCount } from '../constraints/meter.ts';
import { readGround, type PlanGround } from '../constraints/plan-view.ts';
import { countRule } from '../constraints/registry.ts';
import { createScope } from '../constraints/scope.ts';
import type { ConstraintKind } from '../model/constraint.ts';
import type { PlanningRules } from '../model/rules.ts';
import { followBudget, type Burn } from './budget-burn.ts';
import { toHeldEntries, type Held } from './held-problem.ts';

/** Kinds that say how much at most; what a held action uses of the others cannot be told without the contacts it left out. */
const ceilings: ReadonlySet<ConstraintKind> = new Set(['capacity', 'rep_capacity', 'concurrent', 'budget', 'frequency', 'contact_limit', 'pressure', 'blackout', 'rep_calendar']);

const readHeldGround = ({ horizon, channels, constraints, objective }: PlanningRules, held: readonly Held[]): PlanGround =>
  readGround({
    format: 'omnivor.allocation/1',
    name: 'held',
    horizon,
    channels,
    contacts: { ids: [], value: [], segment: [], territory: [], rep: [], response: {} },
    constraints,
    held: toHeldEntries(held, { channels }),
    objective,
  });

/** Used of every limit by what is held in the horizon: actions counted, money as it stands in the ledger. O(rules · held actions). */
export function countHeldUsage(rules: PlanningRules, held: readonly Held[]): UsageCount[] {
  const ground = readHeldGround(rules, held);
  const asMoney = { ...ground, actions: [], strangers: [] };
  const asActions = { ...ground, held: [], actions: ground.held.flatMap((entry) => Array.from({ length: entry.actions }, () => entry)), strangers: [] };
  return rules.constraints.filter((rule) => ceilings.has(rule.kind)).flatMap((rule) => countRule(rule, rule.kind === 'budget' ? asMoney : asActions).usage);
}

/** How fast each budget is committed and spent by what is held. */
export function followBudgets(rules: PlanningRules, held: readonly Held[]): (Burn & { readonly constraint: string; readonly limit: number })[] {
  const known = new Set(rules.channels.map(({ id }) => id));
  const lastDate = formatDay((parseDay(rules.horizon.start) ?? 0) + rules.horizon.days - 1);
  const rows = held.filter(({ channel, date }) => known.has(channel) && date >= rules.horizon.start && date <= lastDate);
  const { problem, held: placed } = readHeldGround(rules, rows);
  return rules.constraints.flatMap((rule) => {
    if (rule.kind !== 'budget') return [];
    const scope = createScope(problem, rule);
    const moved = rows.filter(({ committed, spent }, at) => committed + spent !== 0 && scope.covers(placed[at]!));
    return [{ constraint: rule.id, limit: rule.max, ...followBudget(moved, rule.max) }];
  });
}
