import type { SearchSpace } from '../model/search-space.ts';
import { countLevels, levelOf, type UnitPoint } from './unit-point.ts';

/**
 * A point as a Gaussian process sees it: continuous coordinates as they are, ordered levels equidistant over [0, 1], a
 * choice as the number of its level. Rounding stands before the kernel (Garrido-Merchán & Hernández-Lobato 2020), so
 * points with equal values are one point for the model.
 */
export function toFeatures(space: SearchSpace, point: UnitPoint): Float64Array {
  return Float64Array.from(space.parameters, (parameter, at) => {
    const levels = countLevels(parameter);
    if (levels === Infinity) return point[at]!;
    const level = levelOf(point[at]!, levels);
    return 'choices' in parameter ? level : level / Math.max(1, levels - 1);
  });
}

/** Which parameters have choices: two different ones are at distance 1 from each other. */
export function markChoices(space: SearchSpace): readonly boolean[] {
  return space.parameters.map((parameter) => 'choices' in parameter);
}
