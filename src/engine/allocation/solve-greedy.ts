import { createRandom } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { listCandidates } from './candidates.ts';
import { priceCells } from './cell-prices.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { constructPlan, startWithPins } from './construct.ts';
import { lowerBound, type DualResult } from './dual-ascent.ts';
import type { HeuristicResult } from './heuristic-result.ts';
import { MoveBoard } from './move-board.ts';
import { takeActions } from './plan-actions.ts';
import { createPrices, type PriceVector } from './price-vector.ts';
import type { PlanState } from './plan-state.ts';
import type { Relaxation } from './relaxation.ts';
import { repairDeficit } from './repair.ts';

/** Rounds of pricing before a greedy plan is built. */
const GREEDY_ROUNDS = 140;
const FIRST_STEP = 0.5;

/** Prices what is scarce. A cancelled or late run gets the prices known until then. */
export function priceScarcity(relaxation: Relaxation, seed: number, control: RunControl, rounds = GREEDY_ROUNDS): DualResult {
  const { rowCount } = relaxation.compiled.limits;
  const prices = createPrices(rowCount, relaxation.compiled.covers.parts.length);
  const isStopped = (round: number, bound: number): boolean => {
    control.onProgress?.({ phase: 'prices', done: round, total: rounds, ...(Number.isFinite(bound) ? { bound } : {}) });
    return stopReason(control) !== null;
  };
  return lowerBound(relaxation, { rounds, seed, firstStep: FIRST_STEP, isStopped, start: prices });
}

/** Builds a plan at given prices; null where the fixed actions alone break a rule. */
export function buildPlan(compiled: CompiledProblem, prices: PriceVector, seed: number, control: RunControl): PlanState | null {
  const candidates = listCandidates(compiled, prices);
  const cellPrices = priceCells(compiled, prices.rows);
  let best: PlanState | null = null;
  for (const isRequiredFirst of [false, true]) {
    const state = startWithPins(compiled);
    if (state === null) return null;
    constructPlan(state, candidates, cellPrices, isRequiredFirst);
    if (state.deficit > 0) repairDeficit(new MoveBoard(state), cellPrices, createRandom(seed), control);
    if (best === null || state.deficit < best.deficit) best = state;
    if (best.deficit === 0) break;
  }
  return best;
}

/**
 * Greedy by value per scarce resource: capacities, reps' days, budgets, coverage and minimums are priced by a short
 * dual ascent, then every action is planned in order of gain less price. Null where the fixed actions alone break a
 * rule. O(rounds · relaxation + contacts · actions per contact · days · rules).
 */
export function solveGreedy(relaxation: Relaxation, seed: number, control: RunControl): HeuristicResult | null {
  const { compiled } = relaxation;
  const { prices, bound } = priceScarcity(relaxation, seed, control);
  const state = buildPlan(compiled, prices, seed, control);
  if (state === null) return null;
  control.onProgress?.({ phase: 'greedy', done: state.liveCount, total: state.liveCount, best: state.objective, ...(Number.isFinite(bound) ? { bound } : {}) });
  return { actions: takeActions(state), objective: state.objective, deficit: state.deficit, prices, bound, stop: stopReason(control) };
}
