import type { StandingRule } from './constraint-rule.ts';
import { nameAction } from './words.ts';

/** Actions lie inside the horizon and name contacts and channels of the problem. */
export const horizon: StandingRule = {
  id: 'horizon',
  findViolations(view) {
    const outside = view.actions.filter((action) => action.day < 0 || action.day >= view.problem.horizon.days);
    return [...outside.map((action) => `horizon: ${nameAction(view, action)} lies outside`), ...view.strangers.map((name) => `horizon: ${name} is not of this problem`)];
  },
};
