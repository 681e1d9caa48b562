import type { z } from 'zod';
import type { BudgetConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { HeldWeighing } from './held-weight.ts';
import { createPeriodTable, describePeriods, type Periods } from './period.ts';
import { createPeriodMeter } from './period-meter.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { formatNumber } from './words.ts';

/** Money may pass a budget by so much: unit costs such as 0.1 do not add up exactly. */
export const MONEY_TOLERANCE = 1e-6;

/** True where a budget is one for all its days. */
export const isWholeHorizon = ({ per = 'horizon', resets }: Periods): boolean => per === 'horizon' && resets === undefined;

type BudgetRule = z.infer<typeof BudgetConstraint>;

/** What actions and work held count of a budget: at its own costs, where it has none at the channel's unit cost and by the money that is held. */
export function weighCosts({ costs = {} }: Pick<BudgetRule, 'costs'>, channels: ProblemFrame['problem']['channels']): HeldWeighing {
  const own = new Map(Object.entries(costs));
  return {
    weights: Float64Array.from(channels, ({ id, unitCost }) => own.get(id) ?? unitCost),
    countsMoney: true,
    hasOwnCost: Uint8Array.from(channels, ({ id }) => (own.has(id) ? 1 : 0)),
  };
}

/** Σ cost of the actions in scope ≤ `max` per period, the whole horizon where none is given. */
export const budget: ConstraintRule<BudgetRule> = {
  kind: 'budget',
  open(rule, ground) {
    const scope = createScope(ground, rule);
    const isWhole = isWholeHorizon(rule);
    return createPeriodMeter(ground, {
      id: rule.id,
      max: rule.max,
      tolerance: MONEY_TOLERANCE,
      scope,
      // The horizon has its line even where none of its days is in scope.
      periods: isWhole ? { periodOf: new Int32Array(ground.days), names: [undefined] } : createPeriodTable(rule, scope, ground),
      ...weighCosts(rule, ground.problem.channels),
      isPerRep: false,
      describe: (used, { period }) => `${rule.id}: ${formatNumber(used)} spent of ${formatNumber(rule.max)}${period === undefined ? '' : ` in ${period}`}`,
    });
  },
  compile(rule, frame) {
    const scope = createScope(frame, rule);
    const { periodOf, names } = createPeriodTable(rule, scope, frame);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, ...weighCosts(rule, frame.problem.channels), periodOf, periodNames: names, isPerRep: false }];
  },
  describe(rule) {
    const own = Object.entries(rule.costs ?? {}).map(([channel, cost]) => `, ${channel} at ${formatNumber(cost)}`);
    return `${rule.id}: at most ${formatNumber(rule.max)} spent${isWholeHorizon(rule) ? '' : ` per ${describePeriods(rule)}`}${own.join('')}`;
  },
};
