import type { z } from 'zod';
import type { FrequencyConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { PlanView } from './plan-view.ts';
import { createScope, type RuleScope } from './scope.ts';
import { contactId, countOf } from './words.ts';

/** Days of earlier touches that count: last touch per channel in scope, and only for a rule that has no first date. */
function pastDays(rule: z.infer<typeof FrequencyConstraint>, view: PlanView, scope: RuleScope, contact: number): number[] {
  if (rule.from != null) return [];
  return view.problem.channels.flatMap((channel, at) => {
    const day = scope.coversChannel(at) ? view.problem.contacts.history?.[channel.id]?.[contact] : null;
    return day == null ? [] : [day];
  });
}

/** Largest number of touches in a window of `windowDays` that ends on a planned day. */
function fullestWindow(planned: readonly number[], past: readonly number[], windowDays: number): number {
  const touches = [...past, ...planned];
  return Math.max(0, ...planned.map((end) => touches.filter((day) => day <= end && end - day < windowDays).length));
}

/** Per contact at most `max` actions in scope in any `windowDays` days; earlier touches count unless the rule has a first date. */
export const frequency: ConstraintRule<z.infer<typeof FrequencyConstraint>> = {
  kind: 'frequency',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const violations: string[] = [];
    let used = 0;
    for (const [contact, actions] of view.byContact) {
      const planned = actions.filter((action) => scope.covers(action)).map((action) => action.day);
      if (planned.length === 0) continue;
      const touches = fullestWindow(planned, pastDays(rule, view, scope, contact), rule.windowDays);
      if (touches > rule.max) violations.push(`${rule.id}: ${contactId(view, contact)} has ${touches} of ${rule.max} in ${countOf(rule.windowDays, 'day')}`);
      used = Math.max(used, touches);
    }
    return { usage: [{ constraint: rule.id, used, limit: rule.max }], violations };
  },
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    return [{ type: 'window', rule: rule.id, scope, windowDays: rule.windowDays, max: rule.max, countsHistory: rule.from == null }];
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} per contact in ${countOf(rule.windowDays, 'day')}`,
};
