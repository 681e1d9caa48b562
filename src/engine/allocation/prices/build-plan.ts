import { createRandom } from '../../base/rng.ts';
import type { RunControl } from '../../base/progress.ts';
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

/**
 * Builds a plan at given prices: first whole contacts, best first, each with what is best for it on days that have room;
 * then single actions by surplus into what is left. Where floors or coverage stay short it repairs. An earlier plan, where
 * there is one, comes first as far as it still fits. Null where the fixed actions alone break a rule.
 */
export function buildPricedPlan(compiled: CompiledProblem, prices: PriceVector, seed: number, start: PlanActions | null, control: RunControl): { state: PlanState; candidates: CandidateList } | null {
  const state = startWithPins(compiled);
  if (state === null) return null;
  const candidates = listCandidates(compiled, prices);
  const cellPrices = priceCells(compiled, prices.rows);
  for (const { contact } of compiled.fixed) addPartners(state, state, cellPrices, contact);
  if (start !== null) keepStart(state, start);
  const isNeedy = listNeedy(compiled);
  const planner = createContactPlanner(state, state, cellPrices, prices);
  for (const contact of rankContacts(compiled, candidates)) if (isNeedy[compiled.groups.groupOf[contact]!] === 0) planner.plan(contact);
  constructPlan(state, candidates, cellPrices, state.deficit > 0);
  if (state.deficit > 0) repairDeficit(new MoveBoard(state), cellPrices, createRandom(seed), control);
  return { state, candidates };
}
