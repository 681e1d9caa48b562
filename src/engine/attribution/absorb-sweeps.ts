import type { Absorption } from './absorb-direct.ts';
import type { MarkovChain } from './markov-chain.ts';

const MOST_SWEEPS = 200_000;
const CHECK_EVERY = 8;

/**
 * The same absorption for chains of many states: Gauss–Seidel on the expected visits x = starts + x·P, with each state's
 * loop solved at once. Visits rise from 0 and never pass the truth, so what has been absorbed is a lower bound, and the
 * probability still under way is a proven bound on the error (`missing`). Ends when that is `settled` or stands still.
 * O(steps) a sweep; the number of sweeps grows with the length of the walks.
 */
export function absorbBySweeps(chain: MarkovChain, isRemoved: Uint8Array, settled = 1e-15): Absorption {
  const { shape, starts, step, converts, ends, gains } = chain;
  const { stateCount, incoming, source, latestChannel } = shape;
  const visits = new Float64Array(stateCount);
  const leaves = converts.map((share, state) => share + ends[state]!);
  const dies = ends.slice();
  let diesAtStart = 0;
  for (let target = 0; target < stateCount; target += 1) {
    const isDead = isRemoved[latestChannel[target]!] === 1;
    if (isDead) diesAtStart += starts[target]!;
    for (let place = incoming[target]!; place < incoming[target + 1]!; place += 1) {
      if (isDead) dies[source[place]!]! += step[place]!;
      if (source[place] !== target) leaves[source[place]!]! += step[place]!;
    }
  }
  let missing = 1;
  let conversion = 0;
  for (let sweep = 1; sweep <= MOST_SWEEPS; sweep += 1) {
    for (let target = 0; target < stateCount; target += 1) {
      if (isRemoved[latestChannel[target]!] === 1) continue;
      let flow = starts[target]!;
      for (let place = incoming[target]!; place < incoming[target + 1]!; place += 1) if (source[place] !== target) flow += visits[source[place]!]! * step[place]!;
      visits[target] = flow === 0 ? 0 : flow / leaves[target]!;
    }
    if (sweep % CHECK_EVERY !== 0) continue;
    conversion = 0;
    let ended = diesAtStart;
    for (let state = 0; state < stateCount; state += 1) {
      conversion += visits[state]! * converts[state]!;
      ended += visits[state]! * dies[state]!;
    }
    const rest = Math.max(0, 1 - conversion - ended);
    const isStill = rest >= missing;
    missing = rest;
    if (missing <= settled || isStill) break;
  }
  let value = 0;
  for (let state = 0; state < stateCount; state += 1) value += visits[state]! * gains[state]!;
  return { conversion, value, missing };
}
