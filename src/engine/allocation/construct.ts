import type { CandidateList } from './candidates.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { findDay } from './find-day.ts';
import { planWithPartners, takeBack } from './partners.ts';
import { PlanState } from './plan-state.ts';

/**
 * A plan that holds the fixed actions alone, or null where they break a rule among themselves: then no plan exists,
 * because more actions never mend a ceiling, a distance or a closed day.
 */
export function startWithPins(compiled: CompiledProblem): PlanState | null {
  const state = new PlanState(compiled);
  for (const { contact, channel, day } of compiled.fixed) {
    if (state.find(contact, channel, day) >= 0) continue;
    const fits = state.hasRoom(contact, channel) && state.fitsContact(contact, channel, day) && state.fitsRows(contact, channel, day);
    if (!fits) return null;
    state.insert(contact, channel, day, true);
  }
  return state;
}

/** Tries an action together with the partners it needs; true where both together pay. */
function tryWithPartners(state: PlanState, cellPrices: Float64Array, contact: number, channel: number, needsHelp: boolean): boolean {
  const { objective, deficit } = state;
  const added = state.hasRoom(contact, channel) ? planWithPartners(state, state, cellPrices, contact, channel) : null;
  if (added === null) return false;
  if (state.deficit < deficit || (!needsHelp && state.deficit === deficit && state.objective > objective)) return true;
  takeBack(state, state, contact, added);
  return false;
}

/** Tries one candidate; true where it was planned. `needsHelp` plans it only where a floor or coverage rule gains. */
function tryCandidate(state: PlanState, cellPrices: Float64Array, pair: number, needsHelp: boolean): boolean {
  const { channelCount } = state.compiled;
  const contact = Math.floor(pair / channelCount);
  const channel = pair % channelCount;
  const isWorth = state.gainOf(contact, channel) > 0;
  if (!isWorth && state.deficit === 0) return false;
  const day = findDay(state, cellPrices, contact, channel);
  if (day < 0) return tryWithPartners(state, cellPrices, contact, channel, needsHelp);
  const before = state.deficit;
  const slot = state.insert(contact, channel, day);
  if (state.deficit < before || (isWorth && !needsHelp && state.deficit === before)) return true;
  state.remove(slot);
  return false;
}

/**
 * Plans candidates in order of surplus, each on the cheapest day that fits. With `isRequiredFirst` a first pass plans
 * only what floors and coverage rules ask for. O(candidates · days · rules).
 */
export function constructPlan(state: PlanState, candidates: CandidateList, cellPrices: Float64Array, isRequiredFirst: boolean): void {
  for (const needsHelp of isRequiredFirst ? [true, false] : [false]) {
    for (let at = 0; at < candidates.pair.length; at += 1) {
      if (needsHelp && state.deficit === 0) break;
      const pair = candidates.pair[at]!;
      if (needsHelp ? state.pairCount[pair]! > candidates.tier[at]! : state.pairCount[pair] !== candidates.tier[at]) continue;
      tryCandidate(state, cellPrices, pair, needsHelp);
    }
  }
}
