import type { PlanState } from './plan-state.ts';

/** True where more rules prefer one day of a cell than another. */
export const isPreferred = (preference: Uint8Array | null, at: number, to: number): boolean => preference !== null && preference[at]! > preference[to]!;

/**
 * Cheapest day on which an action fits its contact and every row and has the partners it needs, −1 where there is none or the contact has its most.
 * `cellPrices` is indexed cell · days + day; among equal days a preferred one wins, then the first. O(days · (rules + actions of the contact)).
 */
export function findDay(state: PlanState, cellPrices: Float64Array, contact: number, channel: number): number {
  if (!state.hasRoom(contact, channel)) return -1;
  const { compiled } = state;
  const cell = compiled.groups.groupOf[contact]! * compiled.channelCount + channel;
  const from = cell * compiled.days;
  let bestDay = -1;
  let bestPrice = Infinity;
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < compiled.days; day += 1) {
    if (compiled.isOpen[from + day] === 0 || cellPrices[from + day]! > bestPrice) continue;
    if (cellPrices[from + day] === bestPrice && !isPreferred(compiled.preference, from + day, from + bestDay)) continue;
    if (state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day) && state.hasPartners(contact, channel, day)) {
      bestDay = day;
      bestPrice = cellPrices[from + day]!;
    }
  }
  return bestDay;
}
