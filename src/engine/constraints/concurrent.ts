import type { z } from 'zod';
import { formatDay } from '../base/day.ts';
import type { ConcurrentConstraint } from '../model/constraint.ts';
import type { ConstraintRule } from './constraint-rule.ts';
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

/** At most `max` actions in scope are in progress on any day, each for `durationDays` days from its own. */
export const concurrent: ConstraintRule<ConcurrentRule> = {
  kind: 'concurrent',
  count(rule, view) {
    const scope = createScope(view.problem, rule);
    const { days } = view.problem.horizon;
    const used = new Int32Array(days);
    for (const action of view.actions) {
      if (!scope.covers(action)) continue;
      for (let day = Math.max(0, action.day); day < Math.min(days, action.day + rule.durationDays); day += 1) used[day]! += 1;
    }
    const named = Array.from(used, (count, day) => ({ count, date: formatDay(view.startDay + day) }));
    return {
      usage: named.map(({ count, date }) => ({ constraint: rule.id, period: date, used: count, limit: rule.max })),
      violations: named.flatMap(({ count, date }) => (count > rule.max ? [`${rule.id}: ${count} of ${formatNumber(rule.max)} in progress on ${date}`] : [])),
    };
  },
  /**
   * One limit per day on which a full run of `durationDays` start days ends; runs that the horizon's start cuts lie inside
   * the first full one, and those its end cuts inside the last. Each part holds the runs that do not overlap.
   */
  compile(rule, frame) {
    const scope = createScope(frame.problem, rule);
    const length = Math.min(rule.durationDays, frame.days);
    const weights = new Float64Array(frame.problem.channels.length).fill(1);
    return Array.from({ length: Math.min(length, frame.days - length + 1) }, (_, offset) => {
      const { periodOf, names } = cutRuns(length - 1 + offset, length, frame);
      const inScope = periodOf.map((period, day) => (scope.coversDay(day) ? period : -1));
      return { type: 'limit' as const, rule: rule.id, scope, sense: 'atMost' as const, limit: rule.max, weights, periodOf: inScope, periodNames: names, isPerRep: false };
    });
  },
  describe: (rule) => `${rule.id}: at most ${countOf(rule.max, 'action')} in progress, ${countOf(rule.durationDays, 'day')} each`,
};
