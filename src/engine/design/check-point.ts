import type { LinearConstraint, SearchSpace } from '../model/search-space.ts';
import { toValues, type UnitPoint } from './unit-point.ts';

/** The constraint that a point breaks. */
export interface BrokenConstraint {
  /** Place in the space's list. */
  readonly index: number;
  /** Its name, or its formula where it has none. */
  readonly name: string;
  /** Σ coefficient · value at the point, outside `bound`. */
  readonly total: number;
  readonly bound: number;
}

/** Room for floating-point noise, relative to the size of the terms. */
const TOLERANCE = 1e-9;

/** The constraint as a formula, `2·a + b ≤ 3`. */
export function describeConstraint({ terms, min, max }: LinearConstraint): string {
  const sum = Object.entries(terms)
    .map(([name, coefficient]) => (coefficient === 1 ? name : `${coefficient}·${name}`))
    .join(' + ');
  return `${min === undefined ? '' : `${min} ≤ `}${sum}${max === undefined ? '' : ` ≤ ${max}`}`;
}

/** The first constraint that the point breaks by more than a billionth of its terms, or null where it is feasible. */
export function findBroken(space: SearchSpace, point: UnitPoint): BrokenConstraint | null {
  if (space.constraints.length === 0) return null;
  const values = toValues(space, point);
  for (const [index, constraint] of space.constraints.entries()) {
    let total = 0;
    let size = 0;
    for (const [name, coefficient] of Object.entries(constraint.terms)) {
      const part = coefficient * Number(values[name]);
      total += part;
      size += Math.abs(part);
    }
    const room = TOLERANCE * size;
    const { min = -Infinity, max = Infinity } = constraint;
    if (total < min - room || total > max + room) return { index, name: constraint.name ?? describeConstraint(constraint), total, bound: total > max ? max : min };
  }
  return null;
}
