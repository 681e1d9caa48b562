import type { z } from 'zod';
import { parseDay } from '../base/day.ts';
import type { ExclusionConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { NO_BREACH, type RuleMeter } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import type { ClashPart } from './rule-part.ts';
import { createScope } from './scope.ts';
import { Slots } from './slots.ts';
import { channelId, countOf, nameAction } from './words.ts';

type ExclusionRule = z.infer<typeof ExclusionConstraint>;

function readClash(rule: ExclusionRule, frame: ProblemFrame): ClashPart {
  const { problem, startDay } = frame;
  const channelAt = (id: string): number => problem.channels.findIndex((channel) => channel.id === id);
  return {
    type: 'clash',
    rule: rule.id,
    scope: createScope(frame, rule),
    first: channelAt(rule.first),
    second: channelAt(rule.second),
    withinDays: rule.withinDays,
    pastFrom: rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDay,
  };
}

/** Actions of one contact that the rule speaks of. */
interface ContactActions {
  readonly held: PlacedAction[];
  readonly planned: PlacedAction[];
}

const NONE: ContactActions = { held: [], planned: [] };

/** Counts the pairs of actions that stand too near each other, one of them planned. */
function openExclusion(rule: ExclusionRule, ground: PlanGround): RuleMeter {
  const { scope, first, second, withinDays, pastFrom } = readClash(rule, ground);
  const { start, channel: pastChannel, day: pastDay } = ground.past;
  const actionsOf = new Slots<ContactActions>(ground.problem.contacts.ids.length, () => ({ held: [], planned: [] }));
  let used = 0;
  const isMine = (action: PlacedAction): boolean => (action.channel === first || action.channel === second) && scope.covers(action);
  const otherOf = (action: PlacedAction): number => (action.channel === first ? second : first);
  const countNear = (action: PlacedAction, others: readonly PlacedAction[]): number => {
    let count = 0;
    for (const { channel, day } of others) if (channel === otherOf(action) && Math.abs(day - action.day) <= withinDays) count += 1;
    return count;
  };
  const countPast = (action: PlacedAction): number => {
    const other = otherOf(action);
    if (!scope.coversChannel(other) || !scope.coversContact(action.contact)) return 0;
    let count = 0;
    for (let at = start[action.contact]!; at < start[action.contact + 1]!; at += 1) {
      if (pastChannel[at] === other && pastDay[at]! >= pastFrom && Math.abs(pastDay[at]! - action.day) <= withinDays && scope.coversRepOn(action.contact, pastDay[at]!)) count += 1;
    }
    return count;
  };
  const countClashes = (action: PlacedAction): number => {
    const { held, planned } = actionsOf.peek(action.contact) ?? NONE;
    return countNear(action, planned) + countNear(action, held) + countPast(action);
  };
  const describe = (action: PlacedAction): string => `${rule.id}: ${nameAction(ground, action)} has ${channelId(ground, otherOf(action))} within ${countOf(withinDays, 'day')}`;
  return {
    hold(held) {
      if (held.actions > 0 && isMine(held)) actionsOf.open(held.contact).held.push(held);
    },
    add(action) {
      if (!isMine(action)) return;
      used += countClashes(action);
      actionsOf.open(action.contact).planned.push(action);
    },
    mayBreak: (channel, day) => (channel === first || channel === second) && scope.coversChannel(channel) && scope.coversDay(day),
    judge(action) {
      if (!isMine(action)) return NO_BREACH;
      const clashes = countClashes(action);
      return clashes === 0 ? NO_BREACH : [{ limit: 0, used, wouldBe: used + clashes, words: () => describe(action) }];
    },
    count() {
      const violations: string[] = [];
      for (const [, { held, planned }] of actionsOf.entries()) {
        const sorted = planned.toSorted((one, other) => one.day - other.day);
        for (const [at, action] of sorted.entries()) {
          const clashes = countNear(action, sorted.slice(at + 1)) + countNear(action, held) + countPast(action);
          for (let clash = 0; clash < clashes; clash += 1) violations.push(describe(action));
        }
      }
      return { usage: [{ constraint: rule.id, used: violations.length, limit: 0 }], violations };
    },
  };
}

/** Never both channels on one contact within so many days; earlier touches count, from the rule's first date on where it has one. */
export const exclusion: ConstraintRule<ExclusionRule> = {
  kind: 'exclusion',
  open: openExclusion,
  compile(rule, frame) {
    const clash = readClash(rule, frame);
    return clash.scope.coversChannel(clash.first) && clash.scope.coversChannel(clash.second) ? [clash] : [];
  },
  describe: (rule) => `${rule.id}: no ${rule.first} and ${rule.second} on one contact ${rule.withinDays === 0 ? 'on the same day' : `within ${countOf(rule.withinDays, 'day')}`}`,
};
