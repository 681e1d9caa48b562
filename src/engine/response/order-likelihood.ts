import { betaQuadrature } from './beta-quadrature.ts';
import { MOST_TOUCHES_OF_PAIR, type OrderSample } from './order-sample.ts';
import { DEFAULT_STRENGTH, LOG_STRENGTH_SPREAD } from './strength.ts';

/**
 * How order and time change the response of one channel: touch k of a pair with rate p in period t responds with
 * probability p · s^(k − 1) · r_t, where p comes from Beta(m·strength, (1 − m)·strength) of the pair's class. Because p
 * is integrated out per pair, neither eager contacts that are touched more often nor touching that stops after a
 * response is mistaken for an effect of order; the period factors r_t keep a general rise or fall apart from it.
 */
export interface OrderParameters {
  readonly logSaturation: number;
  readonly logStrength: number;
  readonly logPeriod: Float64Array;
}

/** Value, gradient and sum of squared pair gradients, in the order logSaturation, logStrength, logPeriod…. */
export interface OrderEvaluation {
  readonly value: number;
  readonly gradient: Float64Array;
  readonly information: Float64Array;
}

const NODES = Math.ceil((MOST_TOUCHES_OF_PAIR + 1) / 2);
const LARGEST_RATE = 1 - 1e-9;
const STRENGTH_STEP = 0.01;
/** A period's rate is a factor e^±1 from the average in most histories. */
const LOG_PERIOD_SPREAD = 1;

/** Log-likelihood plus the weak priors on strength and periods. O(touches · nodes). */
export function evaluateOrder(sample: OrderSample, parameters: OrderParameters): number {
  const shares = createShares(sample, parameters, parameters.logStrength);
  let value = logPrior(parameters);
  for (let pair = 0; pair < sample.pairClass.length; pair += 1) value += shares.logLikelihood(pair);
  return value;
}

/** The same with its gradient and the outer products of the pairs' gradients, an estimate of the information (BHHH). */
export function differentiateOrder(sample: OrderSample, parameters: OrderParameters): OrderEvaluation {
  const size = 2 + sample.periodCount;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const score = new Float64Array(size);
  const middle = createShares(sample, parameters, parameters.logStrength);
  const weaker = createShares(sample, parameters, parameters.logStrength - STRENGTH_STEP);
  const stronger = createShares(sample, parameters, parameters.logStrength + STRENGTH_STEP);
  let value = logPrior(parameters);
  for (let pair = 0; pair < sample.pairClass.length; pair += 1) {
    score.fill(0);
    value += middle.logLikelihood(pair);
    for (let row = sample.pairStart[pair]!; row < sample.pairStart[pair + 1]!; row += 1) {
      const slope = middle.expectedSlope(pair, row);
      score[0]! += slope * (sample.position[row]! - 1);
      score[2 + sample.period[row]!]! += slope;
    }
    score[1] = (stronger.logLikelihood(pair) - weaker.logLikelihood(pair)) / (2 * STRENGTH_STEP);
    for (let row = 0; row < size; row += 1) {
      gradient[row]! += score[row]!;
      for (let column = 0; column < size; column += 1) information[row * size + column]! += score[row]! * score[column]!;
    }
  }
  addPrior(parameters, gradient, information);
  return { value, gradient, information };
}

function logPrior(parameters: OrderParameters): number {
  const strength = (parameters.logStrength - Math.log(DEFAULT_STRENGTH)) / LOG_STRENGTH_SPREAD;
  return parameters.logPeriod.reduce((sum, factor) => sum - 0.5 * (factor / LOG_PERIOD_SPREAD) ** 2, -0.5 * strength * strength);
}

function addPrior(parameters: OrderParameters, gradient: Float64Array, information: Float64Array): void {
  const size = gradient.length;
  gradient[1]! -= (parameters.logStrength - Math.log(DEFAULT_STRENGTH)) / LOG_STRENGTH_SPREAD ** 2;
  information[size + 1]! += 1 / LOG_STRENGTH_SPREAD ** 2;
  parameters.logPeriod.forEach((factor, period) => {
    gradient[2 + period]! -= factor / LOG_PERIOD_SPREAD ** 2;
    information[(2 + period) * (size + 1)]! += 1 / LOG_PERIOD_SPREAD ** 2;
  });
}

/** Likelihood of pairs at one set of parameters; `expectedSlope` speaks of the pair last asked for its likelihood. */
interface PairShares {
  logLikelihood(pair: number): number;
  /** Expected derivative of a touch's log probability by the log of its factor, over what the pair says of its rate. */
  expectedSlope(pair: number, row: number): number;
}

function createShares(sample: OrderSample, parameters: OrderParameters, logStrength: number): PairShares {
  const cells = tabulateCells(sample, parameters, Math.exp(logStrength));
  const share = new Float64Array(NODES);
  const cellOf = (pair: number, row: number): number => {
    const place = sample.period[row]! * sample.positionCount + sample.position[row]! - 1;
    return ((sample.pairClass[pair]! * cells.perClass + place) * 2 + sample.responded[row]!) * NODES;
  };
  return {
    logLikelihood(pair) {
      share.fill(0);
      for (let row = sample.pairStart[pair]!; row < sample.pairStart[pair + 1]!; row += 1) {
        const cell = cellOf(pair, row);
        for (let node = 0; node < NODES; node += 1) share[node]! += cells.logProbability[cell + node]!;
      }
      let largest = -Infinity;
      for (let node = 0; node < NODES; node += 1) largest = Math.max(largest, share[node]!);
      let total = 0;
      const offset = sample.pairClass[pair]! * NODES;
      for (let node = 0; node < NODES; node += 1) {
        share[node] = cells.weight[offset + node]! * Math.exp(share[node]! - largest);
        total += share[node]!;
      }
      for (let node = 0; node < NODES; node += 1) share[node]! /= total;
      return largest + Math.log(total);
    },
    expectedSlope(pair, row) {
      const cell = cellOf(pair, row);
      let sum = 0;
      for (let node = 0; node < NODES; node += 1) sum += share[node]! * cells.slope[cell + node]!;
      return sum;
    },
  };
}

interface CellTable {
  readonly perClass: number;
  readonly weight: Float64Array;
  readonly logProbability: Float64Array;
  readonly slope: Float64Array;
}

function tabulateCells(sample: OrderSample, parameters: OrderParameters, strength: number): CellTable {
  const { classCount, periodCount, positionCount } = sample;
  const perClass = periodCount * positionCount;
  const weight = new Float64Array(classCount * NODES);
  const logProbability = new Float64Array(classCount * perClass * 2 * NODES);
  const slope = new Float64Array(logProbability.length);
  for (let group = 0; group < classCount; group += 1) {
    const mean = sample.classMean[group]!;
    const rule = betaQuadrature(mean * strength, (1 - mean) * strength, NODES);
    weight.set(rule.weights, group * NODES);
    for (let place = 0; place < perClass; place += 1) {
      const factor = Math.exp((place % positionCount) * parameters.logSaturation + parameters.logPeriod[Math.floor(place / positionCount)]!);
      const missed = (group * perClass + place) * 2 * NODES;
      for (let node = 0; node < NODES; node += 1) {
        const rate = Math.min(rule.nodes[node]! * factor, LARGEST_RATE);
        const isFree = rate < LARGEST_RATE;
        logProbability[missed + node] = Math.log1p(-rate);
        logProbability[missed + NODES + node] = Math.log(rate);
        slope[missed + node] = isFree ? -rate / (1 - rate) : 0;
        slope[missed + NODES + node] = isFree ? 1 : 0;
      }
    }
  }
  return { perClass, weight, logProbability, slope };
}
