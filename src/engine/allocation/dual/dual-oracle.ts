import { createRandom } from '../../base/rng.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';
import type { Relaxation } from '../relaxation.ts';

/**
 * The relaxation as a function of one vector, its point: prices of rows, then of coverage rules, then of guards where the relaxation prices them, each in units of what a
 * typical action uses, so that money and actions move at the same pace.
 */
export interface DualOracle {
  readonly size: number;
  /** Average gain of a first action: the size prices are measured against. */
  readonly gain: number;
  /** What the relaxed plan of the last evaluation uses beyond every limit, and lacks of every coverage rule and guard; negative where there is room. */
  readonly excess: Float64Array;
  /** Value of the relaxation, a proven bound on the objective. With ties between equal days broken it is a little higher than without. */
  evaluate(point: Float64Array, breaksTies: boolean): number;
  /** A price, or the nearest that its limit can have: ≥ 0 for ceilings, coverage and guards, ≤ 0 for floors. */
  clamp(at: number, price: number): number;
  /** True where a price may follow its excess: from 0 only to where its limit lets it be. */
  isFree(at: number, price: number, excess: number): boolean;
  toPoint(prices: PriceVector): Float64Array;
  toPrices(point: Float64Array): PriceVector;
}

/** Ties between equal days are broken by lowering prices by at most this share of the average gain. */
const JITTER_SHARE = 1e-5;

/** Typical weight of a row's actions. */
function findRowScales(compiled: CompiledProblem): Float64Array {
  const scaleOf = compiled.limits.parts.map((part) => {
    const weights = [...part.weights].filter((weight, channel) => weight !== 0 && part.scope.coversChannel(channel));
    return weights.length === 0 ? 1 : weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  });
  return Float64Array.from(compiled.limits.rowPart, (part) => scaleOf[part]!);
}

function typicalGain(compiled: CompiledProblem): number {
  if (compiled.gainBase.length === 0) return 1;
  let sum = 0;
  for (const gain of compiled.gainBase) sum += gain;
  const average = sum / compiled.gainBase.length + compiled.reachWorth;
  if (average > 0) return average;
  return compiled.objectiveCost.some((cost) => cost > 0) ? Math.max(...compiled.objectiveCost) : 1;
}

/** Typical worth of an action to each guard. */
const findGuardScales = ({ guards, gainBase }: CompiledProblem): number[] =>
  guards.map((guard) => {
    const gain = guard.gainBase.reduce((sum, own) => sum + own, 0) / Math.max(1, gainBase.length);
    const cost = guard.objectiveCost.reduce((most, own) => Math.max(most, own), 0);
    return Math.max(gain + guard.reachWorth, cost) || 1;
  });

/** Sets up a relaxation as a function of its point; the jitter of its evaluations is drawn from `seed`. */
export function createDualOracle(relaxation: Relaxation, seed: number): DualOracle {
  const { compiled } = relaxation;
  const { limits, covers } = compiled;
  const { rowCount } = limits;
  const coverCount = covers.parts.length;
  const scales = findRowScales(compiled);
  const guardScales = relaxation.pricesGuards === true ? findGuardScales(compiled) : [];
  const guardAt = rowCount + coverCount;
  const size = guardAt + guardScales.length;
  const gain = typicalGain(compiled);
  const random = createRandom(seed);
  const jitter = new Float64Array(compiled.channelCount * compiled.days);
  const usage = createPrices(rowCount, coverCount, guardScales.length);
  const prices = createPrices(rowCount, coverCount, guardScales.length);
  const excess = new Float64Array(size);

  const isFloor = (at: number): boolean => at < rowCount && limits.rowIsFloor[at] === 1;
  const writePrices = (point: Float64Array, into: PriceVector): PriceVector => {
    for (let row = 0; row < rowCount; row += 1) into.rows[row] = point[row]! / scales[row]!;
    for (let cover = 0; cover < coverCount; cover += 1) into.covers[cover] = point[rowCount + cover]!;
    for (const [guard, scale] of guardScales.entries()) into.guards[guard] = point[guardAt + guard]! / scale;
    return into;
  };

  return {
    size,
    gain,
    excess,
    evaluate(point, breaksTies) {
      for (let at = 0; at < jitter.length; at += 1) jitter[at] = breaksTies ? -JITTER_SHARE * gain * random() : 0;
      const value = relaxation.evaluate(writePrices(point, prices), jitter, usage);
      for (let row = 0; row < rowCount; row += 1) excess[row] = (usage.rows[row]! - limits.rowLimit[row]!) / scales[row]!;
      for (const [cover, part] of covers.parts.entries()) excess[rowCount + cover] = part.need - usage.covers[cover]!;
      for (const [guard, scale] of guardScales.entries()) excess[guardAt + guard] = (compiled.guards[guard]!.atLeast - usage.guards[guard]!) / scale;
      return value;
    },
    clamp: (at, price) => (isFloor(at) ? Math.min(0, price) : Math.max(0, price)),
    isFree: (at, price, excess) => (isFloor(at) ? price < 0 || excess < 0 : price > 0 || excess > 0),
    toPoint({ rows, covers: worths, guards }) {
      const point = new Float64Array(size);
      for (let row = 0; row < rowCount; row += 1) point[row] = rows[row]! * scales[row]!;
      point.set(worths, rowCount);
      for (const [guard, scale] of guardScales.entries()) point[guardAt + guard] = (guards[guard] ?? 0) * scale;
      return point;
    },
    toPrices: (point) => writePrices(point, createPrices(rowCount, coverCount, guardScales.length)),
  };
}
