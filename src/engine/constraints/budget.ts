import type { z } from 'zod';
import type { BudgetConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { sumPeriods, type PeriodSum } from './count-periods.ts';
import { createPeriodTable } from './period.ts';
import type { PlacedAction } from './plan-view.ts';
import { createScope } from './scope.ts';
import { formatNumber } from './words.ts';

/** Money may pass a budget by so much: unit costs such as 0.1 do not add up exactly. */
export const MONEY_TOLERANCE = 1e-6;

/** Σ unit cost of the actions in scope ≤ `max` per period, the whole horizon where none is given. */
export const budget: ConstraintRule<z.infer<typeof BudgetConstraint>> = {
  kind: 'budget',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const costOf = (action: PlacedAction): number => view.problem.channels[action.channel]?.unitCost ?? 0;
    // The horizon has its line even where none of its days is in scope.
    const whole: PeriodSum = { name: undefined, used: view.actions.reduce((sum, action) => (scope.covers(action) ? sum + costOf(action) : sum), 0) };
    const sums = (rule.per ?? 'horizon') === 'horizon' ? [whole] : sumPeriods(rule.per ?? 'horizon', view, scope, view.actions, costOf);
    return {
      usage: sums.map(({ name, used }) => ({ constraint: rule.id, ...(name === undefined ? {} : { period: name }), used, limit: rule.max })),
      violations: sums.flatMap(({ name, used }) => (used > rule.max + MONEY_TOLERANCE ? [`${rule.id}: ${formatNumber(used)} spent of ${formatNumber(rule.max)}${name === undefined ? '' : ` in ${name}`}`] : [])),
    };
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    const { periodOf, names } = createPeriodTable(rule.per ?? 'horizon', scope, frame);
    const weights = Float64Array.from(frame.problem.channels, (channel) => channel.unitCost);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, weights, periodOf, periodNames: names, isPerRep: false }];
  },
  describe: (rule) => `${rule.id}: at most ${formatNumber(rule.max)} spent${(rule.per ?? 'horizon') === 'horizon' ? '' : ` per ${rule.per}`}`,
};
