import type { Ejected } from './eject.ts';
import { findDay } from './find-day.ts';
import type { MoveBoard } from './move-board.ts';

/** Plans one more action of a pair on its cheapest day where that fits and adds to the objective. */
export function planIfWorth(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number): void {
  const { state } = board;
  if (!state.hasRoom(contact, channel) || !(state.gainOf(contact, channel) > 0)) return;
  const day = findDay(state, cellPrices, contact, channel);
  if (day >= 0) board.insert(contact, channel, day);
}

/** Gives every action that was pushed out another day, where one fits. */
export function resettle(board: MoveBoard, cellPrices: Float64Array, ejected: Ejected): void {
  for (const [at, contact] of ejected.contacts.entries()) planIfWorth(board, cellPrices, contact, ejected.channels[at]!);
}
