import { randomIndex, type Random } from '../base/rng.ts';
import { LIMIT_TOLERANCE } from './compiled-problem.ts';
import { startOfDays } from './day-marks.ts';
import type { MoveBoard } from './move-board.ts';

/** Actions pushed out to make room for another, with what they were. */
export interface Ejected {
  readonly contacts: number[];
  readonly channels: number[];
}

/** Of a long row only so many actions are looked at. */
const SAMPLE_SIZE = 14;

/** Gain less price of a planned action: how much the plan would miss it. */
function surplusOf(board: MoveBoard, cellPrices: Float64Array, slot: number): number {
  const { state } = board;
  const { groups, channelCount, days } = state.compiled;
  const contact = state.slotContact[slot]!;
  const channel = state.slotChannel[slot]!;
  const cell = groups.groupOf[contact]! * channelCount + channel;
  return state.lossOf(contact, channel) - cellPrices[cell * days + state.slotDay[slot]!]!;
}

/** The action of a row that is missed least among a sample, −1 where all are pinned or belong to `keptContact`. */
function pickFromRow(board: MoveBoard, cellPrices: Float64Array, row: number, keptContact: number, random: Random): number {
  const slots = board.rowSlots[row]!;
  let best = -1;
  let bestSurplus = Infinity;
  const start = slots.length > SAMPLE_SIZE ? randomIndex(random, slots.length) : 0;
  const step = slots.length > SAMPLE_SIZE ? 1 + randomIndex(random, slots.length - 1) : 1;
  for (let look = 0, at = start; look < Math.min(SAMPLE_SIZE, slots.length); look += 1, at = (at + step) % slots.length) {
    const slot = slots[at]!;
    if (board.state.slotIsPinned[slot] === 1 || board.state.slotContact[slot] === keptContact) continue;
    const surplus = surplusOf(board, cellPrices, slot);
    if (surplus < bestSurplus) {
      best = slot;
      bestSurplus = surplus;
    }
  }
  return best;
}

/** The contact's own action that stands in the way of one more and is missed least, −1 where only pins do. */
function pickOwn(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number, day: number): number {
  const { state } = board;
  const { spacing } = state.compiled;
  const isFull = !state.hasRoom(contact, channel);
  let best = -1;
  let bestSurplus = Infinity;
  let isSameChannel = false;
  for (let slot = state.head[contact]!; slot >= 0; slot = state.next[slot]!) {
    const blocks = (state.slotChannel[slot] === channel && (isFull || Math.abs(state.slotDay[slot]! - day) < spacing[channel]!)) || state.clashesWith(slot, channel, day);
    if (state.slotIsPinned[slot] === 1 || (isSameChannel && !blocks)) continue;
    const surplus = surplusOf(board, cellPrices, slot);
    if (surplus < bestSurplus || (blocks && !isSameChannel)) {
      best = slot;
      bestSurplus = surplus;
      isSameChannel = blocks;
    }
  }
  return best;
}

/** The action missed least among those of contacts that share a window with the contact's on a day, −1 where only pins do. */
function pickFromMates(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number, day: number): number {
  const { state } = board;
  const { windows, groups, channelCount, days } = state.compiled;
  const cell = groups.groupOf[contact]! * channelCount + channel;
  let best = -1;
  let bestSurplus = Infinity;
  for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
    const window = windows.part[entry]!;
    if (windows.inDay[startOfDays(windows, window, contact, days) + day] === 0) continue;
    for (const mate of windows.matesOf[window]?.get(contact) ?? []) {
      for (let slot = state.head[mate]!; slot >= 0; slot = state.next[slot]!) {
        if (state.slotIsPinned[slot] === 1 || !state.sharesWindow(slot, window, day)) continue;
        const surplus = surplusOf(board, cellPrices, slot);
        if (surplus >= bestSurplus) continue;
        best = slot;
        bestSurplus = surplus;
      }
    }
  }
  return best;
}

/**
 * Plans an action on an open day by pushing out, at most `most` times, what is missed least among the actions in its
 * way: the contact's own first, then those of full rows. Answers what was pushed out, or null where it does not work
 * out; changes made until then are in the board's journal either way.
 */
export function insertByEjection(board: MoveBoard, cellPrices: Float64Array, action: { contact: number; channel: number; day: number }, most: number, random: Random): Ejected | null {
  const { state } = board;
  const { contact, channel, day } = action;
  const ejected: Ejected = { contacts: [], channels: [] };
  const eject = (slot: number): boolean => {
    if (slot < 0 || ejected.contacts.length >= most) return false;
    ejected.contacts.push(state.slotContact[slot]!);
    ejected.channels.push(state.slotChannel[slot]!);
    board.remove(slot);
    return true;
  };
  while (!state.hasRoom(contact, channel) || !state.fitsContact(contact, channel, day)) {
    const own = pickOwn(board, cellPrices, contact, channel, day);
    if (!eject(own >= 0 ? own : pickFromMates(board, cellPrices, contact, channel, day))) return null;
  }
  const { limits, groups, channelCount } = state.compiled;
  const cell = groups.groupOf[contact]! * channelCount + channel;
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    const row = limits.entryRow[entry]! + period;
    if (period < 0 || limits.rowIsFloor[row] === 1) continue;
    while (state.rowUsed[row]! + limits.entryWeight[entry]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) {
      if (!eject(pickFromRow(board, cellPrices, row, contact, random))) return null;
    }
  }
  board.insert(contact, channel, day);
  return ejected;
}
