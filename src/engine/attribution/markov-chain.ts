import type { ChainShape } from './chain-shape.ts';
import type { PathTable } from './path-table.ts';

/** How often each path is walked with and without an outcome, and what its outcomes are worth in all. */
export type PathWeights = Pick<PathTable, 'conversions' | 'value' | 'nulls'>;

/** An absorbing chain: probabilities out of each state add up to 1, those of absorption included. */
export interface MarkovChain {
  readonly shape: ChainShape;
  /** By state: P(a path starts there). */
  readonly starts: Float64Array;
  /** By step: its probability. */
  readonly step: Float64Array;
  /** By state: P(the path ends there with an outcome), and without. */
  readonly converts: Float64Array;
  readonly ends: Float64Array;
  /** By state: expected value of an outcome right after it. */
  readonly gains: Float64Array;
}

/**
 * Maximum-likelihood chain of the paths: every probability is the share of the walks out of a state. Without null paths
 * only walks to an outcome count. States that no walk visits have no way out. O(touches).
 */
export function createMarkovChain(paths: PathTable, shape: ChainShape, weights: PathWeights, usesNullPaths: boolean): MarkovChain {
  const { stateCount } = shape;
  const starts = new Float64Array(stateCount);
  const step = new Float64Array(shape.source.length);
  const converts = new Float64Array(stateCount);
  const ends = new Float64Array(stateCount);
  const gains = new Float64Array(stateCount);
  let walks = 0;
  for (let path = 0; path + 1 < paths.start.length; path += 1) {
    const nulls = usesNullPaths ? weights.nulls[path]! : 0;
    const count = weights.conversions[path]! + nulls;
    const [from, to] = [paths.start[path]!, paths.start[path + 1]!];
    if (count === 0) continue;
    walks += count;
    starts[shape.stateOfTouch[from]!]! += count;
    for (let touch = from + 1; touch < to; touch += 1) step[shape.stepOfTouch[touch]!]! += count;
    const last = shape.stateOfTouch[to - 1]!;
    converts[last]! += weights.conversions[path]!;
    ends[last]! += nulls;
    gains[last]! += weights.value[path]!;
  }
  const out = new Float64Array(stateCount);
  for (let state = 0; state < stateCount; state += 1) out[state] = converts[state]! + ends[state]!;
  for (let place = 0; place < step.length; place += 1) out[shape.source[place]!]! += step[place]!;
  for (let place = 0; place < step.length; place += 1) if (step[place]! > 0) step[place]! /= out[shape.source[place]!]!;
  for (let state = 0; state < stateCount; state += 1) {
    if (walks > 0) starts[state]! /= walks;
    if (out[state] === 0) continue;
    converts[state]! /= out[state]!;
    ends[state]! /= out[state]!;
    gains[state]! /= out[state]!;
  }
  return { shape, starts, step, converts, ends, gains };
}
