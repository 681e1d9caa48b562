import { createRandom } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { listCandidates } from './candidates.ts';
import { priceCells } from './cell-prices.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { constructPlan, startWithPins } from './construct.ts';
import { lowerBound, type DualResult } from './dual/lower-bound.ts';
import type { HeuristicResult } from './heuristic-result.ts';
import { MoveBoard } from './move-board.ts';
import { addPartners } from './partners.ts';
import { takeActions } from './plan-actions.ts';
import { createPrices, type PriceVector } from './price-vector.ts';
import type { PlanState } from './plan-state.ts';
import { evaluationSteps, type Relaxation } from './relaxation.ts';
import { buildPricedPlan } from './prices/build-plan.ts';
import { repairDeficit } from './repair.ts';
import { tightenBound } from './tighten-bound.ts';

/** How long prices are adjusted, and the first step as a share of the average gain. */
export interface Pricing {
  readonly rounds: number;
  readonly firstStep: number;
}

/** Pricing before a greedy plan is built. */
const FIRST_PRICING: Pricing = { rounds: 140, firstStep: 0.5 };
/** Pricing that is added where bound and plan lie further apart than LARGE_GAP. */
const SECOND_PRICING: Pricing = { rounds: 400, firstStep: 1 };
const LARGE_GAP = 0.03;
/** From prices known to be near, fewer and shorter steps do. */
const NEAR_PRICING: Pricing = { rounds: 40, firstStep: 0.08 };
/** Where first actions on a contact are worth more, a plan this far from the bound is built a second time by whole contacts. */
const CONTACT_GAP = 0.01;
/** Steps that greedy pricing may take on very large problems, and the fewest rounds worth taking. */
const MOST_STEPS = 1e9;
const FEWEST_ROUNDS = 30;

/** Rounds of pricing that fit a number of steps. */
export function fitRounds(relaxation: Relaxation, wanted: number, steps: number): number {
  return Math.max(FEWEST_ROUNDS, Math.min(wanted, Math.floor(steps / evaluationSteps(relaxation.compiled))));
}

/** Prices what is scarce, from prices known already. A cancelled or late run gets the prices known until then. */
export function priceScarcity(relaxation: Relaxation, start: PriceVector, pricing: Pricing, seed: number, control: RunControl): DualResult {
  const isStopped = (round: number, bound: number): boolean => {
    control.onProgress?.({ phase: 'prices', done: round, total: pricing.rounds, ...(Number.isFinite(bound) ? { bound } : {}) });
    return stopReason(control) !== null;
  };
  const { prices, bound } = lowerBound(relaxation, { ...pricing, seed, isStopped, start });
  return { prices, bound: tightenBound(relaxation.compiled, bound) };
}

/** Builds a plan at given prices; null where the fixed actions alone break a rule. */
export function buildPlan(compiled: CompiledProblem, prices: PriceVector, seed: number, control: RunControl): PlanState | null {
  const candidates = listCandidates(compiled, prices);
  const cellPrices = priceCells(compiled, prices.rows);
  let best: PlanState | null = null;
  for (const isRequiredFirst of [false, true]) {
    const state = startWithPins(compiled);
    if (state === null) return null;
    for (const { contact } of compiled.fixed) addPartners(state, state, cellPrices, contact);
    constructPlan(state, candidates, cellPrices, isRequiredFirst);
    if (state.deficit > 0) repairDeficit(new MoveBoard(state), cellPrices, createRandom(seed), control);
    if (best === null || state.deficit < best.deficit) best = state;
    if (best.deficit === 0) break;
  }
  return best;
}

function isFarFromBound(state: PlanState, bound: number): boolean {
  return state.deficit > 0 || bound - state.objective > LARGE_GAP * Math.abs(bound);
}

/**
 * Greedy by value per scarce resource: capacities, reps' days, budgets, coverage and minimums are priced by a short
 * dual ascent (a longer one where its bound and the plan disagree), then every action is planned in order of gain less
 * price; where reach counts and that stays far from the bound, also contact by contact. With `known` prices of a problem nearby the
 * ascent starts there and is shorter. Null where the fixed actions alone break a rule. O(rounds · relaxation + contacts · actions per contact · days
 * · rules).
 */
export function solveGreedy(relaxation: Relaxation, seed: number, control: RunControl, known: PriceVector | null = null): HeuristicResult | null {
  const { compiled } = relaxation;
  const nothing = createPrices(compiled.limits.rowCount, compiled.covers.parts.length);
  const fit = ({ rounds, firstStep }: Pricing): Pricing => ({ rounds: fitRounds(relaxation, rounds, MOST_STEPS), firstStep });
  let priced = priceScarcity(relaxation, known ?? nothing, fit(known === null ? FIRST_PRICING : NEAR_PRICING), seed, control);
  let state = buildPlan(compiled, priced.prices, seed, control);
  if (state === null) return null;
  if (known === null && isFarFromBound(state, priced.bound) && stopReason(control) === null) {
    const sharper = priceScarcity(relaxation, priced.prices, fit(SECOND_PRICING), seed, control);
    if (sharper.bound < priced.bound) priced = sharper;
    const rebuilt = buildPlan(compiled, priced.prices, seed, control);
    if (rebuilt !== null && (rebuilt.deficit < state.deficit || (rebuilt.deficit === state.deficit && rebuilt.objective > state.objective))) state = rebuilt;
  }
  const { prices, bound } = priced;
  if (compiled.reachWorth > 0 && bound - state.objective > CONTACT_GAP * Math.abs(bound) && stopReason(control) === null) {
    const byContact = buildPricedPlan(compiled, { prices, bound, seed, start: null }, control)?.state;
    if (byContact !== undefined && (byContact.deficit < state.deficit || (byContact.deficit === state.deficit && byContact.objective > state.objective))) state = byContact;
  }
  control.onProgress?.({ phase: 'greedy', done: state.liveCount, total: state.liveCount, best: state.objective, ...(Number.isFinite(bound) ? { bound } : {}) });
  return { actions: takeActions(state), objective: state.objective, deficit: state.deficit, prices, bound, stop: stopReason(control) };
}
