import { isoWeekday } from '../base/day.ts';
import { createBlockMeter } from './block-meter.ts';
import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** Actions stand only on the weekdays of their channel. */
export const weekday: StandingRule = {
  id: 'weekday',
  open(ground) {
    const isDayOff = (channel: number, day: number): boolean => ground.problem.channels[channel]?.weekdays?.includes(isoWeekday(ground.startDay + day)) === false;
    return createBlockMeter({
      id: 'weekday',
      isForbidden: ({ channel, day }) => isDayOff(channel, day),
      mayForbid: isDayOff,
      describe: (action) => `weekday: ${nameAction(ground, action)} is not a day of the channel`,
    });
  },
};
