import { findLacked } from '../partners.ts';
import type { PlanState } from '../plan-state.ts';

/** Actions that may need one another in a chain; longer chains count as none. */
const LONGEST_CHAIN = 5;

/** True where the contact may get an action more by the channel on the day, partners aside. */
const fits = (state: PlanState, contact: number, channel: number, day: number): boolean => state.hasRoom(contact, channel) && state.fitsRows(contact, channel, day) && state.fitsContact(contact, channel, day);

/** Tries every day of what the contact's actions lack until nothing lacks any more. The state is as before afterwards. */
function canComplete(state: PlanState, contact: number, depth: number): boolean {
  if (state.lackingCount(contact) === 0) return true;
  const lacked = depth === 0 ? null : findLacked(state, contact);
  if (lacked === null) return false;
  for (let day = lacked.first; day <= lacked.last; day += 1) {
    if (!fits(state, contact, lacked.channel, day)) continue;
    const slot = state.insert(contact, lacked.channel, day);
    const isComplete = canComplete(state, contact, depth - 1);
    state.remove(slot);
    if (isComplete) return true;
  }
  return false;
}

/**
 * True where an action may stand beside those of a state, with the actions it needs where rules ask for any. For contacts
 * without actions; the state is as before afterwards. O(rules), times the days of each partner where it needs some.
 */
export function canStand(state: PlanState, contact: number, channel: number, day: number): boolean {
  if (!fits(state, contact, channel, day)) return false;
  if (state.hasPartners(contact, channel, day)) return true;
  const slot = state.insert(contact, channel, day);
  const isComplete = canComplete(state, contact, LONGEST_CHAIN);
  state.remove(slot);
  return isComplete;
}
