import type { Ejected } from './eject.ts';
import { findDay } from './find-day.ts';
import type { MoveBoard } from './move-board.ts';
import { mendContact, planWithPartners } from './partners.ts';

/** Plans one more action of a pair on its cheapest day where that fits and adds to the objective. */
export function planIfWorth(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number): void {
  const { state } = board;
  if (!state.hasRoom(contact, channel) || !(state.gainOf(contact, channel) > 0)) return;
  const day = findDay(state, cellPrices, contact, channel);
  if (day >= 0) board.insert(contact, channel, day);
  else planTogether(board, cellPrices, contact, channel);
}

/** Plans an action with the partners it needs where both together add to the objective. */
function planTogether(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number): void {
  const { state, mark } = board;
  const { objective, deficit } = state;
  if (planWithPartners(state, board, cellPrices, contact, channel) === null) return;
  if (state.deficit > deficit || !(state.objective > objective)) board.rollBack(mark);
}

/** Mends the contacts a move changed: actions get the partners they lack, or go. */
export function mendMoved(board: MoveBoard, cellPrices: Float64Array, contacts: Iterable<number>): void {
  if (board.state.compiled.needs.parts.length === 0) return;
  for (const contact of contacts) mendContact(board.state, board, cellPrices, contact);
}

/** Gives every action that was pushed out another day, where one fits. */
export function resettle(board: MoveBoard, cellPrices: Float64Array, ejected: Ejected): void {
  for (const [at, contact] of ejected.contacts.entries()) planIfWorth(board, cellPrices, contact, ejected.channels[at]!);
}
