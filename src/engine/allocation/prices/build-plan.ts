import { createRandom } from '../../base/rng.ts';
import { stopReason, type RunControl } from '../../base/progress.ts';
import { listCandidates, type CandidateList } from '../candidates.ts';
import { priceCells } from '../cell-prices.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { constructPlan, startWithPins } from '../construct.ts';
import { MoveBoard } from '../move-board.ts';
import { addPartners } from '../partners.ts';
import type { PlanActions } from '../plan-actions.ts';
import type { PlanState } from '../plan-state.ts';
import type { PriceVector } from '../price-vector.ts';
import { repairDeficit } from '../repair.ts';
import { createContactPlanner, rankContacts } from './plan-contacts.ts';

/** True where an action of a contact's group may need another: those are planned one by one. */
function listNeedy({ groups, channelCount, needs }: CompiledProblem): Uint8Array {
  const isNeedy = new Uint8Array(groups.count);
  for (let cell = 0; cell < groups.count * channelCount; cell += 1) if (needs.start[cell + 1]! > needs.start[cell]!) isNeedy[Math.floor(cell / channelCount)] = 1;
  return isNeedy;
}

/** Adds the actions of an earlier plan that still fit, in their order. */
function keepStart(state: PlanState, start: PlanActions): void {
  for (const [at, contact] of start.contact.entries()) {
    const [channel, day] = [start.channel[at]!, start.day[at]!];
    if (state.find(contact, channel, day) >= 0 || !state.hasRoom(contact, channel)) continue;
    if (state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day) && state.hasPartners(contact, channel, day)) state.insert(contact, channel, day);
  }
}

/** A plan of single actions so close to the bound is not built a second time by whole contacts. */
const CLOSE = 0.002;

/** What a plan is built from. */
export interface PlanBasis {
  readonly prices: PriceVector;
  /** Proven bound on the objective at those prices. */
  readonly bound: number;
  readonly seed: number;
  /** An earlier plan, whose actions come first as far as they still fit. */
  readonly start: PlanActions | null;
}

/**
 * Builds a plan at given prices: single actions by surplus; where that stays far from the bound also whole contacts, best first,
 * each with what is best for it on days that have room, and single actions into what is left. The better one is answered.
 * Where floors or coverage stay short it repairs. Null where the fixed actions alone break a rule.
 */
export function buildPricedPlan(compiled: CompiledProblem, { prices, bound, seed, start }: PlanBasis, control: RunControl): { state: PlanState; candidates: CandidateList } | null {
  const candidates = listCandidates(compiled, prices);
  const cellPrices = priceCells(compiled, prices.rows);
  const isNeedy = listNeedy(compiled);
  let best: PlanState | null = null;
  for (const isByContact of [false, true]) {
    const state = startWithPins(compiled);
    if (state === null) return null;
    for (const { contact } of compiled.fixed) addPartners(state, state, cellPrices, contact);
    if (start !== null) keepStart(state, start);
    if (isByContact) {
      const planner = createContactPlanner(state, state, cellPrices, prices);
      for (const contact of rankContacts(compiled, candidates)) if (isNeedy[compiled.groups.groupOf[contact]!] === 0) planner.plan(contact);
    }
    constructPlan(state, candidates, cellPrices, isByContact && state.deficit > 0);
    if (state.deficit > 0) repairDeficit(new MoveBoard(state), cellPrices, createRandom(seed), control);
    if (best === null || state.deficit < best.deficit || (state.deficit === best.deficit && state.objective > best.objective)) best = state;
    if ((best.deficit === 0 && bound - best.objective <= CLOSE * Math.abs(bound)) || stopReason(control) !== null) break;
  }
  return best === null ? null : { state: best, candidates };
}
