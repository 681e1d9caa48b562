import { createTargetMeter } from './block-meter.ts';
import { MONEY_TOLERANCE } from './budget.ts';
import type { StandingRule } from './constraint-rule.ts';
import type { RuleCount } from './meter.ts';
import type { PlacedAction } from './placed-action.ts';
import type { PlanGround } from './plan-view.ts';
import { formatNumber, nameAction, nameKey } from './words.ts';

/** Fixed actions that explore use up the share; only what explores beside them can pass it. */
function countShare(ground: PlanGround, pinned: ReadonlySet<string>, actions: readonly PlacedAction[]): RuleCount {
  const { problem } = ground;
  const { explorationShare: share } = problem.objective;
  let cost = 0;
  let explored = 0;
  let flagged = 0;
  for (const action of actions) {
    const unitCost = problem.channels[action.channel]?.unitCost ?? 0;
    cost += unitCost;
    if (action.exploration) explored += unitCost;
    if (action.exploration && !pinned.has(nameAction(ground, action))) flagged += 1;
  }
  if (flagged === 0) return { usage: [], violations: [] };
  if (share === undefined) return { usage: [], violations: [`exploration-share: ${flagged} actions flagged, no share given`] };
  if (explored <= share * cost + MONEY_TOLERANCE) return { usage: [], violations: [] };
  return { usage: [], violations: [`exploration-share: ${formatNumber(explored)} of ${formatNumber(cost)} spent on exploration, at most ${formatNumber(100 * share)}%`] };
}

/** Actions flagged as exploration cost at most `explorationShare` of the plan, and none are flagged where no share is given, beside those fixed as such. */
export const explorationShare: StandingRule = {
  id: 'exploration-share',
  open(ground) {
    const pinned = new Set((ground.problem.fixed ?? []).flatMap((pin) => (pin.exploration === true ? [nameKey(pin)] : [])));
    return createTargetMeter((actions) => countShare(ground, pinned, actions));
  },
};
