import type { z } from 'zod';
import type { MinimumConstraint } from '../model/constraint.ts';
import { createTargetMeter } from './block-meter.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { createPeriodTable } from './period.ts';
import { createScope } from './scope.ts';
import { countOf } from './words.ts';

/** At least `min` actions in scope, those of others included. */
export const minimum: ConstraintRule<z.infer<typeof MinimumConstraint>> = {
  kind: 'minimum',
  open(rule, ground) {
    const scope = createScope(ground, rule);
    return createTargetMeter((actions, held) => {
      const used = actions.filter((action) => scope.covers(action)).length + held.reduce((sum, entry) => (scope.covers(entry) ? sum + entry.actions : sum), 0);
      return { usage: [{ constraint: rule.id, used, limit: rule.min }], violations: used < rule.min ? [`${rule.id}: ${countOf(used, 'action')} of ${rule.min} needed`] : [] };
    });
  },
  compile(rule, frame) {
    const scope = createScope(frame, rule);
    // One row even where the dates lie outside the horizon: a minimum nothing can fill is a conflict.
    const { periodOf } = createPeriodTable({}, scope, frame);
    const weights = new Float64Array(frame.problem.channels.length).fill(1);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atLeast', limit: rule.min, weights, periodOf, periodNames: [undefined], isPerRep: false, countsMoney: false }];
  },
  describe: (rule) => `${rule.id}: at least ${countOf(rule.min, 'action')}`,
};
