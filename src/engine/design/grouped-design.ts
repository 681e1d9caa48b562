import { fail, succeed, type Result } from '../base/fault.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { findBroken } from './check-point.ts';
import type { UnitPoint } from './unit-point.ts';

/** Points that belong together in groups of equal size, one group after the other. Points may repeat. */
export interface GroupedDesign {
  readonly points: readonly UnitPoint[];
  readonly groups: number;
  /** Groups left out for an infeasible point, by the name of the first constraint broken. */
  readonly infeasible: ReadonlyMap<string, number>;
}

/** The groups whose points are all feasible; none at all answers BAD_INPUT and names the constraint broken most. */
export function keepFeasible(space: SearchSpace, groups: readonly (readonly UnitPoint[])[]): Result<GroupedDesign> {
  const infeasible = new Map<string, number>();
  const kept = groups.filter((group) => {
    for (const point of group) {
      const broken = findBroken(space, point);
      if (broken === null) continue;
      infeasible.set(broken.name, (infeasible.get(broken.name) ?? 0) + 1);
      return false;
    }
    return true;
  });
  if (kept.length === 0) {
    const [name, times] = [...infeasible].toSorted((a, b) => b[1] - a[1])[0]!;
    return fail('BAD_INPUT', `Each of ${groups.length} groups of points breaks a constraint; ${times} break ${name}.`, { path: 'constraints', hint: 'Loosen it, or narrow the ranges to what is feasible.' });
  }
  return succeed({ points: kept.flat(), groups: kept.length, infeasible });
}

/** BAD_INPUT where scores do not fill whole groups or are not finite, else null. */
export function findScoreFault(scores: ArrayLike<number>, groupSize: number): ReturnType<typeof fail> | null {
  if (scores.length === 0 || scores.length % groupSize !== 0) return fail('BAD_INPUT', `${scores.length} scores do not fill groups of ${groupSize}.`, { path: 'scores' });
  for (let at = 0; at < scores.length; at += 1) {
    if (!Number.isFinite(scores[at])) return fail('BAD_INPUT', `Score ${at + 1} is ${scores[at]}, not a finite number.`, { path: `scores.${at}` });
  }
  return null;
}
