import type { Result } from '../base/fault.ts';
import { createRandom } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { collectPoints, type Design } from './collect-points.ts';
import { findCountFault, TRIES_PER_POINT, type SampleOptions } from './sample-options.ts';
import type { UnitPoint } from './unit-point.ts';

/**
 * Independent uniform points: feasible ones are uniform over the feasible region. Tries 100 candidates a point at most,
 * so a small or narrow space gives fewer points than asked, with the counts that say why.
 */
export function designRandom(space: SearchSpace, { count, seed }: SampleOptions): Result<Design> {
  const fault = findCountFault(count);
  if (fault !== null) return fault;
  const random = createRandom(seed);
  function* draw(): Generator<UnitPoint> {
    for (let tried = 0; tried < count * TRIES_PER_POINT; tried += 1) yield space.parameters.map(() => random());
  }
  return collectPoints(space, draw(), count);
}
