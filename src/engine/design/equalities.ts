import type { LinearConstraint, RangeParameter, SearchParameter, SearchSpace, SearchValues } from '../model/search-space.ts';
import { describeConstraint } from './check-point.ts';

/** A space without equations, and the way there and back. */
export interface ReducedSpace {
  readonly space: SearchSpace;
  /** The values of a point of the reduced space with those that the equations give. */
  complete(values: SearchValues): SearchValues;
  /** Values without those that the equations give. */
  reduce(values: SearchValues): SearchValues;
}

/** A parameter as an equation gives it: constant + Σ coefficient · value of the others. */
interface Solved {
  readonly parameter: RangeParameter;
  readonly constant: number;
  readonly terms: Readonly<Record<string, number>>;
}

/** Coefficients and constants below this are what rounding leaves of 0. */
const NOISE = 1e-12;

const nameOf = (constraint: LinearConstraint): string => constraint.name ?? describeConstraint(constraint);

const isContinuous = (parameter: SearchParameter): parameter is RangeParameter => 'from' in parameter && parameter.step === undefined;

/** Solves an equation for its continuous parameter of widest reach; null where it has none. */
function solve({ terms, min, max }: LinearConstraint, parameters: readonly SearchParameter[]): Solved | null {
  if (min === undefined || min !== max) return null;
  let solved: { parameter: RangeParameter; coefficient: number } | null = null;
  for (const parameter of parameters) {
    const coefficient = terms[parameter.name] ?? 0;
    if (coefficient === 0 || !isContinuous(parameter)) continue;
    const reach = (of: { parameter: RangeParameter; coefficient: number }): number => Math.abs(of.coefficient) * (of.parameter.to - of.parameter.from);
    if (solved === null || reach({ parameter, coefficient }) > reach(solved)) solved = { parameter, coefficient };
  }
  if (solved === null) return null;
  const { parameter, coefficient } = solved;
  const others = Object.entries(terms).filter(([name, own]) => name !== parameter.name && own !== 0);
  return { parameter, constant: min / coefficient, terms: Object.fromEntries(others.map(([name, own]) => [name, -own / coefficient])) };
}

/** A constraint without terms that are 0; none where nothing is left that could be broken. */
function tidy({ name, terms, min, max }: LinearConstraint): LinearConstraint[] {
  const left = Object.fromEntries(Object.entries(terms).filter(([, coefficient]) => Math.abs(coefficient) > NOISE));
  if (Object.keys(left).length === 0 && (min ?? 0) <= NOISE && (max ?? 0) >= -NOISE) return [];
  return [{ name, terms: left, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }];
}

/** The constraint with a parameter put in terms of the others. */
function substitute(constraint: LinearConstraint, { parameter, constant, terms }: Solved): LinearConstraint[] {
  const { [parameter.name]: own = 0, ...sums } = constraint.terms;
  if (own === 0) return [{ ...constraint, terms: sums }];
  for (const [name, coefficient] of Object.entries(terms)) sums[name] = (sums[name] ?? 0) + own * coefficient;
  const [min, max] = [constraint.min, constraint.max].map((bound) => (bound === undefined ? undefined : bound - own * constant));
  return tidy({ name: nameOf(constraint), terms: sums, min, max });
}

/** The ends of a solved parameter, as a constraint on the others under the name of its equation. */
const boundsOf = ({ parameter: { from, to }, constant, terms }: Solved, equation: LinearConstraint): LinearConstraint[] => tidy({ name: nameOf(equation), terms, min: from - constant, max: to - constant });

/**
 * Takes equations (min = max) out of a space, which no sampler would ever hit: each is solved for a continuous parameter, which is left
 * out of the search and whose ends bound the others. Equations of stepped numbers alone stay, as does the last parameter.
 * O(equations · constraints · parameters).
 */
export function reduceEqualities(given: SearchSpace): ReducedSpace {
  let { parameters, constraints } = given;
  const solved: Solved[] = [];
  for (let at = 0; at < constraints.length && parameters.length > 1; ) {
    const equation = constraints[at]!;
    const next = solve(equation, parameters);
    if (next === null) {
      at += 1;
      continue;
    }
    solved.push(next);
    parameters = parameters.filter(({ name }) => name !== next.parameter.name);
    constraints = constraints.flatMap((constraint, place) => (place === at ? boundsOf(next, equation) : substitute(constraint, next)));
    at = 0;
  }
  const names = new Set(solved.map(({ parameter }) => parameter.name));
  return {
    space: { parameters, constraints },
    reduce: (values) => Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name))),
    complete(values) {
      const known: SearchValues = { ...values };
      for (const { parameter, constant, terms } of solved.toReversed()) {
        const value = Object.entries(terms).reduce((sum, [name, coefficient]) => sum + coefficient * Number(known[name]), constant);
        known[parameter.name] = Math.min(parameter.to, Math.max(parameter.from, value));
      }
      return Object.fromEntries(given.parameters.flatMap(({ name }) => (known[name] === undefined ? [] : [[name, known[name]]])));
    },
  };
}
