import { fail, succeed, type Result } from '../base/fault.ts';
import type { SearchSpace, SearchValues } from '../model/search-space.ts';
import { findBroken } from './check-point.ts';
import { countLevels, snapPoint, toUnit, toValues, type UnitPoint } from './unit-point.ts';

/** One point of a tornado: the base with one parameter changed. */
export interface TornadoEnd {
  readonly name: string;
  readonly value: number | string;
}

/** The base and the ends, one parameter changed at a time. */
export interface TornadoDesign {
  /** The base first, then one point for each of `ends`. */
  readonly points: readonly UnitPoint[];
  readonly base: SearchValues;
  readonly ends: readonly TornadoEnd[];
  /** Ends left out, and the constraint that each breaks. */
  readonly infeasible: readonly (TornadoEnd & { readonly constraint: string })[];
}

/** A bar: the score at both ends. */
export interface TornadoBar {
  readonly name: string;
  /** The end with the smaller score, and that with the larger; the base where no end of the parameter goes beyond it. */
  readonly low: { readonly value: number | string; readonly score: number };
  readonly high: { readonly value: number | string; readonly score: number };
  readonly swing: number;
}

/**
 * Points of a tornado chart: every number at its `low` and `high` quantile (of the uniform over its range or levels; defaults
 * 0.05 and 0.95), every choice at each of its others, the rest as in `base`. An end that equals the base is not evaluated
 * again; one that breaks a constraint is left out and named. A base that does not fit the space or breaks a constraint, and
 * quantiles that do not rise within [0, 1], answer BAD_INPUT.
 */
export function designTornado(space: SearchSpace, base: SearchValues, { low = 0.05, high = 0.95 }: { readonly low?: number; readonly high?: number } = {}): Result<TornadoDesign> {
  if (!(low >= 0 && low < high && high <= 1)) return fail('BAD_INPUT', `Quantiles are ${low} and ${high}, not rising from 0 to 1.`, { path: 'low' });
  const unit = toUnit(space, base);
  if (!unit.ok) return unit;
  const start = snapPoint(space, unit.value);
  const broken = findBroken(space, start);
  if (broken !== null) return fail('BAD_INPUT', `The base breaks ${broken.name}: ${broken.total} against ${broken.bound}.`, { path: 'base' });
  const points: UnitPoint[] = [start];
  const ends: TornadoEnd[] = [];
  const infeasible: (TornadoEnd & { constraint: string })[] = [];
  space.parameters.forEach((parameter, at) => {
    const levels = countLevels(parameter);
    const coordinates = 'choices' in parameter ? Array.from({ length: levels }, (_, level) => (level + 0.5) / levels) : [low, high];
    const met = new Set([start[at]!]);
    for (const coordinate of coordinates) {
      const point = snapPoint(space, start.with(at, coordinate));
      if (met.has(point[at]!)) continue;
      met.add(point[at]!);
      const end = { name: parameter.name, value: toValues(space, point)[parameter.name]! };
      const constraint = findBroken(space, point);
      if (constraint === null) {
        points.push(point);
        ends.push(end);
      } else infeasible.push({ ...end, constraint: constraint.name });
    }
  });
  return succeed({ points, base: toValues(space, start), ends, infeasible });
}

/** Bars from the scores of `designTornado`' points, in their order; the longest first, equals in the space's order. */
export function estimateTornado(space: SearchSpace, { points, base, ends }: TornadoDesign, scores: ArrayLike<number>): Result<readonly TornadoBar[]> {
  if (scores.length !== points.length) return fail('BAD_INPUT', `${scores.length} scores were given for ${points.length} points.`, { path: 'scores' });
  const wrong = points.findIndex((_, at) => !Number.isFinite(scores[at]));
  if (wrong >= 0) return fail('BAD_INPUT', `Score ${wrong + 1} is ${scores[wrong]}, not a finite number.`, { path: `scores.${wrong}` });
  const bars = space.parameters.map(({ name }) => {
    const own = [{ value: base[name]!, score: scores[0]! }, ...ends.flatMap((end, at) => (end.name === name ? [{ value: end.value, score: scores[at + 1]! }] : []))];
    const low = own.reduce((least, one) => (one.score < least.score ? one : least));
    const high = own.reduce((most, one) => (one.score > most.score ? one : most));
    return { name, low, high, swing: high.score - low.score };
  });
  return succeed(bars.toSorted((a, b) => b.swing - a.swing));
}
