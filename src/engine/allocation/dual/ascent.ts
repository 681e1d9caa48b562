import type { DualPath } from './dual-path.ts';

/** Decay of the running mean and of the running square of each price's excess. */
const MEAN_DECAY = 0.85;
const SQUARE_DECAY = 0.9;
const TINY = 1e-9;

/**
 * Subgradient steps, each price's in units of the fluctuation of its own excess (adaptive moments, Kingma and Ba 2015), that
 * shrink to nothing over the rounds: quick from far away. `firstStep` is a share of the average gain of an action. Answers
 * false where the search has to end.
 */
export function ascend(path: DualPath, rounds: number, firstStep: number): boolean {
  const { oracle } = path;
  const point = path.best.slice();
  const mean = new Float64Array(oracle.size);
  const square = new Float64Array(oracle.size);
  for (let round = 1; round <= rounds; round += 1) {
    if (!path.visit(point)) return false;
    const left = 1 - round / (rounds + 1);
    const step = firstStep * oracle.gain * left * left;
    const meanSeen = 1 - MEAN_DECAY ** round;
    const squareSeen = 1 - SQUARE_DECAY ** round;
    for (let at = 0; at < point.length; at += 1) {
      const excess = oracle.excess[at]!;
      mean[at] = MEAN_DECAY * mean[at]! + (1 - MEAN_DECAY) * excess;
      square[at] = SQUARE_DECAY * square[at]! + (1 - SQUARE_DECAY) * excess * excess;
      point[at] = oracle.clamp(at, point[at]! + (step * (mean[at]! / meanSeen)) / (Math.sqrt(square[at]! / squareSeen) + TINY));
    }
  }
  return true;
}
