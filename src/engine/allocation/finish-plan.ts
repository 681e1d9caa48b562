import { createRandom } from '../base/rng.ts';
import type { RunControl } from '../base/progress.ts';
import { balanceDays } from '../schedule/balance-days.ts';
import { priceCells } from './cell-prices.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { addExploration } from './explore.ts';
import { MoveBoard } from './move-board.ts';
import type { Plan } from '../model/plan.ts';
import { keepDays } from '../schedule/keep-days.ts';
import { locateActions, restoreState, takeActions, type PlanActions } from './plan-actions.ts';
import type { PriceVector } from './price-vector.ts';

/** A plan ready to be named: who, by which channel, on which day, and which first actions explore. */
export interface FinishedPlan {
  readonly actions: PlanActions;
  readonly isExplored: Uint8Array | null;
}

/** Adds exploration to a plan that has none yet. */
export function explorePlan(compiled: CompiledProblem, actions: PlanActions, prices: PriceVector, seed: number): FinishedPlan {
  const { explorationGain } = compiled;
  if (explorationGain === null) return { actions, isExplored: null };
  const board = new MoveBoard(restoreState(compiled, actions));
  const share = compiled.problem.objective.explorationShare ?? 0;
  const isExplored = addExploration(board, priceCells(compiled, prices.rows), share, explorationGain, createRandom(seed));
  return { actions: takeActions(board.state), isExplored };
}

/** Flags actions of a plan as exploration and leaves the plan itself as it is. */
export function flagExploration(compiled: CompiledProblem, actions: PlanActions): FinishedPlan {
  const { explorationGain } = compiled;
  if (explorationGain === null) return { actions, isExplored: null };
  const state = restoreState(compiled, actions);
  const planned = explorationGain.map((gain, pair) => (state.pairCount[pair]! > 0 ? gain : 0));
  const share = compiled.problem.objective.explorationShare ?? 0;
  return { actions, isExplored: addExploration(new MoveBoard(state), new Float64Array(0), share, planned, createRandom(0)) };
}

/** Spreads the actions of a plan evenly over the days, but for those that an earlier plan had on a day that still suits them; who gets what stays. */
export function schedulePlan(compiled: CompiledProblem, plan: FinishedPlan, control: RunControl, former?: Plan['actions']): FinishedPlan {
  const state = restoreState(compiled, plan.actions);
  balanceDays(state, control, former === undefined ? undefined : keepDays(state, locateActions(compiled, former)));
  return { actions: takeActions(state), isExplored: plan.isExplored };
}
