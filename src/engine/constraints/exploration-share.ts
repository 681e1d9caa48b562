import { MONEY_TOLERANCE } from './budget.ts';
import type { StandingRule } from './constraint-rule.ts';
import { formatNumber } from './words.ts';

/** Actions flagged as exploration cost at most `explorationShare` of the plan; none are flagged where no share is given. */
export const explorationShare: StandingRule = {
  id: 'exploration-share',
  findViolations(view) {
    const { explorationShare: share } = view.problem.objective;
    let cost = 0;
    let explored = 0;
    let flagged = 0;
    for (const action of view.actions) {
      const unitCost = view.problem.channels[action.channel]?.unitCost ?? 0;
      cost += unitCost;
      if (action.exploration) explored += unitCost;
      if (action.exploration) flagged += 1;
    }
    if (share === undefined) return flagged === 0 ? [] : [`exploration-share: ${flagged} actions flagged, no share given`];
    if (explored <= share * cost + MONEY_TOLERANCE) return [];
    return [`exploration-share: ${formatNumber(explored)} of ${formatNumber(cost)} spent on exploration, at most ${formatNumber(100 * share)}%`];
  },
};
