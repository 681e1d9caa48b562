import type { z } from 'zod';
import { markWindowDays } from '../calendar/compliance-window.ts';
import type { BlackoutConstraint, BlackoutWindow } from '../model/constraint.ts';
import { createBlockMeter, createTargetMeter } from './block-meter.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { RuleMeter } from './meter.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope, type RuleScope } from './scope.ts';
import { nameAction } from './words.ts';

type BlackoutRule = z.infer<typeof BlackoutConstraint>;

const sentences: { readonly [Window in BlackoutWindow]: string } = { blackout: 'no action', restricted: 'restricted', preferred: 'preferred' };

/** The rule's scope on the days its window holds: from its first date to its last, or whenever these recur in the horizon. */
export function createWindowScope(rule: BlackoutRule, frame: ProblemFrame): RuleScope {
  if (rule.recurrence === undefined) return createScope(frame, rule);
  const marks = markWindowDays({ ...rule, name: rule.id }, frame.startDay, frame.days);
  if (!marks.ok) throw new RangeError(marks.fault.message);
  const onAnyDay = createScope(frame, { ...rule, from: null, to: null });
  const coversDay = (day: number): boolean => marks.value[day] === 1;
  return { ...onAnyDay, coversDay, covers: (action) => coversDay(action.day) && onAnyDay.covers(action) };
}

/** How many of the actions in scope stand on the preferred days; never broken. */
function openPreferred(rule: BlackoutRule, ground: PlanGround): RuleMeter {
  const scope = createWindowScope(rule, ground);
  const onAnyDay = createScope(ground, { ...rule, from: null, to: null });
  return createTargetMeter((actions) => {
    const used = actions.filter((action) => scope.covers(action)).length;
    return { usage: [{ constraint: rule.id, used, limit: actions.filter((action) => onAnyDay.covers(action)).length }], violations: [] };
  });
}

/**
 * Days from one date to another, both included, once or recurring: without actions (blackout), with every action on them reported
 * (restricted), or rather used than others (preferred: `used` of all actions in scope stand on them).
 */
export const blackout: ConstraintRule<BlackoutRule> = {
  kind: 'blackout',
  open(rule, ground) {
    const scope = createWindowScope(rule, ground);
    if (rule.window === 'preferred') return openPreferred(rule, ground);
    const words = rule.window === 'restricted' ? 'stands on a restricted day' : 'is blacked out';
    return createBlockMeter({
      id: rule.id,
      isForbidden: (action) => scope.covers(action),
      mayForbid: (channel, day) => scope.coversChannel(channel) && scope.coversDay(day),
      describe: (action) => `${rule.id}: ${nameAction(ground, action)} ${words}`,
    });
  },
  compile(rule, frame) {
    if (rule.window === 'restricted') return [];
    return [{ type: rule.window === 'preferred' ? 'prefer' : 'block', rule: rule.id, scope: createWindowScope(rule, frame) }];
  },
  describe: (rule) => `${rule.id}: ${sentences[rule.window ?? 'blackout']} from ${rule.from} to ${rule.to}${rule.recurrence === undefined ? '' : `, ${rule.recurrence}`}`,
};
