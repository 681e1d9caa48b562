import type { LinearModel } from './linear-model.ts';
import { feasibilityTolerance, roundingTolerance } from './recount-solution.ts';
import type { SolverClaim } from './settle-solution.ts';

/** Rounding forgiven before the bound of a whole-numbered column is taken to the next whole number. */
const roundingSlack = 1e-9;

const infeasibleClaim: SolverClaim = { status: 'infeasible', values: null, objective: null, bound: null, rowDuals: null };

function tightenIntegerBounds(model: LinearModel): LinearModel {
  const isFractional = (bound: number): boolean => Number.isFinite(bound) && !Number.isInteger(bound);
  const needed = model.columnNames.some((_name, column) => model.isInteger[column] === 1 && (isFractional(model.lower[column]!) || isFractional(model.upper[column]!)));
  if (!needed) return model;
  const lower = model.lower.map((bound, column) => (model.isInteger[column] === 1 && isFractional(bound) ? Math.ceil(bound - roundingSlack) + 0 : bound));
  const upper = model.upper.map((bound, column) => (model.isInteger[column] === 1 && isFractional(bound) ? Math.floor(bound + roundingSlack) + 0 : bound));
  return { ...model, lower, upper };
}

function hasCrossedLimits(lower: Float64Array, upper: Float64Array): boolean {
  return lower.some((limit, index) => limit - upper[index]! > roundingTolerance(upper[index]!));
}

/**
 * Answers a model that needs no solver (crossed limits, or no columns), else the model with the bounds of whole-
 * numbered columns taken to whole numbers, as every solver wants them.
 */
export function prepareModel(model: LinearModel): { readonly claim: SolverClaim } | { readonly model: LinearModel } {
  const tightened = tightenIntegerBounds(model);
  if (hasCrossedLimits(tightened.lower, tightened.upper) || hasCrossedLimits(model.rowLower, model.rowUpper)) return { claim: infeasibleClaim };
  if (model.columnNames.length > 0) return { model: tightened };
  const isReached = model.rowLower.every((lower, row) => lower <= feasibilityTolerance && model.rowUpper[row]! >= -feasibilityTolerance);
  if (!isReached) return { claim: infeasibleClaim };
  const rowDuals = new Float64Array(model.rowNames.length);
  return { claim: { status: 'optimal', values: new Float64Array(0), objective: model.offset, bound: model.offset, rowDuals } };
}
