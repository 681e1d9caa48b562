import type { Random } from '../base/rng.ts';
import { stopReason, type RunControl } from '../base/progress.ts';
import { insertByEjection } from './eject.ts';
import type { MoveBoard } from './move-board.ts';
import { resettle } from './settle-move.ts';

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

/** Open days of a pair, cheapest first, at most DAYS_TRIED of them. */
function cheapestDays(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number): number[] {
  const { compiled } = board.state;
  const from = (compiled.groups.groupOf[contact]! * compiled.channelCount + channel) * compiled.days;
  const days: number[] = [];
  for (let day = compiled.earliest[contact * compiled.channelCount + channel]!; day < compiled.days; day += 1) if (compiled.isOpen[from + day] === 1) days.push(day);
  return days.sort((first, second) => cellPrices[from + first]! - cellPrices[from + second]! || first - second).slice(0, DAYS_TRIED);
}

/** Plans an action that lessens the deficit, pushing others out of its way; false where no day works out. */
function forceIn(board: MoveBoard, cellPrices: Float64Array, contact: number, channel: number, random: Random): boolean {
  const { state } = board;
  const before = state.deficit;
  for (const day of cheapestDays(board, cellPrices, contact, channel)) {
    const mark = board.mark;
    const ejected = insertByEjection(board, cellPrices, { contact, channel, day }, MOST_EJECTED, random);
    if (ejected !== null) resettle(board, cellPrices, ejected);
    if (ejected !== null && state.deficit < before) {
      board.commit();
      return true;
    }
    board.rollBack(mark);
  }
  return false;
}

/**
 * Fills what floors and coverage rules still lack by forcing actions in, best first, in a few passes. Ceilings hold all
 * the while; a deficit may remain.
 */
export function repairDeficit(board: MoveBoard, cellPrices: Float64Array, random: Random, control: RunControl): void {
  const { state } = board;
  const { channelCount } = state.compiled;
  for (let pass = 0; pass < PASSES && state.deficit > 0; pass += 1) {
    let isBetter = false;
    for (const pair of listHelpers(board, cellPrices)) {
      if (state.deficit === 0 || stopReason(control) !== null) return;
      if (forceIn(board, cellPrices, Math.floor(pair / channelCount), pair % channelCount, random)) isBetter = true;
    }
    if (!isBetter) return;
  }
}
