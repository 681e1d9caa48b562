import { createRandom, type Random } from '../base/rng.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { copyPrices, createPrices, type PriceVector } from './price-vector.ts';
import type { Relaxation, RelaxedUsage } from './relaxation.ts';

/** Prices and the bound they prove. */
export interface DualResult {
  readonly prices: PriceVector;
  /** Proven upper bound on the objective. */
  readonly bound: number;
}

export interface DualOptions {
  readonly rounds: number;
  readonly seed: number;
  /** First step as a share of the average gain of an action. */
  readonly firstStep: number;
  /** Asked between rounds with what is known so far; true ends the ascent. */
  readonly isStopped: (round: number, bound: number) => boolean;
  /** Prices to start from; zero where left out. */
  readonly start?: PriceVector;
}

/** Ties between equal days are broken by lowering prices by at most this share of the average gain. */
const JITTER_SHARE = 1e-5;
/** Decay of the running mean and of the running square of each price's excess. */
const MEAN_DECAY = 0.85;
const SQUARE_DECAY = 0.9;

/** Typical weight of a row's actions: money and actions then move at the same pace. */
function findRowScales(compiled: CompiledProblem): Float64Array {
  const scaleOf = compiled.limits.parts.map((part) => {
    const weights = [...part.weights].filter((weight, channel) => weight !== 0 && part.scope.coversChannel(channel));
    return weights.length === 0 ? 1 : weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  });
  return Float64Array.from(compiled.limits.rowPart, (part) => scaleOf[part]!);
}

/** Average gain of a first action: the size prices are measured against. */
function typicalGain(compiled: CompiledProblem): number {
  if (compiled.gainBase.length === 0) return 1;
  let sum = 0;
  for (const gain of compiled.gainBase) sum += gain;
  const average = sum / compiled.gainBase.length + compiled.reachWorth;
  if (average > 0) return average;
  return compiled.objectiveCost.some((cost) => cost > 0) ? Math.max(...compiled.objectiveCost) : 1;
}

/** Typical worth of an action to each guard: guards in units of their own then move at the pace of the others. */
const findGuardScales = ({ guards, gainBase }: CompiledProblem): number[] =>
  guards.map((guard) => {
    const gain = guard.gainBase.reduce((sum, own) => sum + own, 0) / Math.max(1, gainBase.length);
    const cost = guard.objectiveCost.reduce((most, own) => Math.max(most, own), 0);
    return Math.max(gain + guard.reachWorth, cost) || 1;
  });

/** Running moments of the excess over every limit; `rows` first, then `covers`, then `guards`. */
interface Moments {
  readonly mean: Float64Array;
  readonly square: Float64Array;
  /** Shares of the first round still in the moments. */
  meanLeft: number;
  squareLeft: number;
}

/** Direction of one entry: its mean excess in units of its own fluctuation (Kingma and Ba 2015). */
function takeDirection(moments: Moments, at: number, excess: number): number {
  const mean = MEAN_DECAY * moments.mean[at]! + (1 - MEAN_DECAY) * excess;
  const square = SQUARE_DECAY * moments.square[at]! + (1 - SQUARE_DECAY) * excess * excess;
  moments.mean[at] = mean;
  moments.square[at] = square;
  return mean / (1 - moments.meanLeft) / (Math.sqrt(square / (1 - moments.squareLeft)) + 1e-9);
}

/** Raises the price of what the relaxed plan overuses and lowers that of what it leaves, never across zero. */
function stepPrices(compiled: CompiledProblem, prices: PriceVector, usage: RelaxedUsage, moments: Moments, scales: { readonly rows: Float64Array; readonly guards: readonly number[] }, step: number): void {
  const { limits, covers, guards } = compiled;
  moments.meanLeft *= MEAN_DECAY;
  moments.squareLeft *= SQUARE_DECAY;
  for (let row = 0; row < limits.rowCount; row += 1) {
    const excess = (usage.rows[row]! - limits.rowLimit[row]!) / scales.rows[row]!;
    const moved = prices.rows[row]! + (step * takeDirection(moments, row, excess)) / scales.rows[row]!;
    prices.rows[row] = limits.rowIsFloor[row] === 1 ? Math.min(0, moved) : Math.max(0, moved);
  }
  for (const [at, part] of covers.parts.entries()) {
    const direction = takeDirection(moments, limits.rowCount + at, part.need - usage.covers[at]!);
    prices.covers[at] = Math.max(0, prices.covers[at]! + step * direction);
  }
  for (const [at, scale] of scales.guards.entries()) {
    const direction = takeDirection(moments, limits.rowCount + covers.parts.length + at, (guards[at]!.atLeast - usage.guards[at]!) / scale);
    prices.guards[at] = Math.max(0, prices.guards[at]! + (step * direction) / scale);
  }
}

function drawJitter(random: Random, size: number, jitter: Float64Array): void {
  for (let at = 0; at < jitter.length; at += 1) jitter[at] = -size * random();
}

/**
 * Lowers the Lagrangian bound by subgradient steps scaled per price (adaptive moments) that shrink to nothing over the
 * rounds, and keeps the best prices met. Every value met is a proven bound, so stopping early only leaves it weaker.
 * Deterministic for a seed and a number of rounds. Each round costs one evaluation of the relaxation.
 */
export function lowerBound(relaxation: Relaxation, options: DualOptions): DualResult {
  const { compiled } = relaxation;
  const rowCount = compiled.limits.rowCount;
  const coverCount = compiled.covers.parts.length;
  const random = createRandom(options.seed);
  const jitter = new Float64Array(compiled.channelCount * compiled.days);
  const gain = typicalGain(compiled);
  const guardCount = relaxation.pricesGuards === true ? compiled.guards.length : 0;
  const scales = { rows: findRowScales(compiled), guards: guardCount === 0 ? [] : findGuardScales(compiled) };
  const usage = createPrices(rowCount, coverCount, guardCount);
  const moments: Moments = { mean: new Float64Array(rowCount + coverCount + guardCount), square: new Float64Array(rowCount + coverCount + guardCount), meanLeft: 1, squareLeft: 1 };
  const prices = options.start === undefined ? createPrices(rowCount, coverCount, guardCount) : copyPrices(options.start);
  let best: DualResult = { prices: copyPrices(prices), bound: Infinity };

  for (let round = 0; round < options.rounds; round += 1) {
    drawJitter(random, JITTER_SHARE * gain, jitter);
    const value = relaxation.evaluate(prices, jitter, usage);
    if (value < best.bound) best = { prices: copyPrices(prices), bound: value };
    if (options.isStopped(round + 1, best.bound)) break;
    const left = 1 - (round + 1) / (options.rounds + 1);
    stepPrices(compiled, prices, usage, moments, scales, options.firstStep * gain * left * left);
  }
  return best;
}
