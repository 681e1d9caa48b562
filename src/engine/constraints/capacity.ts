import type { z } from 'zod';
import type { CapacityConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { countPeriods } from './count-periods.ts';
import { createPeriodTable } from './period.ts';
import { createScope } from './scope.ts';
import { countOf } from './words.ts';

/** At most `max` actions in scope per day, week, month or horizon. */
export const capacity: ConstraintRule<z.infer<typeof CapacityConstraint>> = {
  kind: 'capacity',
  count(rule, view) {
    return countPeriods(rule, view, { scope: createScope(view.problem, rule), actions: view.actions });
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    const { periodOf, names } = createPeriodTable(rule.per, scope, frame);
    const weights = new Float64Array(frame.problem.channels.length).fill(1);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, weights, periodOf, periodNames: names, isPerRep: false }];
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per ${rule.per}`,
};
