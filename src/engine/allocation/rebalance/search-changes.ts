import { createRandom } from '../../base/rng.ts';
import { stopReason, type RunControl } from '../../base/progress.ts';
import { playMove, reachOf, type Neighbourhood } from '../anneal.ts';
import { listCandidates } from '../candidates.ts';
import { priceCells } from '../cell-prices.ts';
import { findDay } from '../find-day.ts';
import { MoveBoard } from '../move-board.ts';
import { takeActions, type PlanActions } from '../plan-actions.ts';
import type { PriceVector } from '../price-vector.ts';
import { repairDeficit } from '../repair.ts';
import type { PricedState } from './priced-state.ts';

/** Moves per contact × channel that settle a plan, and the moves a second is planned with. */
const MOVES_PER_PAIR = 100;
const MOVES_PER_SECOND = 100_000;
const LEAST_MOVES = 1000;
const MOVES_PER_LOOK = 1000;
const CHECKPOINTS = 20;
/** Temperature of the first move as a share of the average gain: the plan is nearly good already. */
const FIRST_TEMPERATURE = 0.02;

/** Fills room that is left with what pays after its price, best first. O(candidates · days · rules). */
function fillRoom(board: MoveBoard, around: Pick<Neighbourhood, 'candidates' | 'cellPrices'>): void {
  const { state } = board;
  const { channelCount } = state.compiled;
  for (const [at, pair] of around.candidates.pair.entries()) {
    if (state.pairCount[pair] !== around.candidates.tier[at]) continue;
    const contact = Math.floor(pair / channelCount);
    const channel = pair % channelCount;
    if (!(state.gainOf(contact, channel) > 0)) continue;
    const day = findDay(state, around.cellPrices, contact, channel);
    if (day < 0) continue;
    const { mark } = board;
    const before = state.objective;
    board.insert(contact, channel, day);
    if (!(state.objective > before)) board.rollBack(mark);
  }
  board.commit();
}

interface Best {
  actions: PlanActions;
  objective: number;
  deficit: number;
}

function keepIfBetter(state: PricedState, best: Best): void {
  if (state.deficit > best.deficit || (state.deficit === best.deficit && state.objective <= best.objective + 1e-9)) return;
  Object.assign(best, { actions: takeActions(state), objective: state.objective, deficit: state.deficit });
}

/** What a search for changes came to; actions that are pinned stand among them. */
export interface FoundChanges extends Best {
  readonly stop: 'interrupted' | 'time_limit' | null;
}

/**
 * Improves a plan whose objective weighs changes: floors are repaired, room is filled, then annealing at a low temperature.
 * The number of moves depends on size, seconds and seed alone. A stopped search answers the best plan so far.
 */
export function searchChanges(state: PricedState, prices: PriceVector, { seconds, seed }: { readonly seconds: number; readonly seed: number }, control: RunControl): FoundChanges {
  const { compiled } = state;
  const board = new MoveBoard(state);
  const candidates = listCandidates(compiled, prices);
  const cellPrices = priceCells(compiled, prices.rows);
  const random = createRandom(seed);
  if (state.deficit > 0) repairDeficit(board, cellPrices, random, control);
  fillRoom(board, { candidates, cellPrices });
  const best: Best = { actions: takeActions(state), objective: state.objective, deficit: state.deficit };
  const around: Neighbourhood = { board, cellPrices, candidates, reach: reachOf(board, candidates), random };
  const pairs = compiled.contactCount * compiled.channelCount;
  const moves = candidates.pair.length === 0 ? 0 : Math.max(LEAST_MOVES, Math.min(MOVES_PER_PAIR * pairs, Math.floor(MOVES_PER_SECOND * seconds)));
  const scale = (FIRST_TEMPERATURE * Math.abs(state.worth)) / Math.max(1, state.liveCount);
  const checkpoint = Math.ceil(moves / CHECKPOINTS);
  for (let move = 0; move < moves; move += 1) {
    const left = 1 - move / moves;
    playMove(around, scale * left * left + 1e-12);
    if (move % checkpoint === 0) keepIfBetter(state, best);
    if (move % MOVES_PER_LOOK !== 0) continue;
    control.onProgress?.({ phase: 'search', done: move, total: moves, best: best.objective });
    const stop = stopReason(control);
    if (stop === null) continue;
    keepIfBetter(state, best);
    return { ...best, stop };
  }
  keepIfBetter(state, best);
  return { ...best, stop: null };
}
