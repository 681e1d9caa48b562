import { isoWeekday } from '../base/day.ts';
import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** Actions stand only on the weekdays of their channel. */
export const weekday: StandingRule = {
  id: 'weekday',
  findViolations(view) {
    return view.actions.flatMap((action) => {
      const weekdays = view.problem.channels[action.channel]?.weekdays;
      const isAllowed = weekdays === undefined || weekdays.includes(isoWeekday(view.startDay + action.day));
      return isAllowed ? [] : [`weekday: ${nameAction(view, action)} is not a day of the channel`];
    });
  },
};
