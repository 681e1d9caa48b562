import { fail, succeed, type Result } from '../base/fault.ts';
import { createRandom, randomIndex, type Random } from '../base/rng.ts';
import type { SearchParameter, SearchSpace } from '../model/search-space.ts';
import { findScoreFault, keepFeasible, type GroupedDesign } from './grouped-design.ts';
import { findCountFault, type SampleOptions } from './sample-options.ts';
import { countLevels, levelOf, snapPoint, type UnitPoint } from './unit-point.ts';

/** Elementary effects of one parameter: change of the score per whole range of the parameter. */
export interface MorrisEffect {
  readonly name: string;
  /** Mean effect, with its sign; 0 may hide effects that cancel. */
  readonly mu: number;
  /** Mean absolute effect (Campolongo, Cariboni, Saltelli 2007): what to rank by. */
  readonly muStar: number;
  /** Standard deviation of effects: large where the effect depends on the place, through a curve or other parameters. */
  readonly sigma: number;
}

/**
 * Points for Morris screening (Morris 1991): `count` trajectories of k + 1 points on a grid of `levels` (even, default 4),
 * each changing one parameter after the other, in random order, by levels/(2(levels − 1)) of its range. Trajectories with
 * an infeasible point are left out and counted.
 */
export function designMorris(space: SearchSpace, { count, seed, levels = 4 }: SampleOptions & { readonly levels?: number }): Result<GroupedDesign> {
  const fault = findCountFault(count);
  if (fault !== null) return fault;
  if (!(Number.isInteger(levels) && levels >= 2 && levels % 2 === 0)) return fail('BAD_INPUT', `levels is ${levels}, not an even whole number of 2 or more.`, { path: 'levels' });
  const random = createRandom(seed);
  return keepFeasible(space, Array.from({ length: count }, () => drawTrajectory(random, space, levels)));
}

function drawTrajectory(random: Random, space: SearchSpace, levels: number): UnitPoint[] {
  const jump = levels / 2;
  const order = space.parameters.map((_, at) => at);
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = randomIndex(random, at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  let point: UnitPoint = space.parameters.map(() => randomIndex(random, levels) / (levels - 1));
  const trajectory = [point];
  for (const at of order) {
    const level = Math.round(point[at]! * (levels - 1));
    point = point.with(at, (level < jump ? level + jump : level - jump) / (levels - 1));
    trajectory.push(point);
  }
  return trajectory.map((one) => snapPoint(space, one));
}

/** Place of a coordinate within its parameter's range, first level 0 and last 1; two choices count as a whole range apart. */
function placeOf(parameter: SearchParameter, coordinate: number): number {
  const levels = countLevels(parameter);
  if (levels === Infinity) return coordinate;
  return 'choices' in parameter ? levelOf(coordinate, levels) : levelOf(coordinate, levels) / Math.max(1, levels - 1);
}

/**
 * Effects from the scores of `designMorris`' points, in their order. An effect is (change of score)/(change of place within
 * the range); for a choice it is the change of score between two of them, whose sign follows their order in the list. A
 * parameter with one value has no effect. Scores of another number, or not finite, answer BAD_INPUT. O(points · parameters).
 */
export function estimateMorris(space: SearchSpace, { points }: GroupedDesign, scores: ArrayLike<number>): Result<readonly MorrisEffect[]> {
  const size = space.parameters.length;
  const fault = findScoreFault(scores, size + 1);
  if (fault !== null) return fault;
  if (scores.length !== points.length) return fail('BAD_INPUT', `${scores.length} scores were given for ${points.length} points.`, { path: 'scores' });
  const effects = space.parameters.map(() => [] as number[]);
  for (let at = 1; at < points.length; at += 1) {
    if (at % (size + 1) === 0) continue;
    const [before, after] = [points[at - 1]!, points[at]!];
    const changed = after.findIndex((coordinate, place) => coordinate !== before[place]);
    if (changed < 0) continue;
    const parameter = space.parameters[changed]!;
    const move = placeOf(parameter, after[changed]!) - placeOf(parameter, before[changed]!);
    effects[changed]!.push((scores[at]! - scores[at - 1]!) / ('choices' in parameter ? Math.sign(move) : move));
  }
  return succeed(space.parameters.map(({ name }, at) => ({ name, ...summarise(effects[at]!) })));
}

function summarise(effects: readonly number[]): Omit<MorrisEffect, 'name'> {
  const count = Math.max(1, effects.length);
  const mu = effects.reduce((sum, effect) => sum + effect, 0) / count;
  const muStar = effects.reduce((sum, effect) => sum + Math.abs(effect), 0) / count;
  const sigma = Math.sqrt(effects.reduce((sum, effect) => sum + (effect - mu) ** 2, 0) / Math.max(1, count - 1));
  return { mu, muStar, sigma };
}
