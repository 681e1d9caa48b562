import type { z } from 'zod';
import type { BlackoutConstraint, BlackoutWindow } from '../model/constraint.ts';
import { createBlockMeter, createTargetMeter } from './block-meter.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { RuleMeter } from './meter.ts';
import type { PlanGround } from './plan-view.ts';
import { createScope } from './scope.ts';
import { nameAction } from './words.ts';

type BlackoutRule = z.infer<typeof BlackoutConstraint>;

const sentences: { readonly [Window in BlackoutWindow]: string } = { blackout: 'no action', restricted: 'restricted', preferred: 'preferred' };

/** How many of the actions in scope stand on the preferred days; never broken. */
function openPreferred(rule: BlackoutRule, ground: PlanGround): RuleMeter {
  const scope = createScope(ground.problem, rule);
  const onAnyDay = createScope(ground.problem, { ...rule, from: null, to: null });
  return createTargetMeter((actions) => {
    const used = actions.filter((action) => scope.covers(action)).length;
    return { usage: [{ constraint: rule.id, used, limit: actions.filter((action) => onAnyDay.covers(action)).length }], violations: [] };
  });
}

/**
 * Days from one date to another, both included: without actions (blackout), with every action on them reported
 * (restricted), or rather used than others (preferred: `used` of all actions in scope stand on them).
 */
export const blackout: ConstraintRule<BlackoutRule> = {
  kind: 'blackout',
  open(rule, ground) {
    const scope = createScope(ground.problem, rule);
    if (rule.window === 'preferred') return openPreferred(rule, ground);
    const words = rule.window === 'restricted' ? 'stands on a restricted day' : 'is blacked out';
    return createBlockMeter({ id: rule.id, isForbidden: (action) => scope.covers(action), describe: (action) => `${rule.id}: ${nameAction(ground, action)} ${words}` });
  },
  compile(rule, frame) {
    if (rule.window === 'restricted') return [];
    return [{ type: rule.window === 'preferred' ? 'prefer' : 'block', rule: rule.id, scope: createScope(frame.problem, rule) }];
  },
  describe: (rule) => `${rule.id}: ${sentences[rule.window ?? 'blackout']} from ${rule.from} to ${rule.to}`,
};
