import type { z } from 'zod';
import type { BudgetConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { createPeriodTable } from './period.ts';
import { createScope } from './scope.ts';
import { formatNumber } from './words.ts';

/** Money may pass a budget by so much: unit costs such as 0.1 do not add up exactly. */
export const MONEY_TOLERANCE = 1e-6;

/** Σ unit cost of the actions in scope ≤ `max`. */
export const budget: ConstraintRule<z.infer<typeof BudgetConstraint>> = {
  kind: 'budget',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    let used = 0;
    for (const action of view.actions) if (scope.covers(action)) used += view.problem.channels[action.channel]?.unitCost ?? 0;
    const violations = used > rule.max + MONEY_TOLERANCE ? [`${rule.id}: ${formatNumber(used)} spent of ${formatNumber(rule.max)}`] : [];
    return { usage: [{ constraint: rule.id, used, limit: rule.max }], violations };
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    const { periodOf, names } = createPeriodTable('horizon', scope, frame);
    const weights = Float64Array.from(frame.problem.channels, (channel) => channel.unitCost);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, weights, periodOf, periodNames: names, isPerRep: false }];
  },
  describe: (rule) => `${rule.id}: at most ${formatNumber(rule.max)} spent`,
};
