import { createPrices, type PriceVector } from '../price-vector.ts';
import type { Relaxation } from '../relaxation.ts';
import { ascend } from './ascent.ts';
import { createDualOracle } from './dual-oracle.ts';
import { createDualPath } from './dual-path.ts';
import { settlePrices } from './volume.ts';

/** Prices and the bound they prove. */
export interface DualResult {
  readonly prices: PriceVector;
  /** Proven upper bound on the objective. */
  readonly bound: number;
}

export interface DualOptions {
  readonly rounds: number;
  readonly seed: number;
  /** First step as a share of the average gain of an action. */
  readonly firstStep: number;
  /** Asked between rounds with what is known so far; true ends the search. */
  readonly isStopped: (round: number, bound: number) => boolean;
  /** Prices to start from; zero where left out. */
  readonly start?: PriceVector;
}

/** Rounds that come near the best prices; those beyond settle on them. */
const OPENING_ROUNDS = 200;

/**
 * Lowers the Lagrangian bound: an ascent with steps of its own per price comes near, the volume algorithm settles. Every
 * value met is a proven bound, so stopping early only leaves it weaker. Deterministic for a seed and a number of rounds.
 * Each round costs one evaluation of the relaxation, and one more at the end. From the prices of an earlier answer the bound is never higher.
 */
export function lowerBound(relaxation: Relaxation, { rounds, seed, firstStep, isStopped, start }: DualOptions): DualResult {
  const { limits, covers, guards } = relaxation.compiled;
  const oracle = createDualOracle(relaxation, seed);
  const path = createDualPath(oracle, oracle.toPoint(start ?? createPrices(limits.rowCount, covers.parts.length, relaxation.pricesGuards === true ? guards.length : 0)), isStopped);
  const opening = Math.min(rounds, OPENING_ROUNDS);
  if (ascend(path, opening, firstStep) && settlePrices(path, rounds - opening)) path.close();
  return { prices: oracle.toPrices(path.best), bound: path.bound };
}
