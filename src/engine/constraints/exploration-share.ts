import { createTargetMeter } from './block-meter.ts';
import { MONEY_TOLERANCE } from './budget.ts';
import type { StandingRule } from './constraint-rule.ts';
import type { RuleCount } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import { formatNumber } from './words.ts';

function countShare({ problem }: PlanGround, actions: readonly PlacedAction[]): RuleCount {
  const { explorationShare: share } = problem.objective;
  let cost = 0;
  let explored = 0;
  let flagged = 0;
  for (const action of actions) {
    const unitCost = problem.channels[action.channel]?.unitCost ?? 0;
    cost += unitCost;
    if (action.exploration) explored += unitCost;
    if (action.exploration) flagged += 1;
  }
  if (share === undefined) return { usage: [], violations: flagged === 0 ? [] : [`exploration-share: ${flagged} actions flagged, no share given`] };
  if (explored <= share * cost + MONEY_TOLERANCE) return { usage: [], violations: [] };
  return { usage: [], violations: [`exploration-share: ${formatNumber(explored)} of ${formatNumber(cost)} spent on exploration, at most ${formatNumber(100 * share)}%`] };
}

/** Actions flagged as exploration cost at most `explorationShare` of the plan; none are flagged where no share is given. */
export const explorationShare: StandingRule = {
  id: 'exploration-share',
  open: (ground) => createTargetMeter((actions) => countShare(ground, actions)),
};
