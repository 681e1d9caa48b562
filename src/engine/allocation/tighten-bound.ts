import type { CompiledProblem } from './compiled-problem.ts';

/** Rounding that must not cost a whole contact. */
const ROUNDING = 1e-6;

/** A bound on a number of contacts reached may be rounded down to a whole number; any other bound stays. */
export const tightenBound = (compiled: Pick<CompiledProblem, 'isReach'>, bound: number): number => (compiled.isReach ? Math.floor(bound + ROUNDING) : bound);
