import type { z } from 'zod';
import { isoWeekday, parseDay } from '../base/day.ts';
import type { RepCalendarConstraint } from '../model/constraint.ts';
import { createBlockMeter } from './block-meter.ts';
import type { ConstraintRule } from './constraint-rule.ts';
import type { ProblemFrame } from './problem-frame.ts';
import { createScope, type RuleScope } from './scope.ts';
import { countOf, nameAction } from './words.ts';

type RepCalendarRule = z.infer<typeof RepCalendarConstraint>;

/** The rule's scope on the days nobody works. */
export function createDaysOffScope(frame: ProblemFrame, rule: RepCalendarRule): RuleScope {
  const scope = createScope(frame, rule);
  const { startDay } = frame;
  const daysOff = new Set((rule.daysOff ?? []).map((date) => parseDay(date)));
  const isOff = (day: number): boolean => daysOff.has(startDay + day) || (rule.weekdays !== undefined && !rule.weekdays.includes(isoWeekday(startDay + day)));
  return { ...scope, coversDay: (day) => scope.coversDay(day) && isOff(day), covers: (action) => scope.covers(action) && isOff(action.day) };
}

/** Actions of the reps in scope stand on working days only: on `weekdays`, and on none of `daysOff`. */
export const repCalendar: ConstraintRule<RepCalendarRule> = {
  kind: 'rep_calendar',
  open(rule, ground) {
    const daysOff = createDaysOffScope(ground, rule);
    return createBlockMeter({
      id: rule.id,
      isForbidden: (action) => daysOff.covers(action),
      mayForbid: (channel, day) => daysOff.coversChannel(channel) && daysOff.coversDay(day),
      describe: (action) => `${rule.id}: ${nameAction(ground, action)} is a day off`,
    });
  },
  compile(rule, frame) {
    return [{ type: 'block', rule: rule.id, scope: createDaysOffScope(frame, rule) }];
  },
  describe(rule) {
    const weekdays = rule.weekdays === undefined ? null : `weekdays ${rule.weekdays.join(', ')}`;
    const daysOff = rule.daysOff === undefined ? null : `not on ${countOf(rule.daysOff.length, 'day')} off`;
    return `${rule.id}: only ${[weekdays, daysOff].filter((words) => words !== null).join(', ')}`;
  },
};
