import type { z } from 'zod';
import type { RepCapacityConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { countPeriods } from './count-periods.ts';
import { createPeriodTable } from './period.ts';
import type { PlacedAction } from './plan-view.ts';
import { createFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { countOf } from './words.ts';

/** At most `max` actions in scope per day, week, month or horizon for each rep. Contacts without reps belong to one nameless rep. */
export const repCapacity: ConstraintRule<z.infer<typeof RepCapacityConstraint>> = {
  kind: 'rep_capacity',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const { reps, repOf } = createFrame(view.problem);
    const actionsOf = reps.map((): PlacedAction[] => []);
    for (const action of view.actions) actionsOf[repOf[action.contact]!]!.push(action);
    const counts = reps.map((rep, at) => countPeriods(rule, view, { scope, actions: actionsOf[at]!, rep }));
    return { usage: counts.flatMap((count) => count.usage), violations: counts.flatMap((count) => count.violations) };
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    const { periodOf, names } = createPeriodTable(rule.per, scope, frame);
    const weights = new Float64Array(frame.problem.channels.length).fill(1);
    return [{ type: 'limit', rule: rule.id, scope, sense: 'atMost', limit: rule.max, weights, periodOf, periodNames: names, isPerRep: true }];
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per rep and ${rule.per}`,
};
