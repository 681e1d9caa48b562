import { createRandom, randomIndex, randomNormal, type Random } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { findBroken } from './check-point.ts';
import { walkGrid } from './grid.ts';
import { createSobol } from './sobol.ts';
import { coordinateOf, countLevels, countPoints, keyOf, levelOf, snapPoint, type UnitPoint } from './unit-point.ts';

/** How hard the next point is looked for. */
const EFFORT = {
  /** A space with so few points is looked at whole. */
  whole: 2000,
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

/** A point and its value. */
interface Found {
  readonly point: UnitPoint;
  readonly value: number;
}

/** Random steps from a start, their length following their success (a (1+1) evolution strategy, Rechenberg 1973). */
function climb(space: SearchSpace, start: Found, valueOf: (point: UnitPoint) => number, random: Random): Found {
  let best = start;
  let length = 0.1;
  for (let step = 0; step < EFFORT.steps; step += 1) {
    const point = snapPoint(space, moveFrom(space, best.point, length, random));
    const value = valueOf(point);
    length *= value > best.value ? 1.5 : 0.93;
    if (value > best.value) best = { point, value };
  }
  return best;
}

function* candidates(space: SearchSpace, centres: readonly UnitPoint[], seed: number, random: Random): Generator<UnitPoint> {
  const sequence = createSobol(space.parameters.length, { scramble: 'owen', seed });
  for (let index = 0, taken = 0; index < EFFORT.tries && taken < EFFORT.candidates; index += 1) {
    const point = sequence.pointAt(index);
    if (findBroken(space, point) !== null) continue;
    taken += 1;
    yield point;
  }
  for (const centre of centres) for (let at = 0; at < EFFORT.nearby; at += 1) yield moveFrom(space, centre, 0.05, random);
}

/**
 * A feasible point that is not `taken` with a large value. A space of up to 2,000 points is looked at whole. Otherwise it is
 * the best of scrambled Sobol points and of points around `centres`, each of the best four climbed on. Null where there is no
 * such point; deterministic by its seed. Equal values go to the earlier point.
 */
export function maximiseAcquisition(
  space: SearchSpace,
  acquisition: (point: UnitPoint) => number,
  { taken, centres, seed }: { readonly taken: ReadonlySet<string>; readonly centres: readonly UnitPoint[]; readonly seed: number },
): UnitPoint | null {
  const random = createRandom(seed);
  const valueOf = (point: UnitPoint): number => (findBroken(space, point) === null && !taken.has(keyOf(space, point)) ? acquisition(point) : Number.NaN);
  const isWhole = countPoints(space) <= EFFORT.whole;
  const found: Found[] = [];
  for (const candidate of isWhole ? walkGrid(space) : candidates(space, centres, seed, random)) {
    const point = snapPoint(space, candidate);
    const value = valueOf(point);
    if (!Number.isNaN(value)) found.push({ point, value });
  }
  found.sort((a, b) => b.value - a.value);
  const climbed = isWhole ? found.slice(0, 1) : found.slice(0, EFFORT.refined).map((start) => climb(space, start, valueOf, random));
  return climbed.reduce<Found | null>((best, one) => (best === null || one.value > best.value ? one : best), null)?.point ?? null;
}
