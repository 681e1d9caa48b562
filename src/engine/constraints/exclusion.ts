import type { z } from 'zod';
import { parseDay } from '../base/day.ts';
import type { ExclusionConstraint } from '../model/constraint.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { ClashPart } from './rule-part.ts';
import { startDayOf } from './plan-view.ts';
import { createScope } from './scope.ts';
import { channelId, countOf, nameAction } from './words.ts';

type ExclusionRule = z.infer<typeof ExclusionConstraint>;

function readClash(rule: ExclusionRule, problem: AllocationProblem): ClashPart {
  const channelAt = (id: string): number => problem.channels.findIndex((channel) => channel.id === id);
  return {
    type: 'clash',
    rule: rule.id,
    scope: createScope(problem, rule),
    first: channelAt(rule.first),
    second: channelAt(rule.second),
    withinDays: rule.withinDays,
    pastFrom: rule.from == null ? -Infinity : (parseDay(rule.from) ?? Infinity) - startDayOf(problem),
  };
}

/** Never both channels on one contact within so many days; earlier touches count, from the rule's first date on where it has one. */
export const exclusion: ConstraintRule<ExclusionRule> = {
  kind: 'exclusion',
  count(rule, view) {
    const { scope, first, second, withinDays, pastFrom } = readClash(rule, view.problem);
    const { start, channel, day } = view.past;
    const violations: string[] = [];
    for (const [contact, actions] of view.byContact) {
      const mine = actions.filter((action) => (action.channel === first || action.channel === second) && scope.covers(action));
      for (const [at, action] of mine.entries()) {
        const other = action.channel === first ? second : first;
        const isNear = (otherChannel: number, otherDay: number): boolean => otherChannel === other && Math.abs(otherDay - action.day) <= withinDays;
        let clashes = mine.slice(at + 1).filter((later) => isNear(later.channel, later.day)).length;
        for (let past = start[contact]!; past < start[contact + 1]!; past += 1) {
          if (day[past]! >= pastFrom && scope.coversChannel(other) && isNear(channel[past]!, day[past]!)) clashes += 1;
        }
        for (let clash = 0; clash < clashes; clash += 1) violations.push(`${rule.id}: ${nameAction(view, action)} has ${channelId(view, other)} within ${countOf(withinDays, 'day')}`);
      }
    }
    return { usage: [{ constraint: rule.id, used: violations.length, limit: 0 }], violations };
  },
  compile(rule, frame) {
    const clash = readClash(rule, frame.problem);
    return clash.scope.coversChannel(clash.first) && clash.scope.coversChannel(clash.second) ? [clash] : [];
  },
  describe: (rule) => `${rule.id}: no ${rule.first} and ${rule.second} on one contact ${rule.withinDays === 0 ? 'on the same day' : `within ${countOf(rule.withinDays, 'day')}`}`,
};
