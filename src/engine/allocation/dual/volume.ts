import type { DualPath } from './dual-path.ts';

/** Most weight of a new relaxed plan in the average; it has at least a tenth of it. */
const MOST_WEIGHT = 0.5;
const LEAST_SHARE = 0.1;
/** The bound is taken to lie so far above the best value, as a share of it: what the first step aims at. */
const AIM = 0.001;
/** So many visits on end that do not lower the bound (red) shorten the step; one that does and whose plan agrees with the average (green) lengthens it. */
const RED_VISITS = 3;
const SHORTER = 0.66;
const LONGER = 1.1;
const LONGEST = 2;
const SHORTEST = 5e-4;
/** Decay of the running square of each price's excess, and what is added to its root, in actions. */
const SQUARE_DECAY = 0.9;
const LEAST_FLUCTUATION = 0.5;

/**
 * The volume algorithm (Barahona and Anbil 2000): steps from the best point met along the excess of an average of relaxed
 * plans, in which each new plan has the weight that makes the excess of the average smallest. The average tends to a solution
 * of the linear relaxation, so steps along its excess do not zigzag. Lengths are measured in units of the fluctuation of each
 * price's own excess; the step aims at a value a little below the best and is shortened (red) and lengthened (green) by how visits turn out.
 * Answers false where the search has to end.
 */
export function settlePrices(path: DualPath, rounds: number): boolean {
  const { oracle, best } = path;
  const { size, excess } = oracle;
  const point = best.slice();
  const average = new Float64Array(size);
  const square = new Float64Array(size);
  const unit = new Float64Array(size);
  let factor = 1;
  let reds = 0;

  const measure = (round: number): void => {
    const seen = 1 - SQUARE_DECAY ** round;
    for (let at = 0; at < size; at += 1) {
      square[at] = SQUARE_DECAY * square[at]! + (1 - SQUARE_DECAY) * excess[at]! * excess[at]!;
      unit[at] = 1 / (Math.sqrt(square[at]! / seen) + LEAST_FLUCTUATION);
    }
  };

  const step = (): void => {
    let norm = 0;
    for (let at = 0; at < size; at += 1) if (oracle.isFree(at, best[at]!, average[at]!)) norm += average[at]! * average[at]! * unit[at]!;
    const length = norm > 0 ? (factor * AIM * Math.abs(path.bound)) / norm : 0;
    for (let at = 0; at < size; at += 1) point[at] = oracle.clamp(at, best[at]! + length * unit[at]! * average[at]!);
  };

  /** Takes the last plan into the average; answers how far its excess agrees with that of the average before. */
  const blend = (): number => {
    let across = 0;
    let along = 0;
    let agreement = 0;
    for (let at = 0; at < size; at += 1) {
      const change = excess[at]! - average[at]!;
      across += unit[at]! * change * change;
      along += unit[at]! * change * average[at]!;
      if (oracle.isFree(at, best[at]!, average[at]!)) agreement += unit[at]! * average[at]! * excess[at]!;
    }
    const wanted = across > 0 ? -along / across : MOST_WEIGHT;
    const weight = Math.max(LEAST_SHARE * MOST_WEIGHT, Math.min(MOST_WEIGHT, wanted));
    for (let at = 0; at < size; at += 1) average[at]! += weight * (excess[at]! - average[at]!);
    return agreement;
  };

  for (let round = 1; round <= rounds; round += 1) {
    if (round > 1) step();
    const { bound } = path;
    const goesOn = path.visit(point);
    measure(round);
    if (round === 1) average.set(excess);
    else {
      const agreement = blend();
      if (path.value < bound) {
        reds = 0;
        if (agreement > 0) factor = Math.min(LONGEST, factor * LONGER);
      } else {
        reds += 1;
        if (reds === RED_VISITS) {
          factor = Math.max(SHORTEST, factor * SHORTER);
          reds = 0;
        }
      }
    }
    if (!goesOn) return false;
  }
  return true;
}
