import type { z } from 'zod';
import type { SequenceConstraint } from '../model/constraint.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { PlacedAction, PlanView } from './plan-view.ts';
import type { NeedPart } from './rule-part.ts';
import { createScope } from './scope.ts';
import { channelId, countOf, nameAction } from './words.ts';

type SequenceRule = z.infer<typeof SequenceConstraint>;

function readNeed(rule: SequenceRule, problem: AllocationProblem): NeedPart {
  const channelAt = (id: string): number => problem.channels.findIndex((channel) => channel.id === id);
  const [first, then] = [channelAt(rule.first), channelAt(rule.then)];
  const shared = { type: 'need' as const, rule: rule.id, scope: createScope(problem, rule) };
  return rule.need === 'precede'
    ? { ...shared, channel: then, partner: first, firstOffset: 0 - rule.withinDays, lastOffset: 0, countsPast: true }
    : { ...shared, channel: first, partner: then, firstOffset: 0, lastOffset: rule.withinDays, countsPast: false };
}

/** True where the contact has the partner an action needs, in the plan or (for what must precede) before it. */
function hasPartner(view: PlanView, need: NeedPart, action: PlacedAction): boolean {
  const isPartner = (channel: number, day: number): boolean => channel === need.partner && day - action.day >= need.firstOffset && day - action.day <= need.lastOffset;
  if ((view.byContact.get(action.contact) ?? []).some((other) => other.day >= 0 && other.day < view.problem.horizon.days && isPartner(other.channel, other.day))) return true;
  if (!need.countsPast) return false;
  const { start, channel, day } = view.past;
  for (let at = start[action.contact]!; at < start[action.contact + 1]!; at += 1) if (isPartner(channel[at]!, day[at]!)) return true;
  return false;
}

/**
 * One channel after another on a contact: what follows needs what precedes it, or what precedes needs what follows it,
 * within so many days. Scope and dates say which actions need a partner; the partner may stand on any day of the
 * horizon, and what must precede also before it.
 */
export const sequence: ConstraintRule<SequenceRule> = {
  kind: 'sequence',
  count(rule, view) {
    const need = readNeed(rule, view.problem);
    const lacking = view.actions.filter((action) => action.channel === need.channel && need.scope.covers(action) && !hasPartner(view, need, action));
    const words = `has no ${channelId(view, need.partner)} in the ${countOf(rule.withinDays, 'day')} ${rule.need === 'precede' ? 'before' : 'after'}`;
    return { usage: [{ constraint: rule.id, used: lacking.length, limit: 0 }], violations: lacking.map((action) => `${rule.id}: ${nameAction(view, action)} ${words}`) };
  },
  compile: (rule, frame) => [readNeed(rule, frame.problem)],
  describe(rule) {
    const within = `within ${countOf(rule.withinDays, 'day')}`;
    return rule.need === 'precede' ? `${rule.id}: ${rule.then} only after ${rule.first} ${within}` : `${rule.id}: ${rule.first} only with ${rule.then} ${within} after it`;
  },
};
