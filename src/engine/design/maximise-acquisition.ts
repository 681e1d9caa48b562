import { createRandom, randomIndex, randomNormal, type Random } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { findBroken } from './check-point.ts';
import { createSobol } from './sobol.ts';
import { coordinateOf, countLevels, keyOf, levelOf, snapPoint, type UnitPoint } from './unit-point.ts';

/** How hard the next point is looked for. */
const EFFORT = {
  /** Feasible Sobol points that are looked at, and the most that are tried to find them. */
  candidates: 400,
  tries: 20_000,
  /** Points around each centre, at a distance of about 0.05. */
  nearby: 20,
  /** Candidates that are refined, and the steps of each. */
  refined: 4,
  steps: 60,
};

/** A neighbour: about half of the coordinates moved, by normal steps, levels to another level, choices to another choice. */
function moveFrom(space: SearchSpace, point: UnitPoint, length: number, random: Random): UnitPoint {
  const certain = randomIndex(random, point.length);
  return space.parameters.map((parameter, at) => {
    if (at !== certain && random() < 0.5) return point[at]!;
    const levels = countLevels(parameter);
    if (levels === Infinity) return Math.min(1, Math.max(0, point[at]! + length * randomNormal(random)));
    const level = levelOf(point[at]!, levels);
    if (levels === 1) return point[at]!;
    if ('choices' in parameter) return coordinateOf((level + 1 + randomIndex(random, levels - 1)) % levels, levels);
    const apart = 1 + Math.floor(Math.abs(length * levels * randomNormal(random)));
    return coordinateOf(Math.min(levels - 1, Math.max(0, level + (random() < 0.5 ? -apart : apart))), levels);
  });
}

/**
 * A feasible point that is not `taken` with a large value: the best of scrambled Sobol points and of points around
 * `centres`, each of the best four climbed by random steps whose length follows their success (a (1+1) evolution strategy,
 * Rechenberg 1973). Null where no such point was found; a space with few points is then used up. Deterministic by its seed.
 */
export function maximiseAcquisition(
  space: SearchSpace,
  acquisition: (point: UnitPoint) => number,
  { taken, centres, seed }: { readonly taken: ReadonlySet<string>; readonly centres: readonly UnitPoint[]; readonly seed: number },
): UnitPoint | null {
  const random = createRandom(seed);
  const found: { point: UnitPoint; value: number }[] = [];
  const isOpen = (point: UnitPoint): boolean => findBroken(space, point) === null && !taken.has(keyOf(space, point));
  const consider = (candidate: UnitPoint): void => {
    if (isOpen(candidate)) found.push({ point: snapPoint(space, candidate), value: acquisition(candidate) });
  };
  const sequence = createSobol(space.parameters.length, { scramble: 'owen', seed });
  for (let index = 0; index < EFFORT.tries && found.length < EFFORT.candidates; index += 1) consider(sequence.pointAt(index));
  for (const centre of centres) for (let at = 0; at < EFFORT.nearby; at += 1) consider(moveFrom(space, centre, 0.05, random));
  found.sort((a, b) => b.value - a.value);
  for (const start of found.slice(0, EFFORT.refined)) {
    let length = 0.1;
    for (let step = 0; step < EFFORT.steps; step += 1) {
      const point = moveFrom(space, start.point, length, random);
      const value = isOpen(point) ? acquisition(point) : -Infinity;
      if (value > start.value) Object.assign(start, { point: snapPoint(space, point), value });
      length *= value > start.value ? 1.5 : 0.93;
    }
  }
  return found.reduce<{ point: UnitPoint; value: number } | null>((best, one) => (best === null || one.value > best.value ? one : best), null)?.point ?? null;
}
