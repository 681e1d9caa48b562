import type { z } from 'zod';
import type { BlackoutConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { createScope } from './scope.ts';
import { nameAction } from './words.ts';

/** No action in scope from one date to another, both included. */
export const blackout: ConstraintRule<z.infer<typeof BlackoutConstraint>> = {
  kind: 'blackout',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const inside = view.actions.filter((action) => scope.covers(action));
    return { usage: [{ constraint: rule.id, used: inside.length, limit: 0 }], violations: inside.map((action) => `${rule.id}: ${nameAction(view, action)} is blacked out`) };
  },
  compile(rule, frame) {
    return [{ type: 'block', rule: rule.id, scope: createScope(frame.problem, rule) }];
  },
  describe: (rule) => `${rule.id}: no action from ${rule.from} to ${rule.to}`,
};
