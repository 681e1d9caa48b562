import { maximizeOnInterval } from './golden-section.ts';
import { normalHalfWidth } from './normal.ts';

/**
 * Volumes per period, where outcomes are amounts (prescriptions, orders) and not responses to single touches: one row
 * per unit (contact) and period.
 */
export interface DoseHistory {
  readonly unit: Int32Array;
  readonly unitCount: number;
  /** Touches of the unit in the period. */
  readonly dose: Int32Array;
  readonly volume: Float64Array;
}

export interface DoseSaturation {
  /** Factor on the gain of each further touch in a period, with its interval at `level`. */
  readonly saturation: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  /** Volume that the first touch of a period adds. */
  readonly firstGain: number;
  /** True where the interval lies below 1 and the gain above 0. */
  readonly isShown: boolean;
  readonly byDose: readonly DoseMean[];
}

export interface DoseMean {
  readonly dose: number;
  readonly rows: number;
  readonly mean: number;
}

const LEVEL = 0.99;
const SMALLEST = 0.01;
const LARGEST = 1.5;

/**
 * Least squares of volume = unit's own level + gain · (1 + s + … + s^(dose − 1)), with each unit's level taken out by
 * its mean, so that units that are visited more because they do more do not count. s is searched by profile, its
 * interval from the F-ratio of the profile against its least. Null where the dose never differs within a unit.
 * O(rows · evaluations).
 */
export function estimateDoseSaturation(history: DoseHistory): DoseSaturation | null {
  const level = removeUnitMeans(history, history.volume);
  const totalSquares = dot(level, level);
  const fitAt = (saturation: number): { readonly squares: number; readonly gain: number } => {
    const stock = removeUnitMeans(history, accumulate(history.dose, saturation));
    const spread = dot(stock, stock);
    if (spread < 1e-9) return { squares: totalSquares, gain: 0 };
    const gain = dot(stock, level) / spread;
    return { squares: totalSquares - gain * gain * spread, gain };
  };
  const saturation = maximizeOnInterval((s) => -fitAt(s).squares, SMALLEST, LARGEST, 24, 1e-6);
  const best = fitAt(saturation);
  const freedom = history.dose.length - countUnits(history) - 2;
  if (best.gain === 0 || freedom <= 0) return null;
  const limit = best.squares * (1 + normalHalfWidth(LEVEL) ** 2 / freedom);
  const isInside = (s: number): boolean => fitAt(s).squares <= limit;
  const low = findEdge(isInside, saturation, SMALLEST);
  const high = findEdge(isInside, saturation, LARGEST);
  return { saturation, low, high, level: LEVEL, firstGain: best.gain, isShown: high < 1 && best.gain > 0, byDose: averageByDose(history) };
}

/** 1 + s + … + s^(dose − 1) for every row. */
function accumulate(dose: Int32Array, saturation: number): Float64Array {
  const stock = [0];
  for (let count = 1; count <= dose.reduce((most, one) => Math.max(most, one), 0); count += 1) stock.push(stock[count - 1]! + saturation ** (count - 1));
  return Float64Array.from(dose, (count) => stock[count]!);
}

function removeUnitMeans(history: DoseHistory, values: Float64Array): Float64Array {
  const sum = new Float64Array(history.unitCount);
  const rows = new Float64Array(history.unitCount);
  history.unit.forEach((unit, row) => {
    sum[unit]! += values[row]!;
    rows[unit]! += 1;
  });
  return values.map((value, row) => value - sum[history.unit[row]!]! / rows[history.unit[row]!]!);
}

function dot(left: Float64Array, right: Float64Array): number {
  return left.reduce((sum, value, row) => sum + value * right[row]!, 0);
}

function countUnits(history: DoseHistory): number {
  return new Set(history.unit).size;
}

/** Last point from `inside` towards `end` that still holds, by halving; `end` itself where it holds. */
function findEdge(isInside: (x: number) => boolean, inside: number, end: number): number {
  if (isInside(end)) return end;
  let held = inside;
  let failed = end;
  while (Math.abs(failed - held) > 1e-6) {
    const middle = (held + failed) / 2;
    if (isInside(middle)) held = middle;
    else failed = middle;
  }
  return held;
}

function averageByDose(history: DoseHistory): DoseMean[] {
  const sums = new Map<number, { rows: number; total: number }>();
  history.dose.forEach((dose, row) => {
    const entry = sums.get(dose) ?? { rows: 0, total: 0 };
    sums.set(dose, { rows: entry.rows + 1, total: entry.total + history.volume[row]! });
  });
  return [...sums].sort(([a], [b]) => a - b).map(([dose, { rows, total }]) => ({ dose, rows, mean: total / rows }));
}
