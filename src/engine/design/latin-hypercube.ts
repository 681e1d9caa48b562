import type { Result } from '../base/fault.ts';
import { createRandom, randomIndex, type Random } from '../base/rng.ts';
import type { SearchSpace } from '../model/search-space.ts';
import { collectPoints, type Design } from './collect-points.ts';
import { findCountFault, type SampleOptions } from './sample-options.ts';

/**
 * Latin hypercube sample (McKay, Beckman, Conover 1979): in every coordinate one point in each of `count` equal intervals,
 * at a random place in it. Rows are points.
 */
export function drawLatinHypercube(random: Random, count: number, dimensions: number): number[][] {
  const points = Array.from({ length: count }, () => Array.from({ length: dimensions }, () => 0));
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const order = Array.from({ length: count }, (_, at) => at);
    for (let at = count - 1; at > 0; at -= 1) {
      const other = randomIndex(random, at + 1);
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
    points.forEach((point, at) => {
      point[dimension] = (order[at]! + random()) / count;
    });
  }
  return points;
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, coordinate, at) => sum + (coordinate - b[at]!) ** 2, 0);
}

/** Distance from a point to its nearest neighbour, and which it is. O(points · dimensions). */
function nearest(points: readonly (readonly number[])[], from: number): { distance: number; at: number } {
  let distance = Infinity;
  let at = -1;
  points.forEach((point, other) => {
    const here = other === from ? Infinity : squaredDistance(points[from]!, point);
    if (here < distance) {
      distance = here;
      at = other;
    }
  });
  return { distance: Math.sqrt(distance), at };
}

/** Smallest distance between two points. O(points² · dimensions). */
export function minimumDistance(points: readonly (readonly number[])[]): number {
  return points.reduce((least, _, at) => Math.min(least, nearest(points, at).distance), Infinity);
}

/**
 * Spreads a Latin hypercube towards the maximin criterion (Johnson, Moore, Ylvisaker 1990): `rounds` times a coordinate of
 * one of the closest two points is exchanged with that of a random third, and kept where the two points changed end no closer to
 * their neighbours than the closest were. Exchanging keeps the sample Latin. Changes `points`; the smallest distance never
 * falls. O(rounds · points · dimensions) and O(points² · dimensions) once for each closest pair.
 */
export function spreadPoints(points: number[][], random: Random, rounds: number): void {
  if (points.length < 3) return;
  const neighbours = points.map((_, at) => nearest(points, at));
  for (let round = 0; round < rounds; round += 1) {
    let first = 0;
    neighbours.forEach(({ distance }, at) => {
      if (distance < neighbours[first]!.distance) first = at;
    });
    const chosen = random() < 0.5 ? first : neighbours[first]!.at;
    const other = randomIndex(random, points.length);
    const dimension = randomIndex(random, points[0]!.length);
    const least = neighbours[first]!.distance;
    const exchange = (): void => {
      [points[chosen]![dimension], points[other]![dimension]] = [points[other]![dimension]!, points[chosen]![dimension]!];
    };
    exchange();
    if (chosen === other || Math.min(nearest(points, chosen).distance, nearest(points, other).distance) <= least) exchange();
    else points.forEach((_, at) => (neighbours[at] = nearest(points, at)));
  }
}

/**
 * Latin hypercube design, with `maximinRounds` exchanges that spread it (default 0). Infeasible points and repeated values
 * are left out and not made up for, so the design may hold fewer points than asked.
 */
export function designLatinHypercube(space: SearchSpace, { count, seed, maximinRounds = 0 }: SampleOptions & { readonly maximinRounds?: number }): Result<Design> {
  const fault = findCountFault(count);
  if (fault !== null) return fault;
  const random = createRandom(seed);
  const points = drawLatinHypercube(random, count, space.parameters.length);
  spreadPoints(points, random, maximinRounds);
  return collectPoints(space, points, count);
}
