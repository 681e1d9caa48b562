import { fail, succeed, type Result } from '../base/fault.ts';
import type { RangeParameter, SearchParameter, SearchSpace, SearchValues } from '../model/search-space.ts';

/**
 * One coordinate in [0, 1] for every parameter, in the space's order. Parameters with n levels divide [0, 1) into n equal
 * cells, level i being [i/n, (i + 1)/n); continuous ones are linear, 1 reaching `to`.
 */
export type UnitPoint = readonly number[];

function countSteps({ from, to }: RangeParameter, step: number): number {
  return Math.floor((to - from) / step + 1e-9) + 1;
}

/** How many values a parameter can take; Infinity where it is continuous. */
export function countLevels(parameter: SearchParameter): number {
  if ('choices' in parameter) return parameter.choices.length;
  if ('values' in parameter) return parameter.values.length;
  return parameter.step === undefined ? Infinity : countSteps(parameter, parameter.step);
}

/** Level of a coordinate, 0 … levels − 1. */
export function levelOf(coordinate: number, levels: number): number {
  return Math.min(levels - 1, Math.max(0, Math.floor(coordinate * levels)));
}

/** Coordinate in the middle of a level's cell. */
export function coordinateOf(level: number, levels: number): number {
  return (level + 0.5) / levels;
}

/** Steps are counted from `from` and freed of floating-point noise: 0.1 + 2 · 0.1 is 0.3. */
function valueOf(parameter: SearchParameter, coordinate: number): number | string {
  const level = levelOf(coordinate, countLevels(parameter));
  if ('choices' in parameter) return parameter.choices[level]!;
  if ('values' in parameter) return parameter.values[level]!;
  if (parameter.step !== undefined) return Number((parameter.from + level * parameter.step).toPrecision(12));
  return coordinate >= 1 ? parameter.to : parameter.from + Math.max(0, coordinate) * (parameter.to - parameter.from);
}

/** The values of a point, steps and choices taken. */
export function toValues(space: SearchSpace, point: UnitPoint): SearchValues {
  return Object.fromEntries(space.parameters.map((parameter, at) => [parameter.name, valueOf(parameter, point[at]!)]));
}

function findCoordinate(parameter: SearchParameter, value: number | string | undefined): number | null {
  if ('choices' in parameter) {
    const level = parameter.choices.findIndex((choice) => choice === value);
    return level < 0 ? null : coordinateOf(level, parameter.choices.length);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null;
  if ('values' in parameter) {
    const level = parameter.values.indexOf(value);
    return level < 0 ? null : coordinateOf(level, parameter.values.length);
  }
  const { from, to, step } = parameter;
  if (value < from || value > to) return null;
  if (step === undefined) return (value - from) / (to - from);
  return coordinateOf(Math.min(countSteps(parameter, step) - 1, Math.round((value - from) / step)), countSteps(parameter, step));
}

function describeParameter(parameter: SearchParameter): string {
  if ('choices' in parameter) return `one of ${parameter.choices.join(', ')}`;
  if ('values' in parameter) return `one of ${parameter.values.join(', ')}`;
  return `a number from ${parameter.from} to ${parameter.to}`;
}

/**
 * The point of given values; a number between two steps goes to the nearer. `toValues` of it gives the values back.
 * A value that is missing or outside its parameter, or one of no parameter, answers BAD_INPUT at its name.
 */
export function toUnit(space: SearchSpace, values: SearchValues): Result<UnitPoint> {
  const stray = Object.keys(values).find((name) => !space.parameters.some((parameter) => parameter.name === name));
  if (stray !== undefined) return fail('BAD_INPUT', `${stray} is no parameter of the search space.`, { path: stray });
  const point: number[] = [];
  for (const parameter of space.parameters) {
    const coordinate = findCoordinate(parameter, values[parameter.name]);
    if (coordinate === null) return fail('BAD_INPUT', `${parameter.name} is ${String(values[parameter.name])}, not ${describeParameter(parameter)}.`, { path: parameter.name });
    point.push(coordinate);
  }
  return succeed(point);
}

/** The point in the middle of its cells, coordinates of continuous parameters kept: equal values have equal snapped points. */
export function snapPoint(space: SearchSpace, point: UnitPoint): UnitPoint {
  return space.parameters.map((parameter, at) => {
    const levels = countLevels(parameter);
    return levels === Infinity ? Math.min(1, Math.max(0, point[at]!)) : coordinateOf(levelOf(point[at]!, levels), levels);
  });
}

/** Text that is equal for points with equal values. */
export function keyOf(space: SearchSpace, point: UnitPoint): string {
  return snapPoint(space, point).join(' ');
}

/** How many points the space has; Infinity with a continuous parameter. */
export function countPoints(space: SearchSpace): number {
  return space.parameters.reduce((product, parameter) => product * countLevels(parameter), 1);
}
