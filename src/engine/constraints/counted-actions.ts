import { parseDay, type DayNumber } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Constraint } from '../model/constraint.ts';
import { nameOfPeriod } from './period.ts';
import { startDayOf } from './plan-view.ts';
import { createDaysOffScope } from './rep-calendar.ts';
import { createScope } from './scope.ts';

/** Which actions a line of usage counts: by these channels, on these contacts, on these days; null = all. */
export interface CountedActions {
  readonly channels: readonly string[] | null;
  readonly contacts: readonly string[] | null;
  /** Days of the horizon, in order. */
  readonly days: readonly DayNumber[];
}

/** Channels whose actions a rule counts: those of its pair where it speaks of one. */
function listChannels(rule: Constraint): readonly string[] | null {
  const isIn = (channel: string): boolean => rule.channels == null || rule.channels.includes(channel);
  if (rule.kind === 'exclusion') return [rule.first, rule.second].filter(isIn);
  if (rule.kind === 'sequence') return [rule.need === 'precede' ? rule.then : rule.first].filter(isIn);
  return rule.channels ?? null;
}

/** True where an action of a day of the horizon counts in a period named as `RuleUsage.period` is. */
function countsIn(rule: Constraint, period: string | undefined, day: number, startDay: DayNumber): boolean {
  if (period === undefined) return true;
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
      return nameOfPeriod(rule.per, day, startDay) === period;
    case 'budget':
      return nameOfPeriod(rule.per ?? 'horizon', day, startDay) === period;
    case 'concurrent': {
      // In progress on the named day are the actions that began on it or up to durationDays − 1 days before.
      const last = (parseDay(period) ?? -Infinity) - startDay;
      return day <= last && day > last - rule.durationDays;
    }
    default:
      return true;
  }
}

/**
 * Finds what stands behind a line of usage, so that its number can open its rows. Windows, exclusions and sequences count
 * each contact by itself: theirs are the actions such a count looks at. O(days + contacts).
 */
export function findCounted(rule: Constraint, period: string | undefined, problem: AllocationProblem): CountedActions {
  const scope = rule.kind === 'rep_calendar' ? createDaysOffScope(problem, rule) : createScope(problem, rule);
  const startDay = startDayOf(problem);
  const days: DayNumber[] = [];
  for (let day = 0; day < problem.horizon.days; day += 1) if (scope.coversDay(day) && countsIn(rule, period, day, startDay)) days.push(startDay + day);
  return { channels: listChannels(rule), contacts: scope.coversAllContacts ? null : problem.contacts.ids.filter((_, at) => scope.coversContact(at)), days };
}
