import { createBlockMeter } from './block-meter.ts';
import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** Actions lie inside the horizon. */
export const horizon: StandingRule = {
  id: 'horizon',
  open(ground) {
    const isOutside = (day: number): boolean => day < 0 || day >= ground.days;
    return createBlockMeter({
      id: 'horizon',
      isForbidden: ({ day }) => isOutside(day),
      mayForbid: (_channel, day) => isOutside(day),
      describe: (action) => `horizon: ${nameAction(ground, action)} lies outside`,
    });
  },
};
