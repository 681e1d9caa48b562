import { createRandom } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import type { Plan } from '../model/plan.ts';
import { listCandidates } from './candidates.ts';
import { priceCells } from './cell-prices.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { constructPlan, startWithPins } from './construct.ts';
import type { HeuristicResult } from './heuristic-result.ts';
import { MoveBoard } from './move-board.ts';
import { addPartners, mendContact } from './partners.ts';
import { locateActions, takeActions } from './plan-actions.ts';
import type { PlanState } from './plan-state.ts';
import { createPrices, type PriceVector } from './price-vector.ts';
import type { Relaxation } from './relaxation.ts';
import { repairDeficit } from './repair.ts';
import { buildPlan, fitRounds, priceScarcity, type Pricing } from './solve-greedy.ts';
import { usageKey, usageKeysOfRows } from './usage-prices.ts';

/** What a solve starts from: an earlier plan of this problem or one near it. */
export type WarmStart = Pick<Plan, 'actions' | 'usage'>;

/** Pricing from prices that were near the best before the problem changed. */
export const WARM_PRICING: Pricing = { rounds: 40, firstStep: 0.08 };
/** Added where plan and bound still lie further apart than LARGE_GAP: the problem changed a lot. */
const FAR_PRICING: Pricing = { rounds: 120, firstStep: 0.4 };
const LARGE_GAP = 0.01;
const MOST_STEPS = 1e9;

/**
 * Prices of an earlier plan's usage on the rows of a problem, matched by rule, period and rep; 0 for rows it does not
 * know and for rows that several campaigns share. Signs that a row cannot have are cut, so that they prove a bound.
 */
export function readWarmPrices(compiled: CompiledProblem, usage: Plan['usage']): PriceVector {
  const { limits, covers } = compiled;
  const prices = createPrices(limits.rowCount, covers.parts.length);
  const known = new Map(usage.flatMap(({ constraint, period, rep, price }) => (price === null ? [] : [[usageKey(constraint, period, rep), price] as const])));
  for (const [row, keys] of usageKeysOfRows(compiled).entries()) {
    const price = keys.length === 1 ? (known.get(keys[0]!) ?? 0) : 0;
    prices.rows[row] = limits.rowIsFloor[row] === 1 ? Math.min(0, price) : Math.max(0, price);
  }
  for (const [at, part] of covers.parts.entries()) prices.covers[at] = Math.max(0, -(known.get(usageKey(part.rule, undefined, undefined)) ?? 0));
  return prices;
}

/** An earlier action by the positions of the problem, with what it is worth at given prices. */
interface Kept {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
  readonly surplus: number;
}

/** Earlier actions whose contact, channel and day the problem still has, best surplus first. */
function locateKept(compiled: CompiledProblem, actions: Plan['actions'], cellPrices: Float64Array): Kept[] {
  const { groups, channelCount, days, objectiveCost } = compiled;
  const kept = locateActions(compiled, actions).map(({ contact, channel, day, action: { lift } }): Kept => ({
    contact,
    channel,
    day,
    surplus: lift - objectiveCost[channel]! - cellPrices[(groups.groupOf[contact]! * channelCount + channel) * days + day]!,
  }));
  return kept.sort((first, second) => second.surplus - first.surplus || first.day - second.day || first.contact - second.contact || first.channel - second.channel);
}

/** Puts every earlier action that is still lawful into a plan. O(actions · rules). */
function insertKept(state: PlanState, kept: readonly Kept[]): void {
  for (const { contact, channel, day } of kept) {
    if (state.find(contact, channel, day) >= 0 || !state.hasRoom(contact, channel)) continue;
    if (state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day)) state.insert(contact, channel, day);
  }
}

/**
 * The earlier plan under the rules of now: actions that are still lawful stay, those that clash go (the least worth at
 * `prices` first), what floors and partners lack is repaired and free room is filled. Null where the fixed actions alone
 * break a rule. O(actions · rules + candidates · days · rules).
 */
export function restoreWarmPlan(compiled: CompiledProblem, actions: Plan['actions'], prices: PriceVector, seed: number, control: RunControl): PlanState | null {
  const state = startWithPins(compiled);
  if (state === null) return null;
  const cellPrices = priceCells(compiled, prices.rows);
  for (const { contact } of compiled.fixed) addPartners(state, state, cellPrices, contact);
  insertKept(state, locateKept(compiled, actions, cellPrices));
  if (compiled.needs.parts.length > 0) for (let contact = 0; contact < compiled.contactCount; contact += 1) mendContact(state, state, cellPrices, contact);
  constructPlan(state, listCandidates(compiled, prices), cellPrices, state.deficit > 0);
  if (state.deficit > 0) repairDeficit(new MoveBoard(state), cellPrices, createRandom(seed), control);
  return state;
}

const isBetter = (one: PlanState, other: PlanState): boolean => one.deficit < other.deficit || (one.deficit === other.deficit && one.objective > other.objective);

const isFar = (state: PlanState, bound: number): boolean => state.deficit > 0 || bound - state.objective > LARGE_GAP * Math.abs(bound);

/**
 * Takes the place of the greedy start where an earlier plan is known: prices sharpened from its prices in a few rounds,
 * the better of the earlier plan put in order and a plan built anew at those prices. Of an unchanged problem the answer
 * is never worse than the earlier plan. Null where the fixed actions alone break a rule. Deterministic.
 */
export function solveWarm(relaxation: Relaxation, { actions, usage }: WarmStart, seed: number, control: RunControl): HeuristicResult | null {
  const { compiled } = relaxation;
  const fit = ({ rounds, firstStep }: Pricing): Pricing => ({ rounds: fitRounds(relaxation, rounds, MOST_STEPS), firstStep });
  let { prices, bound } = priceScarcity(relaxation, readWarmPrices(compiled, usage), fit(WARM_PRICING), seed, control);
  let best = restoreWarmPlan(compiled, actions, prices, seed, control);
  if (best === null) return null;
  if (isFar(best, bound) && stopReason(control) === null) {
    const sharper = priceScarcity(relaxation, prices, fit(FAR_PRICING), seed, control);
    if (sharper.bound < bound) ({ prices, bound } = sharper);
    for (const state of [restoreWarmPlan(compiled, actions, prices, seed, control), buildPlan(compiled, prices, seed, control)]) if (state !== null && isBetter(state, best)) best = state;
  }
  control.onProgress?.({ phase: 'warm start', done: best.liveCount, total: best.liveCount, best: best.objective, ...(Number.isFinite(bound) ? { bound } : {}) });
  return { actions: takeActions(best), objective: best.objective, deficit: best.deficit, prices, bound, stop: stopReason(control) };
}
