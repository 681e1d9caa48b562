import type { ResponseInput } from './response-model.ts';

/**
 * Touches sorted by pair (contact · channelCount + channel), day and response: the same arrays whatever order they came
 * in. Rows of pair p are pairStart[p] … pairStart[p + 1] − 1.
 */
export interface OrderedTouches {
  readonly contactCount: number;
  readonly channelCount: number;
  readonly pairStart: Int32Array;
  /** By row: its pair. */
  readonly pair: Int32Array;
  readonly day: Int32Array;
  readonly responded: Uint8Array;
  /** 1 + earlier touches of the pair within the window; touches of one day share their position. */
  readonly position: Uint16Array;
  readonly futureTouches: number;
}

const MOST_POSITIONS = 65_535;
/** The last day of year 9999 is number 2,932,896. */
const LARGEST_DAY = 3_000_000;

/**
 * Sorts the touches up to asOfDay and counts their positions in a window of `windowDays` days that ends on the touch's
 * day. O(touches + pairs) and the sort within pairs. Throws RangeError on an index or day outside its range.
 */
export function orderTouches(input: ResponseInput, windowDays: number): OrderedTouches {
  const { contactCount, channelCount, asOfDay } = input;
  const { contact, channel, day } = input.touches;
  const pairCount = contactCount * channelCount;
  const pairStart = new Int32Array(pairCount + 1);
  let futureTouches = 0;
  for (let touch = 0; touch < contact.length; touch += 1) {
    const contactIndex = contact[touch]!;
    const channelIndex = channel[touch]!;
    if (contactIndex < 0 || contactIndex >= contactCount) throw new RangeError(`touch ${touch}: contact ${contactIndex} of ${contactCount}`);
    if (channelIndex < 0 || channelIndex >= channelCount) throw new RangeError(`touch ${touch}: channel ${channelIndex} of ${channelCount}`);
    if (Math.abs(day[touch]!) > LARGEST_DAY) throw new RangeError(`touch ${touch}: day ${day[touch]}`);
    if (day[touch]! > asOfDay) futureTouches += 1;
    else pairStart[contactIndex * channelCount + channelIndex + 1]! += 1;
  }
  for (let pair = 0; pair < pairCount; pair += 1) pairStart[pair + 1]! += pairStart[pair]!;

  const next = pairStart.slice(0, pairCount);
  const keys = new Int32Array(pairStart[pairCount]!);
  for (let touch = 0; touch < contact.length; touch += 1) {
    if (day[touch]! > asOfDay) continue;
    const pair = contact[touch]! * channelCount + channel[touch]!;
    const place = next[pair]!;
    keys[place] = day[touch]! * 2 + (input.responded[touch] === 1 ? 1 : 0);
    next[pair] = place + 1;
  }
  const pairOfRow = new Int32Array(keys.length);
  for (let pair = 0; pair < pairCount; pair += 1) {
    sortRange(keys, pairStart[pair]!, pairStart[pair + 1]!);
    pairOfRow.fill(pair, pairStart[pair], pairStart[pair + 1]);
  }

  const sortedDay = keys.map((key) => key >> 1);
  const responded = Uint8Array.from(keys, (key) => key & 1);
  const position = countPositions(pairStart, sortedDay, windowDays);
  return { contactCount, channelCount, pairStart, pair: pairOfRow, day: sortedDay, responded, position, futureTouches };
}

/** Insertion sort where a pair has few touches, as nearly all do; the built-in sort where it has many. */
function sortRange(keys: Int32Array, from: number, to: number): void {
  if (to - from > 24) {
    keys.subarray(from, to).sort();
    return;
  }
  for (let place = from + 1; place < to; place += 1) {
    const key = keys[place]!;
    let hole = place;
    while (hole > from && keys[hole - 1]! > key) {
      keys[hole] = keys[hole - 1]!;
      hole -= 1;
    }
    keys[hole] = key;
  }
}

function countPositions(pairStart: Int32Array, day: Int32Array, windowDays: number): Uint16Array {
  const position = new Uint16Array(day.length);
  for (let pair = 0; pair + 1 < pairStart.length; pair += 1) {
    let oldest = pairStart[pair]!;
    let sameDay = oldest;
    for (let row = pairStart[pair]!; row < pairStart[pair + 1]!; row += 1) {
      if (day[row] !== day[sameDay]) sameDay = row;
      while (day[oldest]! <= day[row]! - windowDays) oldest += 1;
      position[row] = Math.min(MOST_POSITIONS, sameDay - oldest + 1);
    }
  }
  return position;
}

/** How many of a pair's rows are dated up to `lastDay`; they are its first rows. */
export function rowsThrough(ordered: OrderedTouches, pair: number, lastDay: number): number {
  let to = ordered.pairStart[pair + 1]!;
  const from = ordered.pairStart[pair]!;
  while (to > from && ordered.day[to - 1]! > lastDay) to -= 1;
  return to - from;
}
