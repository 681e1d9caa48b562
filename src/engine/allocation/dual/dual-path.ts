import type { DualOracle } from './dual-oracle.ts';

/** A search of prices under way: what it asks, and the best it has met. */
export interface DualPath {
  readonly oracle: DualOracle;
  /** The point of the lowest value met. */
  readonly best: Float64Array;
  /** The lowest value met, Infinity before the first. */
  readonly bound: number;
  /** Value of the last visit. */
  readonly value: number;
  /** Evaluates a point, the first one as it stands, later ones with ties between days broken; false once the search has to end. */
  visit(point: Float64Array): boolean;
  /** Evaluates the best point as it stands, which is a lower bound than with ties broken. */
  close(): void;
}

/** Starts a path at a point, which is not evaluated yet. */
export function createDualPath(oracle: DualOracle, start: Float64Array, isStopped: (round: number, bound: number) => boolean): DualPath {
  const best = start.slice();
  let bound = Infinity;
  let value = Infinity;
  let round = 0;
  return {
    oracle,
    best,
    get bound() {
      return bound;
    },
    get value() {
      return value;
    },
    visit(point) {
      value = oracle.evaluate(point, round > 0);
      round += 1;
      if (value < bound) {
        bound = value;
        best.set(point);
      }
      return !isStopped(round, bound);
    },
    close() {
      bound = Math.min(bound, oracle.evaluate(best, false));
    },
  };
}
