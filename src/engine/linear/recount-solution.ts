import type { LinearModel } from './linear-model.ts';

/** A bound, row or integrality rule a point breaks. `excess` is how far, `allowed` how far rounding may reach there. */
export interface Breach {
  readonly kind: 'bound' | 'row' | 'integrality' | 'not_a_number';
  readonly name: string;
  readonly excess: number;
  readonly allowed: number;
}

/** What our own arithmetic says of a point: its objective and the worst rule it breaks (null = feasible). */
export interface Recount {
  readonly objective: number;
  readonly isFeasible: boolean;
  readonly worst: Breach | null;
}

/** Rounding that is always forgiven: what the solvers themselves take for equal. */
export const feasibilityTolerance = 1e-6;

/** Rounding that is forgiven beside a number of this size: 1e-6, and above 1000 a billionth of it. */
export function roundingTolerance(size: number): number {
  return Math.max(feasibilityTolerance, 1e-9 * Math.abs(size));
}

/**
 * How far a whole-numbered value may stand off the next whole number: 1e-6, and above 1e9 four steps of a double,
 * which is all such a number can resolve.
 */
export function integralityTolerance(value: number): number {
  return Math.max(feasibilityTolerance, 4 * Number.EPSILON * Math.abs(value));
}

/** How far two objective values of the same model may differ by rounding alone. */
export function objectiveTolerance(first: number, second: number): number {
  return feasibilityTolerance * Math.max(1, Math.abs(first), Math.abs(second));
}

const finiteSize = (limit: number): number => (Number.isFinite(limit) ? Math.abs(limit) : 0);

/**
 * Objective offset + c·x of a point. Summed with compensation (Neumaier), so that the answer does not depend on how
 * the terms cancel.
 */
export function recountObjective(model: LinearModel, values: Float64Array): number {
  let sum = model.offset;
  let lost = 0;
  for (let column = 0; column < values.length; column++) {
    const term = model.objective[column]! * values[column]!;
    const next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
    sum = next;
  }
  return sum + lost;
}

/**
 * Checks a point against every bound, row and integrality rule of a model and recounts its objective, independently
 * of any solver. A rule counts as broken when the excess is above 1e-6 and above a billionth of the limit and of the
 * largest single term of the row. Linear in the entries.
 */
export function recountSolution(model: LinearModel, values: Float64Array): Recount {
  if (values.length !== model.columnNames.length) throw new RangeError(`${values.length} values for ${model.columnNames.length} columns`);
  let worst: Breach | null = null;
  let worstRatio = 1;
  const note = (kind: Breach['kind'], name: string, excess: number, allowed: number): void => {
    if (!(excess / allowed > worstRatio)) return;
    worst = { kind, name, excess, allowed };
    worstRatio = excess / allowed;
  };
  const noteRange = (kind: 'bound' | 'row', name: string, value: number, lower: number, upper: number, size: number): void => {
    note(kind, name, lower - value, roundingTolerance(Math.max(finiteSize(lower), size)));
    note(kind, name, value - upper, roundingTolerance(Math.max(finiteSize(upper), size)));
  };

  const rowCount = model.rowNames.length;
  const activity = new Float64Array(rowCount);
  const largestTerm = new Float64Array(rowCount);
  for (let column = 0; column < values.length; column++) {
    const value = values[column]!;
    const name = model.columnNames[column]!;
    if (!Number.isFinite(value)) return { objective: NaN, isFeasible: false, worst: { kind: 'not_a_number', name, excess: Infinity, allowed: 0 } };
    noteRange('bound', name, value, model.lower[column]!, model.upper[column]!, 0);
    if (model.isInteger[column] === 1) note('integrality', name, Math.abs(value - Math.round(value)), integralityTolerance(value));
    if (value === 0) continue;
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) {
      const row = model.entryRow[entry]!;
      const term = model.entryValue[entry]! * value;
      activity[row]! += term;
      if (Math.abs(term) > largestTerm[row]!) largestTerm[row] = Math.abs(term);
    }
  }
  for (let row = 0; row < rowCount; row++) {
    noteRange('row', model.rowNames[row]!, activity[row]!, model.rowLower[row]!, model.rowUpper[row]!, largestTerm[row]!);
  }
  return { objective: recountObjective(model, values), isFeasible: worst === null, worst };
}

/** What is left of 0 after sums and differences of numbers around 1, rounded to doubles. */
const ROUNDED_ZERO = 1e-13;

/**
 * The same point with whole-numbered columns rounded, what is left of 0 made 0, and every value moved into its bounds.
 * Solvers answer 0.9999997 for 1 and 1e-16 for 0; a plan needs the 1 and the 0.
 */
export function roundSolution(model: LinearModel, values: Float64Array): Float64Array {
  return values.map((value, column) => {
    const whole = model.isInteger[column] === 1 ? Math.round(value) : Math.abs(value) < ROUNDED_ZERO ? 0 : value;
    return Math.min(Math.max(whole, model.lower[column]!), model.upper[column]!) + 0;
  });
}
