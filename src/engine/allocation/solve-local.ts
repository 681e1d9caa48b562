import { createRandom } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { playMove, reachOf, type Neighbourhood } from './anneal.ts';
import { isBetter, keepIfBetter, type BestPlan } from './best-plan.ts';
import { listCandidates } from './candidates.ts';
import { priceCells } from './cell-prices.ts';
import type { HeuristicResult } from './heuristic-result.ts';
import { MoveBoard } from './move-board.ts';
import { restoreState } from './plan-actions.ts';
import type { PriceVector } from './price-vector.ts';
import type { Relaxation } from './relaxation.ts';
import { buildPlan, fitRounds, priceScarcity, type Pricing } from './solve-greedy.ts';

export interface LocalOptions {
  readonly seed: number;
  /** The search may end once (bound − objective) / bound is at most this. */
  readonly gap: number;
  /** Planned length of the search; together with the size it sets the number of moves. */
  readonly seconds: number;
  /** True where the start is an earlier plan put in order: fewer rounds of pricing and fewer moves settle it. */
  readonly isWarm?: boolean;
}

/** Pricing that follows the greedy one, and the share of the planned length it may take at STEPS_PER_SECOND. */
const PRICING: Pricing = { rounds: 300, firstStep: 0.25 };
const WARM_PRICING: Pricing = { rounds: 80, firstStep: 0.05 };
const PRICING_SHARE = 0.3;
const STEPS_PER_SECOND = 1e8;
/** Moves per contact × channel that settle a plan, and the moves a second is planned with. */
const MOVES_PER_PAIR = 200;
/** Share of the moves that settles an earlier plan put in order, and how many times that where it is WIDE_GAP or more off the bound. */
const WARM_MOVES_SHARE = 0.15;
const WARM_MOVES_FAR = 3;
const MOVES_PER_SECOND = 150_000;
/** Temperature of the first move, as a share of the average gain of an action, where the plan is WIDE_GAP or more off the bound. */
const FIRST_TEMPERATURE = 0.2;
const WIDE_GAP = 0.003;
/** The search looks at the clock after so many moves, and at its best plan so many times. */
const MOVES_PER_LOOK = 1000;
const CHECKPOINTS = 20;
/** Relative gap that rounding alone explains. */
const PROVEN = 1e-12;

/** Number of moves for a size and a planned length. */
function planMoves(pairCount: number, seconds: number): number {
  return Math.max(MOVES_PER_LOOK, Math.min(MOVES_PER_PAIR * pairCount, Math.floor(MOVES_PER_SECOND * seconds)));
}

/** First temperature: lower where few moves are planned and where the plan is close to its bound already. */
function firstTemperature({ around, moves, bound }: Search): number {
  const { state } = around.board;
  const averageGain = Math.abs(state.objective) / Math.max(1, state.liveCount);
  const gap = Math.max(0, bound - state.objective) / Math.max(1e-9, Math.abs(bound));
  return FIRST_TEMPERATURE * averageGain * Math.min(1, moves / (MOVES_PER_PAIR * state.pairCount.length)) * Math.min(1, gap / WIDE_GAP);
}

/** Share of the moves a warm search plays: more, the further the change of the problem has brought plan and bound apart. */
function warmShare(objective: number, bound: number): number {
  const gap = Math.max(0, bound - objective) / Math.max(1e-9, Math.abs(bound));
  return WARM_MOVES_SHARE * (1 + (WARM_MOVES_FAR - 1) * Math.min(1, gap / WIDE_GAP));
}

interface Search {
  readonly around: Neighbourhood;
  readonly moves: number;
  readonly bound: number;
  readonly gap: number;
}

/** Anneals from the board's plan; the best plan met at a checkpoint or at the end stays in `best`. */
function anneal(search: Search, best: BestPlan, control: RunControl): HeuristicResult['stop'] {
  const { around, moves, bound, gap } = search;
  const { board } = around;
  const startObjective = best.objective;
  const scale = firstTemperature(search);
  const checkpoint = Math.ceil(moves / CHECKPOINTS);
  for (let move = 0; move < moves; move += 1) {
    const left = 1 - move / moves;
    playMove(around, scale * left * left + 1e-12);
    if (move % MOVES_PER_LOOK !== 0 && move % checkpoint !== 0) continue;
    if (move % checkpoint === 0) keepIfBetter(board.state, best);
    control.onProgress?.({ phase: 'search', done: move, total: moves, best: best.objective, ...(Number.isFinite(bound) ? { bound } : {}) });
    const stop = stopReason(control);
    if (stop !== null) {
      keepIfBetter(board.state, best);
      return stop;
    }
    if (best.deficit === 0 && bound - best.objective <= (best.objective > startObjective ? gap : PROVEN) * Math.abs(bound)) return null;
  }
  keepIfBetter(board.state, best);
  return null;
}

/** Sharper prices from those of the greedy plan. */
function sharpenPrices(relaxation: Relaxation, from: HeuristicResult, { seed, seconds, isWarm = false }: LocalOptions, control: RunControl): { prices: PriceVector; bound: number } {
  const pricing = isWarm ? WARM_PRICING : PRICING;
  const rounds = fitRounds(relaxation, pricing.rounds, PRICING_SHARE * seconds * STEPS_PER_SECOND);
  const sharper = priceScarcity(relaxation, from.prices, { ...pricing, rounds }, seed, control);
  return sharper.bound < from.bound ? sharper : from;
}

/**
 * Local search from a plan, as a rule the greedy one: sharper prices, a plan rebuilt at those, then annealing over price-guided moves (insert, take out,
 * swap between contacts and channels, shift in time, chains of ejections). Anytime: a stopped search answers the best
 * plan so far. The number of moves depends on size, seconds and seed alone, so equal inputs give equal plans unless the
 * deadline or a cancel cuts the search.
 */
export function solveLocal(relaxation: Relaxation, start: HeuristicResult, options: LocalOptions, control: RunControl): HeuristicResult {
  const { compiled } = relaxation;
  const { prices, bound } = sharpenPrices(relaxation, start, options, control);
  const best: BestPlan = { actions: start.actions, objective: start.objective, deficit: start.deficit };
  const rebuilt = buildPlan(compiled, prices, options.seed, control);
  const state = rebuilt !== null && isBetter(rebuilt, best) ? rebuilt : restoreState(compiled, start.actions);
  const board = new MoveBoard(state);
  keepIfBetter(board.state, best);
  const candidates = listCandidates(compiled, prices);
  const around: Neighbourhood = { board, cellPrices: priceCells(compiled, prices.rows), candidates, reach: reachOf(board, candidates), random: createRandom(options.seed) };
  const planned = planMoves(compiled.contactCount * compiled.channelCount, options.seconds);
  const share = options.isWarm === true ? warmShare(best.objective, bound) : 1;
  const moves = candidates.pair.length === 0 ? 0 : Math.ceil(planned * share);
  const stop = stopReason(control) ?? anneal({ around, moves, bound, gap: options.gap }, best, control);
  return { ...best, prices, bound, stop };
}
