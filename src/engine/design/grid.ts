import { fail, succeed, type Result } from '../base/fault.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { collectPoints, type Design } from './collect-points.ts';
import { coordinateOf, countLevels, type UnitPoint } from './unit-point.ts';

/** A grid that is not written out. */
export interface Grid {
  /** Points, feasible or not. */
  readonly count: number;
  /** The point of a number 0 … count − 1; the last parameter changes fastest. O(parameters). */
  pointAt(index: number): UnitPoint;
  /** Every point in order, feasible or not. */
  points(): Generator<UnitPoint>;
}

/**
 * Full grid: every combination of all levels, as numbers of mixed radix. A continuous parameter takes `levels` equidistant
 * values with both ends (default 5). More points than `cap` (default 100,000) answer BAD_INPUT with their count.
 */
export function createGrid(space: SearchSpace, { levels = 5, cap = 100_000 }: { readonly levels?: number; readonly cap?: number } = {}): Result<Grid> {
  if (!(Number.isInteger(levels) && levels >= 2)) return fail('BAD_INPUT', `levels is ${levels}, not a whole number of 2 or more.`, { path: 'levels' });
  const own = space.parameters.map(countLevels);
  const radixes = own.map((count) => (count === Infinity ? levels : count));
  const count = radixes.reduce((product, radix) => product * radix, 1);
  if (count > cap) {
    return fail('BAD_INPUT', `The grid has ${count.toLocaleString('en-US')} points (${radixes.join(' × ')}), more than ${cap.toLocaleString('en-US')}.`, {
      path: 'parameters',
      hint: 'Take fewer or wider steps, or sample with Sobol or Latin hypercube.',
    });
  }
  const pointAt = (index: number): UnitPoint => {
    const point: number[] = [];
    let rest = index;
    for (let at = radixes.length - 1; at >= 0; at -= 1) {
      const level = rest % radixes[at]!;
      rest = Math.floor(rest / radixes[at]!);
      point[at] = own[at] === Infinity ? level / (levels - 1) : coordinateOf(level, radixes[at]!);
    }
    return point;
  };
  return succeed({
    count,
    pointAt,
    *points() {
      for (let index = 0; index < count; index += 1) yield pointAt(index);
    },
  });
}

/** The feasible points of the full grid; see `createGrid`. */
export function designGrid(space: SearchSpace, options: { readonly levels?: number; readonly cap?: number } = {}): Result<Design> {
  const grid = createGrid(space, options);
  return grid.ok ? collectPoints(space, grid.value.points(), grid.value.count) : grid;
}
