import type { MarkovChain } from './markov-chain.ts';

/** What becomes of a walk through a chain. */
export interface Absorption {
  /** P(the walk ends with an outcome). */
  readonly conversion: number;
  /** Expected value of its outcome. */
  readonly value: number;
  /** The probability that is not accounted for: `conversion` is too low by at most this. */
  readonly missing: number;
}

/**
 * Absorption of walks that die where they touch a channel with `isRemoved`, by eliminating one state after the other
 * (Grassmann, Taksar & Heyman 1985): a state's walks are handed on to where they go next, its loop by the geometric series.
 * Adds, multiplies and divides positive numbers only, so no digits are lost and no pivot is needed. O(states³).
 */
export function absorbDirect(chain: MarkovChain, isRemoved: Uint8Array): Absorption {
  const { shape } = chain;
  const alive = shape.latestChannel.reduce<number[]>((list, channel, state) => (isRemoved[channel] === 1 ? list : [...list, state]), []);
  const size = alive.length;
  const placeOf = new Int32Array(shape.stateCount).fill(-1);
  alive.forEach((state, place) => (placeOf[state] = place));
  // One row per living state and one for the start; columns: living states, outcome, value, the end of the walk.
  const width = size + 3;
  const table = new Float64Array((size + 1) * width);
  alive.forEach((state, place) => {
    table[place * width + size] = chain.converts[state]!;
    table[place * width + size + 1] = chain.gains[state]!;
    table[place * width + size + 2] = chain.ends[state]!;
    table[size * width + place] = chain.starts[state]!;
  });
  for (let target = 0; target < shape.stateCount; target += 1) {
    const to = placeOf[target]! < 0 ? size + 2 : placeOf[target]!;
    if (to === size + 2) table[size * width + to]! += chain.starts[target]!;
    for (let step = shape.incoming[target]!; step < shape.incoming[target + 1]!; step += 1) {
      const from = placeOf[shape.source[step]!]!;
      if (from >= 0) table[from * width + to]! += chain.step[step]!;
    }
  }
  for (let gone = size - 1; gone >= 0; gone -= 1) eliminate(table, gone, size, width);
  const at = size * width + size;
  const conversion = table[at]!;
  return { conversion, value: table[at + 1]!, missing: Math.max(0, 1 - conversion - table[at + 2]!) };
}

function eliminate(table: Float64Array, gone: number, size: number, width: number): void {
  const row = gone * width;
  let leaves = table[row + size]! + table[row + size + 2]!;
  for (let place = 0; place < gone; place += 1) leaves += table[row + place]!;
  if (leaves === 0) return;
  for (let place = 0; place <= size; place += 1) {
    if (place >= gone && place < size) continue;
    const flow = table[place * width + gone]! / leaves;
    if (flow === 0) continue;
    for (let column = 0; column < gone; column += 1) table[place * width + column]! += flow * table[row + column]!;
    for (let column = size; column < width; column += 1) table[place * width + column]! += flow * table[row + column]!;
  }
}
