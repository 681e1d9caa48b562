import { stopReason, type RunControl } from '../base/progress.ts';
import { placeOf } from '../allocation/compiled-problem.ts';
import { isPreferred } from '../allocation/find-day.ts';
import { listPlaces } from '../allocation/plan-actions.ts';
import type { PlanState } from '../allocation/plan-state.ts';
import { addLoad, countDayLoads, crowding, type DayLoads } from './day-loads.ts';

const PASSES = 3;
/** A move must make a day emptier by at least so much. */
const LEAST_GAIN = 1e-9;

/** Most preferred day, and the emptiest of those, that suits an action taken out of the plan; its old day where none is better. */
function findEmptiestDay(state: PlanState, loads: DayLoads, contact: number, channel: number, oldDay: number): number {
  const { compiled } = state;
  const { days, frame } = compiled;
  const from = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * days;
  let best = oldDay;
  let least = crowding(loads, { channel, rep: frame.repOn(contact, oldDay), day: oldDay, days });
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < days; day += 1) {
    if (compiled.isOpen[from + day] === 0) continue;
    if (isPreferred(compiled.preference, from + best, from + day)) continue;
    const crowd = crowding(loads, { channel, rep: frame.repOn(contact, day), day, days });
    const isBetter = crowd < least - LEAST_GAIN || isPreferred(compiled.preference, from + day, from + best);
    if (isBetter && state.hasPartners(contact, channel, day) && state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day)) {
      best = day;
      least = crowd;
    }
  }
  return best;
}

/** Moves one action to its emptiest day; true where it moved. */
function moveAction(state: PlanState, loads: DayLoads, slot: number): boolean {
  const contact = state.slotContact[slot]!;
  const channel = state.slotChannel[slot]!;
  const oldDay = state.slotDay[slot]!;
  const { days, frame } = state.compiled;
  const deficit = state.deficit;
  state.remove(slot);
  const oldRep = frame.repOn(contact, oldDay);
  addLoad(loads, { channel, rep: oldRep, day: oldDay, days }, -1);
  let day = findEmptiestDay(state, loads, contact, channel, oldDay);
  const moved = state.insert(contact, channel, day);
  if (state.deficit > deficit) {
    state.remove(moved);
    day = oldDay;
    state.insert(contact, channel, oldDay);
  }
  const rep = frame.repOn(contact, day);
  addLoad(loads, { channel, rep, day, days }, 1);
  loads.repTotal[oldRep]! -= 1;
  loads.repTotal[rep]! += 1;
  return day !== oldDay;
}

/**
 * Spreads the actions of a plan evenly over the days of each channel and of each rep without touching who gets what:
 * the objective depends on the number of actions alone, so any day that keeps every rule is as good; preferred days come first. Pinned actions
 * stay, and so do those at the places in `settled` (`placeOf`). Deterministic. O(passes · actions · days · rules).
 */
export function balanceDays(state: PlanState, control: RunControl, settled: ReadonlySet<number> = new Set()): void {
  const loads = countDayLoads(state);
  const places = listPlaces(state)
    .filter((action) => !settled.has(placeOf(state.compiled, action)))
    .sort((first, second) => first.day - second.day || first.contact - second.contact || first.channel - second.channel);
  for (let pass = 0; pass < PASSES; pass += 1) {
    let moved = 0;
    for (const place of places) {
      if (stopReason(control) !== null) return;
      const slot = state.find(place.contact, place.channel, place.day);
      if (slot < 0 || state.slotIsPinned[slot] === 1) continue;
      if (!moveAction(state, loads, slot)) continue;
      moved += 1;
      place.day = state.slotDay[state.live[state.liveCount - 1]!]!;
    }
    if (moved === 0) return;
  }
}
