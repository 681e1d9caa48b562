import type { LinearModel } from './linear-model.ts';
import { objectiveTolerance } from './recount-solution.ts';

/** Prices below this, relative to the costs they come from, are rounding: solvers go no further themselves. */
const priceNoise = 1e-6;

/** What a price wins by moving its value to the limit it pushes against; infinite where there is none. */
function gapOf(price: number, value: number, lower: number, upper: number): number {
  return price > 0 ? price * Math.max(0, value - lower) : price * Math.min(0, value - upper);
}

/**
 * Distance between the objective of a feasible point and the bound its row duals prove (weak duality): the sum over
 * rows and columns of price × distance to the limit that price pushes against. Near 0 proves the point optimal,
 * whoever computed it; infinite where the duals prove nothing. Continuous models only. Linear in the entries.
 */
export function measureDualGap(model: LinearModel, values: Float64Array, rowDuals: Float64Array): number {
  const sign = model.sense === 'min' ? 1 : -1;
  const activity = new Float64Array(model.rowNames.length);
  const largestCost = model.objective.reduce((largest, cost) => Math.max(largest, Math.abs(cost)), 0);
  const costSize = Math.min(1, largestCost);
  let gap = 0;
  for (let column = 0; column < values.length; column++) {
    let reducedCost = model.objective[column]!;
    let size = Math.abs(reducedCost);
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) {
      const row = model.entryRow[entry]!;
      const part = rowDuals[row]! * model.entryValue[entry]!;
      activity[row]! += model.entryValue[entry]! * values[column]!;
      reducedCost -= part;
      size = Math.max(size, Math.abs(part));
    }
    const isNoise = Math.abs(reducedCost) <= priceNoise * Math.max(size, costSize);
    if (!isNoise) gap += gapOf(sign * reducedCost, values[column]!, model.lower[column]!, model.upper[column]!);
  }
  for (let row = 0; row < activity.length; row++) {
    if (Math.abs(rowDuals[row]!) <= priceNoise * costSize) continue;
    gap += gapOf(sign * rowDuals[row]!, activity[row]!, model.rowLower[row]!, model.rowUpper[row]!);
  }
  return gap;
}

/** True where the row duals prove a feasible point of a continuous model optimal, up to rounding. */
export function isProvenByDuals(model: LinearModel, point: { readonly values: Float64Array; readonly objective: number }, rowDuals: Float64Array): boolean {
  return measureDualGap(model, point.values, rowDuals) <= objectiveTolerance(point.objective, point.objective);
}
