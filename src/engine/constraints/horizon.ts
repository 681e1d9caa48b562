import { createBlockMeter } from './block-meter.ts';
import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** Actions lie inside the horizon. */
export const horizon: StandingRule = {
  id: 'horizon',
  open: (ground) =>
    createBlockMeter({
      id: 'horizon',
      isForbidden: ({ day }) => day < 0 || day >= ground.days,
      describe: (action) => `horizon: ${nameAction(ground, action)} lies outside`,
    }),
};
