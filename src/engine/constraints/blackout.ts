import type { z } from 'zod';
import type { BlackoutConstraint, BlackoutWindow } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { createScope } from './scope.ts';
import { nameAction } from './words.ts';

const sentences: { readonly [Window in BlackoutWindow]: string } = { blackout: 'no action', restricted: 'restricted', preferred: 'preferred' };

/**
 * Days from one date to another, both included: without actions (blackout), with every action on them reported
 * (restricted), or rather used than others (preferred: `used` of all actions in scope stand on them).
 */
export const blackout: ConstraintRule<z.infer<typeof BlackoutConstraint>> = {
  kind: 'blackout',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const inside = view.actions.filter((action) => scope.covers(action));
    if (rule.window === 'preferred') {
      const onAnyDay = createScope(view.problem, { ...rule, from: null, to: null });
      const limit = view.actions.filter((action) => onAnyDay.covers(action)).length;
      return { usage: [{ constraint: rule.id, used: inside.length, limit }], violations: [] };
    }
    const words = rule.window === 'restricted' ? 'stands on a restricted day' : 'is blacked out';
    return { usage: [{ constraint: rule.id, used: inside.length, limit: 0 }], violations: inside.map((action) => `${rule.id}: ${nameAction(view, action)} ${words}`) };
  },
  compile(rule, frame) {
    if (rule.window === 'restricted') return [];
    return [{ type: rule.window === 'preferred' ? 'prefer' : 'block', rule: rule.id, scope: createScope(frame.problem, rule) }];
  },
  describe: (rule) => `${rule.id}: ${sentences[rule.window ?? 'blackout']} from ${rule.from} to ${rule.to}`,
};
