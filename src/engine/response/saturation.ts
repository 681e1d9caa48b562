import type { ChannelScope } from './channel-counts.ts';
import { factorCholesky, solveCholesky } from './cholesky.ts';
import type { Grouping } from './grouping.ts';
import { normalHalfWidth } from './normal.ts';
import { differentiateOrder, evaluateOrder, type OrderParameters } from './order-likelihood.ts';
import { sampleOrder, type OrderSample } from './order-sample.ts';
import { rowsThrough } from './ordered-touches.ts';
import type { PositionCount } from './response-model.ts';

/** An order effect that the history shows, with its interval at SATURATION_LEVEL. */
export interface ShownOrderEffect {
  readonly reason: 'order_effect';
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Strength of the contacts' prior, estimated along with the effect. */
  readonly contactStrength: number;
  readonly positions: readonly PositionCount[];
}

/** What the order of touches says about one channel. */
export type OrderEffect =
  | ShownOrderEffect
  | (Omit<ShownOrderEffect, 'reason'> & { readonly reason: 'no_order_effect' })
  | { readonly reason: 'too_few_repeats'; readonly estimate: null; readonly low: null; readonly high: null; readonly positions: readonly PositionCount[] };

/** A saturation is claimed where this interval lies below 1: a false claim in about one of 200 channels without one. */
export const SATURATION_LEVEL = 0.99;
const SHOWN_POSITIONS = 12;
const FEWEST_REPEATS = 100;
const FEWEST_REPEAT_RESPONSES = 10;
const MOST_STEPS = 40;

/** Counts per position, the last row holding all later ones. O(touches of the channel). */
export function countByPosition(scope: ChannelScope): PositionCount[] {
  const { ordered, channel } = scope;
  const touches = Array.from({ length: SHOWN_POSITIONS }, () => 0);
  const responded = Array.from({ length: SHOWN_POSITIONS }, () => 0);
  for (let contact = 0; contact < ordered.contactCount; contact += 1) {
    const pair = contact * ordered.channelCount + channel;
    const from = ordered.pairStart[pair]!;
    const to = from + rowsThrough(ordered, pair, scope.throughDay);
    for (let row = from; row < to; row += 1) {
      const place = Math.min(SHOWN_POSITIONS, ordered.position[row]!) - 1;
      touches[place]! += 1;
      responded[place]! += ordered.responded[row]!;
    }
  }
  return touches.map((count, place) => ({ position: place + 1, touches: count, responded: responded[place]! })).filter((row) => row.touches > 0);
}

/**
 * Estimates the factor on the response of each further touch of the same pair (see OrderParameters for the model) by
 * maximum likelihood with a normal interval on its logarithm. `groupMean` and `contactStrength` are where it starts.
 */
export function estimateOrderEffect(scope: ChannelScope, grouping: Grouping, groupMean: Float64Array, contactStrength: number): OrderEffect {
  const positions = countByPosition(scope);
  const repeats = positions.slice(1).reduce((sum, row) => sum + row.touches, 0);
  const repeatResponses = positions.slice(1).reduce((sum, row) => sum + row.responded, 0);
  if (repeats < FEWEST_REPEATS || repeatResponses < FEWEST_REPEAT_RESPONSES) {
    return tooFewRepeats(positions);
  }
  const sample = sampleOrder(scope, grouping, groupMean);
  const top = climb(sample, { logSaturation: 0, logStrength: Math.log(contactStrength), logPeriod: new Float64Array(sample.periodCount) });
  if (top === null) return tooFewRepeats(positions);
  const half = normalHalfWidth(SATURATION_LEVEL) * Math.sqrt(top.variance);
  const { logSaturation, logStrength } = top.parameters;
  const high = Math.exp(logSaturation + half);
  return {
    reason: high < 1 ? 'order_effect' : 'no_order_effect',
    estimate: Math.exp(logSaturation),
    low: Math.exp(logSaturation - half),
    high,
    contactStrength: Math.exp(logStrength),
    positions,
  };
}

function tooFewRepeats(positions: readonly PositionCount[]): OrderEffect {
  return { reason: 'too_few_repeats', estimate: null, low: null, high: null, positions };
}

/** Climbs to the most likely parameters by BHHH steps, halved until they gain; null where order is not in the sample. */
function climb(sample: OrderSample, start: OrderParameters): { readonly parameters: OrderParameters; readonly variance: number } | null {
  const size = 2 + sample.periodCount;
  let parameters = start;
  for (let step = 0; ; step += 1) {
    const here = differentiateOrder(sample, parameters);
    const factor = factorCholesky(here.information, size);
    if (factor === null) return null;
    const direction = solveCholesky(factor, here.gradient);
    const promised = direction.reduce((sum, part, index) => sum + part * here.gradient[index]!, 0);
    const next = promised < 1e-4 || step === MOST_STEPS ? null : searchAlong(sample, parameters, direction, here.value);
    if (next === null) {
      const unit = Float64Array.from({ length: size }, (_, index) => (index === 0 ? 1 : 0));
      return { parameters, variance: solveCholesky(factor, unit)[0]! };
    }
    parameters = next;
  }
}

const LONGEST_STEP = 1;

function searchAlong(sample: OrderSample, from: OrderParameters, direction: Float64Array, value: number): OrderParameters | null {
  const longest = direction.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  let length = Math.min(1, LONGEST_STEP / longest);
  for (let halving = 0; halving < 12; halving += 1) {
    const next: OrderParameters = {
      logSaturation: from.logSaturation + length * direction[0]!,
      logStrength: from.logStrength + length * direction[1]!,
      logPeriod: from.logPeriod.map((factor, period) => factor + length * direction[2 + period]!),
    };
    if (evaluateOrder(sample, next) > value) return next;
    length /= 2;
  }
  return null;
}
