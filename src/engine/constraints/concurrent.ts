import type { z } from 'zod';
import { formatDay } from '../base/day.ts';
import type { ConcurrentConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import { NO_BREACH, type RuleMeter } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope } from './scope.ts';
import { countOf, formatNumber } from './words.ts';

type ConcurrentRule = z.infer<typeof ConcurrentConstraint>;

/**
 * Period per start day of an action, and the period's name, for the days on which every `length`-th run of days ends:
 * an action is in progress on the day of its period's name. −1 where that day lies behind the horizon.
 */
function cutRuns(lastOfFirst: number, length: number, { days, startDay }: Pick<ProblemFrame, 'days' | 'startDay'>): { periodOf: Int32Array; names: string[] } {
  const names: string[] = [];
  for (let last = lastOfFirst; last < days; last += length) names.push(formatDay(startDay + last));
  const periodOf = Int32Array.from({ length: days }, (_, day) => {
    const period = Math.ceil((day - lastOfFirst) / length);
    return day <= lastOfFirst - length || period >= names.length ? -1 : period;
  });
  return { periodOf, names };
}

/** Counts the actions in progress per day. */
function openConcurrent(rule: ConcurrentRule, ground: PlanGround): RuleMeter {
  const scope = createScope(ground, rule);
  const { days, startDay } = ground;
  const used = new Int32Array(days);
  const planned = new Int32Array(days);
  const countIn = (action: PlacedAction, amount: number, counts: Int32Array): void => {
    if (!scope.covers(action)) return;
    for (let day = Math.max(0, action.day); day < Math.min(days, action.day + rule.durationDays); day += 1) counts[day]! += amount;
  };
  const describe = (count: number, day: number): string => `${rule.id}: ${count} of ${formatNumber(rule.max)} in progress on ${formatDay(startDay + day)}`;
  return {
    hold: (held) => countIn(held, held.actions, used),
    add(action) {
      countIn(action, 1, used);
      countIn(action, 1, planned);
    },
    mayBreak: (channel, day) => scope.coversChannel(channel) && scope.coversDay(day),
    judge(action) {
      if (!scope.covers(action)) return NO_BREACH;
      let fullest = -1;
      for (let day = Math.max(0, action.day); day < Math.min(days, action.day + rule.durationDays); day += 1) if (fullest < 0 || used[day]! > used[fullest]!) fullest = day;
      const present = fullest < 0 ? 0 : used[fullest]!;
      if (fullest < 0 || present + 1 <= rule.max) return NO_BREACH;
      return [{ limit: rule.max, used: present, wouldBe: present + 1, period: formatDay(startDay + fullest), words: () => describe(present + 1, fullest) }];
    },
    count: () => ({
      usage: Array.from(used, (count, day) => ({ constraint: rule.id, period: formatDay(startDay + day), used: count, limit: rule.max })),
      violations: Array.from(used).flatMap((count, day) => (count > rule.max && planned[day]! > 0 ? [describe(count, day)] : [])),
    }),
  };
}

/** At most `max` actions in scope are in progress on any day, each for `durationDays` days from its own. */
export const concurrent: ConstraintRule<ConcurrentRule> = {
  kind: 'concurrent',
  open: openConcurrent,
  /**
   * One limit per day on which a full run of `durationDays` start days ends; runs that the horizon's start cuts lie inside
   * the first full one, and those its end cuts inside the last. Each part holds the runs that do not overlap.
   */
  compile(rule, frame) {
    const scope = createScope(frame, rule);
    const length = Math.min(rule.durationDays, frame.days);
    const weights = new Float64Array(frame.problem.channels.length).fill(1);
    return Array.from({ length: Math.min(length, frame.days - length + 1) }, (_, offset) => {
      const { periodOf, names } = cutRuns(length - 1 + offset, length, frame);
      const inScope = periodOf.map((period, day) => (scope.coversDay(day) ? period : -1));
      return { type: 'limit' as const, rule: rule.id, scope, sense: 'atMost' as const, limit: rule.max, weights, periodOf: inScope, periodNames: names, isPerRep: false, countsMoney: false };
    });
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} in progress, ${countOf(rule.durationDays, 'day')} each`,
};
