import type { GLPK, LP } from 'glpk.js/node';
import type { LinearModel } from '../linear-model.ts';
import { widenBound } from '../model-number.ts';

type Bounds = LP['subjectTo'][number]['bnds'];

/** Coefficients below this make GLPK's scaling stop the whole instance; they are left out, and the recount sees it. */
const smallestCoefficient = 1e-12;

/** Column that carries the objective constant: fixed at 1. */
const constantColumn = 'k';

const columnName = (column: number): string => `c${column}`;
const rowName = (row: number): string => `r${row}`;

function boundsOf(glpk: GLPK, givenLower: number, givenUpper: number): Bounds {
  const lower = widenBound(givenLower);
  const upper = widenBound(givenUpper);
  if (lower === -Infinity && upper === Infinity) return { type: glpk.GLP_FR, lb: 0, ub: 0 };
  if (upper === Infinity) return { type: glpk.GLP_LO, lb: lower, ub: 0 };
  if (lower === -Infinity) return { type: glpk.GLP_UP, lb: 0, ub: upper };
  return { type: lower === upper ? glpk.GLP_FX : glpk.GLP_DB, lb: lower, ub: upper };
}

/**
 * A two-sided row as two rows. GLPK's presolve of whole numbers looks at one side of such a row only and then calls
 * points optimal that break the other (−11 ≤ −6x ≤ −7 gives x = 2).
 */
function splitLimits(lower: number, upper: number): readonly (readonly [number, number])[] {
  if (lower === upper || lower === -Infinity || upper === Infinity) return [[lower, upper]];
  return [
    [lower, Infinity],
    [-Infinity, upper],
  ];
}

function termsOfRows(model: LinearModel): { name: string; coef: number }[][] {
  const terms: { name: string; coef: number }[][] = model.rowNames.map(() => []);
  for (let column = 0; column < model.columnNames.length; column++) {
    for (let entry = model.columnStart[column]!; entry < model.columnStart[column + 1]!; entry++) {
      const coef = model.entryValue[entry]!;
      if (Math.abs(coef) >= smallestCoefficient) terms[model.entryRow[entry]!]!.push({ name: columnName(column), coef });
    }
  }
  return terms;
}

/**
 * The model as GLPK takes it. Rows and columns get names made of their numbers, because the answer comes back keyed by
 * name; the objective constant is a column of its own, so that relative gaps count it. `isRelaxed` leaves out that
 * columns are whole-numbered. Linear in the entries.
 */
export function describeForGlpk(glpk: GLPK, model: LinearModel, scale: number, isRelaxed: boolean): LP {
  const terms = termsOfRows(model);
  const objective = Array.from(model.objective, (cost, column) => ({ name: columnName(column), coef: cost * scale }));
  const bounds = model.columnNames.map((_name, column) => ({ name: columnName(column), ...boundsOf(glpk, model.lower[column]!, model.upper[column]!) }));
  if (model.offset !== 0) {
    objective.push({ name: constantColumn, coef: model.offset * scale });
    bounds.push({ name: constantColumn, type: glpk.GLP_FX, lb: 1, ub: 1 });
  }
  return {
    name: 'model',
    objective: { direction: model.sense === 'max' ? glpk.GLP_MAX : glpk.GLP_MIN, name: 'objective', vars: objective },
    subjectTo: terms.flatMap((vars, row) => {
      const limits = [model.rowLower[row]!, model.rowUpper[row]!] as const;
      const sides = isRelaxed ? [limits] : splitLimits(...limits);
      return sides.map(([lower, upper], side) => ({ name: side === 0 ? rowName(row) : `${rowName(row)}b`, vars, bnds: boundsOf(glpk, lower, upper) }));
    }),
    bounds,
    generals: isRelaxed ? [] : bounds.map(({ name }) => name).filter((_name, column) => model.isInteger[column] === 1),
  };
}

/** Values of the model's columns out of an answer keyed by name. */
export function pickColumnValues(model: LinearModel, answer: Readonly<Record<string, number>>): Float64Array {
  return Float64Array.from(model.columnNames, (_name, column) => answer[columnName(column)] ?? NaN);
}

/** Duals of the model's rows out of an answer keyed by name. */
export function pickRowDuals(model: LinearModel, answer: Readonly<Record<string, number>>, scale: number): Float64Array {
  return Float64Array.from(model.rowNames, (_name, row) => (answer[rowName(row)] ?? NaN) / scale + 0);
}
