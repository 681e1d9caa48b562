import type { z } from 'zod';
import type { SequenceConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { NO_BREACH, type RuleMeter } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { NeedPart } from './rule-part.ts';
import { createScope } from './scope.ts';
import { Slots } from './slots.ts';
import { channelId, countOf, nameAction } from './words.ts';

type SequenceRule = z.infer<typeof SequenceConstraint>;

function readNeed(rule: SequenceRule, frame: ProblemFrame): NeedPart {
  const channelAt = (id: string): number => frame.problem.channels.findIndex((channel) => channel.id === id);
  const [first, then] = [channelAt(rule.first), channelAt(rule.then)];
  const shared = { type: 'need' as const, rule: rule.id, scope: createScope(frame, rule) };
  return rule.need === 'precede'
    ? { ...shared, channel: then, partner: first, firstOffset: 0 - rule.withinDays, lastOffset: 0, countsPast: true }
    : { ...shared, channel: first, partner: then, firstOffset: 0, lastOffset: rule.withinDays, countsPast: false };
}

/** What a contact has: days of actions that can be partners, and actions that need one. */
interface ContactActions {
  readonly partnerDays: number[];
  readonly needy: PlacedAction[];
}

const NO_DAYS: readonly number[] = [];

/** Counts the actions that lack a partner. */
function openSequence(rule: SequenceRule, ground: PlanGround): RuleMeter {
  const need = readNeed(rule, ground);
  const { start, channel: pastChannel, day: pastDay } = ground.past;
  const needy: PlacedAction[] = [];
  const actionsOf = new Slots<ContactActions>(ground.problem.contacts.ids.length, () => ({ partnerDays: [], needy: [] }));
  let lacking = 0;
  const needs = (action: PlacedAction): boolean => action.channel === need.channel && need.scope.covers(action);
  const isNear = (action: PlacedAction, day: number): boolean => day - action.day >= need.firstOffset && day - action.day <= need.lastOffset;
  const hasPartner = (action: PlacedAction): boolean => {
    for (const day of actionsOf.peek(action.contact)?.partnerDays ?? NO_DAYS) if (isNear(action, day)) return true;
    if (!need.countsPast) return false;
    for (let at = start[action.contact]!; at < start[action.contact + 1]!; at += 1) if (pastChannel[at] === need.partner && isNear(action, pastDay[at]!)) return true;
    return false;
  };
  const countLacking = (contact: number): number => (actionsOf.peek(contact)?.needy ?? []).filter((action) => !hasPartner(action)).length;
  const offer = (action: PlacedAction): void => {
    if (action.channel === need.partner && action.day >= 0 && action.day < ground.days) actionsOf.open(action.contact).partnerDays.push(action.day);
  };
  const words = `has no ${channelId(ground, need.partner)} in the ${countOf(rule.withinDays, 'day')} ${rule.need === 'precede' ? 'before' : 'after'}`;
  const describe = (action: PlacedAction): string => `${rule.id}: ${nameAction(ground, action)} ${words}`;
  return {
    hold(held) {
      if (held.actions > 0) offer(held);
    },
    add(action) {
      const isNeedy = needs(action);
      if (!isNeedy && action.channel !== need.partner) return;
      lacking -= countLacking(action.contact);
      offer(action);
      if (isNeedy) {
        needy.push(action);
        actionsOf.open(action.contact).needy.push(action);
      }
      lacking += countLacking(action.contact);
    },
    mayBreak: (channel, day) => channel === need.channel && need.scope.coversChannel(channel) && need.scope.coversDay(day),
    judge: (action) => (needs(action) && !hasPartner(action) ? [{ limit: 0, used: lacking, wouldBe: lacking + 1, words: () => describe(action) }] : NO_BREACH),
    count: () => ({ usage: [{ constraint: rule.id, used: lacking, limit: 0 }], violations: needy.filter((action) => !hasPartner(action)).map(describe) }),
  };
}

/**
 * One channel after another on a contact: what follows needs what precedes it, or what precedes needs what follows it,
 * within so many days. Scope and dates say which actions need a partner; the partner may stand on any day of the
 * horizon, and what must precede also before it.
 */
export const sequence: ConstraintRule<SequenceRule> = {
  kind: 'sequence',
  open: openSequence,
  compile: (rule, frame) => [readNeed(rule, frame)],
  describe(rule) {
    const within = `within ${countOf(rule.withinDays, 'day')}`;
    return rule.need === 'precede' ? `${rule.id}: ${rule.then} only after ${rule.first} ${within}` : `${rule.id}: ${rule.first} only with ${rule.then} ${within} after it`;
  },
};
