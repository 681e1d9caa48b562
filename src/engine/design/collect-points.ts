import { fail, succeed, type Result } from '../base/fault.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { findBroken } from './check-point.ts';
import { keyOf, snapPoint, type UnitPoint } from './unit-point.ts';

/** Points to evaluate, and what was left out on the way. Every point is feasible, snapped and there once. */
export interface Design {
  readonly points: readonly UnitPoint[];
  /** Candidates that break a constraint, by the name of the first one broken. */
  readonly infeasible: ReadonlyMap<string, number>;
  /** Candidates whose values were there already. */
  readonly repeated: number;
}

/**
 * Takes the first `count` feasible, new points of the candidates; fewer where they run out, so callers that stop a stream
 * bound it themselves. Without a single feasible candidate it answers BAD_INPUT and names the constraint broken most.
 */
export function collectPoints(space: SearchSpace, candidates: Iterable<UnitPoint>, count: number): Result<Design> {
  const points: UnitPoint[] = [];
  const infeasible = new Map<string, number>();
  const seen = new Set<string>();
  let repeated = 0;
  let tried = 0;
  if (count > 0) {
    for (const candidate of candidates) {
      tried += 1;
      const broken = findBroken(space, candidate);
      const key = broken === null ? keyOf(space, candidate) : '';
      if (broken !== null) infeasible.set(broken.name, (infeasible.get(broken.name) ?? 0) + 1);
      else if (seen.has(key)) repeated += 1;
      else {
        seen.add(key);
        points.push(snapPoint(space, candidate));
      }
      if (points.length === count) break;
    }
  }
  if (points.length === 0 && tried > 0) return refuse(tried, infeasible);
  return succeed({ points, infeasible, repeated });
}

function refuse(tried: number, infeasible: ReadonlyMap<string, number>): ReturnType<typeof fail> {
  const [name, times] = [...infeasible].toSorted((a, b) => b[1] - a[1])[0]!;
  return fail('BAD_INPUT', `None of ${tried} points keeps the constraints; ${times} break ${name}.`, {
    path: 'constraints',
    hint: 'Loosen it. Where numbers have to add up to a total, leave one out of the search and bound the sum of the others.',
  });
}
