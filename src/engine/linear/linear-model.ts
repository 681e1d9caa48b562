import type { RunControl } from '../base/progress.ts';

/**
 * A linear or mixed-integer model: optimise offset + c·x subject to rowLower ≤ A x ≤ rowUpper, lower ≤ x ≤ upper, and
 * x whole where `isInteger` is 1. A stands column by column (compressed sparse columns). Infinite bounds are ±Infinity.
 */
export interface LinearModel {
  readonly name: string;
  readonly sense: 'min' | 'max';
  readonly offset: number;
  readonly columnNames: readonly string[];
  readonly rowNames: readonly string[];
  readonly objective: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly isInteger: Uint8Array;
  readonly rowLower: Float64Array;
  readonly rowUpper: Float64Array;
  /** Start of each column's entries in `entryRow` and `entryValue`; length = columns + 1. */
  readonly columnStart: Int32Array;
  readonly entryRow: Int32Array;
  readonly entryValue: Float64Array;
}

/** How a solve of a linear model ended; none of these is an error. */
export type LinearStatus = 'optimal' | 'infeasible' | 'unbounded' | 'infeasible_or_unbounded' | 'time_limit' | 'interrupted' | 'unknown';

export interface LinearSolveOptions {
  readonly timeLimitSeconds?: number;
  /** Stop once (bound − objective) / |objective| is at most this; 0 = prove optimality. */
  readonly relativeGap?: number;
  readonly seed?: number;
  /** Feasible start, one value per column. */
  readonly start?: Float64Array;
}

/** What a solver found. `values` is the best point known (null without one), recounted against the model before it is returned. */
export interface LinearSolution {
  readonly status: LinearStatus;
  readonly objective: number | null;
  /** Proven bound on the optimum in the model's own sense, null where the solver proved none. */
  readonly bound: number | null;
  readonly values: Float64Array | null;
  /** Dual value per row of a continuous model, null for integer models. */
  readonly rowDuals: Float64Array | null;
  readonly solver: string;
  readonly solverVersion: string;
}

/** Solves a model; knows one solver and nothing of planning. */
export type LinearSolver = (model: LinearModel, options: LinearSolveOptions, control: RunControl) => Promise<LinearSolution>;

/** The solvers at hand. */
export interface LinearSolvers {
  readonly highs: LinearSolver;
  readonly glpk: LinearSolver;
}
