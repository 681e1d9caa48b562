import { parseDay, type DayNumber } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import type { Constraint } from '../model/constraint.ts';
import { createWindowScope } from './blackout.ts';
import { createPeriodTable } from './period.ts';
import { createFrame, type ProblemFrame } from './problem-frame.ts';
import { createDaysOffScope } from './rep-calendar.ts';
import { createScope, type RuleScope } from './scope.ts';

/** Which actions a line of usage counts: by these channels, on these contacts, on these days; null = all. */
export interface CountedActions {
  readonly channels: readonly string[] | null;
  readonly contacts: readonly string[] | null;
  /** By these reps of the day; null also where reps never change, because then `contacts` says it. */
  readonly reps: readonly string[] | null;
  /** For these campaigns. */
  readonly campaigns: readonly string[] | null;
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

/** Tells of days of the horizon whether an action on them counts in a period named as `RuleUsage.period` is. */
function createPeriodTest(rule: Constraint, period: string | undefined, scope: RuleScope, frame: ProblemFrame): (day: number) => boolean {
  if (period === undefined) return () => true;
  switch (rule.kind) {
    case 'capacity':
    case 'rep_capacity':
    case 'budget': {
      const { periodOf, names } = createPeriodTable(rule, scope, frame);
      const at = names.indexOf(period);
      return (day) => periodOf[day] === at;
    }
    case 'concurrent': {
      // In progress on the named day are the actions that began on it or up to durationDays − 1 days before.
      const last = (parseDay(period) ?? -Infinity) - frame.startDay;
      return (day) => day <= last && day > last - rule.durationDays;
    }
    default:
      return () => true;
  }
}

/** The contacts, channels and days a rule counts. */
function scopeOf(rule: Constraint, frame: ProblemFrame): RuleScope {
  if (rule.kind === 'rep_calendar') return createDaysOffScope(frame, rule);
  return rule.kind === 'blackout' ? createWindowScope(rule, frame) : createScope(frame, rule);
}

/**
 * Finds what stands behind a line of usage, so that its number can open its rows. Windows, exclusions and sequences count
 * each contact by itself: theirs are the actions such a count looks at. O(days + contacts).
 */
export function findCounted(rule: Constraint, period: string | undefined, problem: AllocationProblem): CountedActions {
  const frame = createFrame(problem);
  const scope = scopeOf(rule, frame);
  const countsIn = createPeriodTest(rule, period, scope, frame);
  const days: DayNumber[] = [];
  for (let day = 0; day < frame.days; day += 1) if (scope.coversDay(day) && countsIn(day)) days.push(frame.startDay + day);
  return { channels: listChannels(rule), contacts: scope.coversAllContacts ? null : problem.contacts.ids.filter((_, at) => scope.coversContact(at)), reps: scope.changesByDay ? (rule.reps ?? null) : null, campaigns: rule.campaigns ?? null, days };
}
