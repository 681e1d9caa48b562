import type { Random } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { insertByEjection } from './eject.ts';
import type { MoveBoard } from './move-board.ts';
import { findLacked, listCheapestDays } from './partners.ts';
import { mendMoved, resettle } from './settle-move.ts';

/** An action that may be pushed out is weighed on so many days at most. */
const DAYS_TRIED = 6;
const PASSES = 4;
const MOST_EJECTED = 5;

/** Pairs whose cell a floor or coverage rule that still lacks something counts, dearest gain first. */
function listHelpers(board: MoveBoard, cellPrices: Float64Array): Int32Array {
  const { state } = board;
  const { compiled } = state;
  const { limits, covers, groups, channelCount, days } = compiled;
  const helps = new Uint8Array(groups.count * channelCount);
  for (let cell = 0; cell < helps.length; cell += 1) {
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const row = limits.entryRow[entry]!;
      if (limits.rowIsFloor[row] === 1 && state.rowUsed[row]! < limits.rowLimit[row]!) helps[cell] = 1;
    }
    for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) {
      const cover = covers.part[entry]!;
      if (state.covered[cover]! < covers.parts[cover]!.need) helps[cell] = 1;
    }
  }
  const pairs: number[] = [];
  const worth = new Map<number, number>();
  for (let contact = 0; contact < compiled.contactCount; contact += 1) {
    for (let channel = 0; channel < channelCount; channel += 1) {
      const cell = groups.groupOf[contact]! * channelCount + channel;
      if (helps[cell] === 0 || compiled.maxActions[channel] === 0) continue;
      const pair = contact * channelCount + channel;
      let price = Infinity;
      for (let day = compiled.earliest[pair]!; day < days; day += 1) if (compiled.isOpen[cell * days + day] === 1) price = Math.min(price, cellPrices[cell * days + day]!);
      if (price === Infinity) continue;
      pairs.push(pair);
      worth.set(pair, state.gainOf(contact, channel) - price);
    }
  }
  return Int32Array.from(pairs.sort((first, second) => worth.get(second)! - worth.get(first)! || first - second));
}

/** Plans an action on one of some days so that the deficit falls, pushing others out of its way; false where no day works out. */
function forceIn(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number, days: readonly number[], random: Random): boolean {
  const { state } = board;
  const before = state.deficit;
  for (const day of days) {
    const mark = board.mark;
    const ejected = insertByEjection(board, cellPrices, { contact, channel, day }, MOST_EJECTED, random);
    if (ejected !== null) {
      mendMoved(board, cellPrices, [contact, ...ejected.contacts]);
      resettle(board, cellPrices, ejected);
    }
    if (ejected !== null && state.deficit < before) {
      board.commit();
      return true;
    }
    board.rollBack(mark);
  }
  return false;
}

/** Forces in the partners that fixed actions lack; true where one more has its partner. */
function forcePartners(board: MoveBoard, cellPrices: Float64Array, random: Random): boolean {
  const { state } = board;
  const { fixed } = state.compiled;
  let isBetter = false;
  for (const { contact } of fixed) {
    const lacked = findLacked(state, contact);
    if (lacked === null) continue;
    const days = Array.from({ length: Math.max(0, lacked.last - lacked.first + 1) }, (_, at) => lacked.first + at);
    if (forceIn(board, cellPrices, contact, lacked.channel, days, random)) isBetter = true;
  }
  return isBetter;
}

/**
 * Fills what fixed actions, floors and coverage rules still lack by forcing actions in, best first, in a few passes. Ceilings hold all
 * the while; a deficit may remain.
 */
export function repairDeficit(board: MoveBoard, cellPrices: Float64Array, random: Random, control: RunControl): void {
  const { state } = board;
  const { channelCount } = state.compiled;
  for (let pass = 0; pass < PASSES && state.deficit > 0; pass += 1) {
    let isBetter = forcePartners(board, cellPrices, random);
    for (const pair of listHelpers(board, cellPrices)) {
      if (state.deficit === 0 || stopReason(control) !== null) return;
      const contact = Math.floor(pair / channelCount);
      const channel = pair % channelCount;
      if (forceIn(board, cellPrices, contact, channel, listCheapestDays(state, cellPrices, contact, channel, DAYS_TRIED), random)) isBetter = true;
    }
    if (!isBetter) return;
  }
}
