/** Actions that took place, as columns of equal length. */
export interface ActionOutcomes {
  /** 1 where the action was flagged as exploration. */
  readonly isExploration: Uint8Array;
  /** 1 once the outcome is known or can no longer come. */
  readonly isJudged: Uint8Array;
  /** Reward of a judged action: its outcome's value, or 1 and 0. Not read before it is judged. */
  readonly reward: Float64Array;
  readonly cost: Float64Array;
  /** Variance of the pair's response before the action, and with its outcome. Not read before the action is judged. */
  readonly varianceBefore: Float64Array;
  readonly varianceAfter: Float64Array;
}

/** Sums over some actions; rewards and variances over the judged ones, cost over all. */
export interface OutcomeSums {
  readonly actions: number;
  readonly judged: number;
  readonly cost: number;
  readonly judgedCost: number;
  readonly reward: number;
  readonly varianceBefore: number;
  readonly varianceRemoved: number;
}

/** Explored actions beside the others, and what exploring taught and cost. */
export interface ExplorationLearning {
  readonly explored: OutcomeSums;
  readonly exploited: OutcomeSums;
  /** Share of the explored pairs' variance that their outcomes removed; 0 without judged ones. One outcome can also raise a variance. */
  readonly learned: number;
  /** Variance removed per judged action, explored ÷ exploited; null where either has none judged, or exploited removed nothing. */
  readonly gainRatio: number | null;
  /** Reward forgone: judged explored actions times the difference of mean rewards; below 0 where exploring earned more. Null where either has none judged. */
  readonly price: number | null;
}

/** Sums explored and other actions with their outcomes. Throws RangeError where columns differ in length. O(actions). */
export function summariseExploration(actions: ActionOutcomes): ExplorationLearning {
  for (const [name, column] of Object.entries(actions)) {
    if (column.length !== actions.isExploration.length) throw new RangeError(`${name} holds ${column.length} of ${actions.isExploration.length} actions`);
  }
  const explored = sumWhere(actions, 1);
  const exploited = sumWhere(actions, 0);
  const isComparable = explored.judged > 0 && exploited.judged > 0;
  const gain = explored.varianceRemoved / explored.judged;
  const otherGain = exploited.varianceRemoved / exploited.judged;
  return {
    explored,
    exploited,
    learned: explored.varianceBefore === 0 ? 0 : explored.varianceRemoved / explored.varianceBefore,
    gainRatio: isComparable && otherGain > 0 ? gain / otherGain : null,
    price: isComparable ? explored.judged * (exploited.reward / exploited.judged - explored.reward / explored.judged) : null,
  };
}

function sumWhere(actions: ActionOutcomes, isExploration: 0 | 1): OutcomeSums {
  const sums = { actions: 0, judged: 0, cost: 0, judgedCost: 0, reward: 0, varianceBefore: 0, varianceRemoved: 0 };
  actions.isExploration.forEach((flag, row) => {
    if (flag !== isExploration) return;
    sums.actions += 1;
    sums.cost += actions.cost[row]!;
    if (actions.isJudged[row] !== 1) return;
    sums.judged += 1;
    sums.judgedCost += actions.cost[row]!;
    sums.reward += actions.reward[row]!;
    sums.varianceBefore += actions.varianceBefore[row]!;
    sums.varianceRemoved += actions.varianceBefore[row]! - actions.varianceAfter[row]!;
  });
  return sums;
}

/**
 * Variance that one more yes-or-no outcome is expected to remove from a beta with this mean and variance v:
 * v²/(m·(1 − m)), the epistemic variance times its share of the total. 0 where the mean is 0 or 1.
 */
export function expectedVarianceRemoved(mean: number, variance: number): number {
  const total = mean * (1 - mean);
  return total === 0 ? 0 : (variance * variance) / total;
}
