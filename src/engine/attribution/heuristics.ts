import type { HeuristicModel } from '../model/attribution.ts';
import type { CreditRules } from './credit-rules.ts';
import { touchDecay } from './touch-decay.ts';

/** The touches before one outcome, oldest first, in the first `length` ≥ 1 places. Ages in days before the outcome. */
export interface PathView {
  length: number;
  readonly channel: Int32Array;
  readonly ageDays: Float64Array;
}

/** Room for paths of at most so many touches. */
export const createPathView = (longest: number): PathView => ({ length: 0, channel: new Int32Array(longest), ageDays: new Float64Array(longest) });

/** Writes the weight of each touch: none negative, at least one above 0, only their ratios count. O(length). */
export type Weigh = (path: PathView, rules: CreditRules, weight: Float64Array) => void;

const allTo = (weight: Float64Array, length: number, place: number): void => {
  weight.fill(0, 0, length);
  weight[place] = 1;
};

const weighFirst: Weigh = ({ length }, _rules, weight) => allTo(weight, length, 0);

const weighLast: Weigh = ({ length }, _rules, weight) => allTo(weight, length, length - 1);

/** The last touch of a channel that is not direct; where all are, the last. */
const weighLastNonDirect: Weigh = ({ length, channel }, { isDirect }, weight) => {
  let place = length - 1;
  while (place >= 0 && isDirect[channel[place]!] === 1) place -= 1;
  allTo(weight, length, place < 0 ? length - 1 : place);
};

const weighLinear: Weigh = ({ length }, _rules, weight) => {
  weight.fill(1, 0, length);
};

/**
 * First and last by their weights, the touches between share `middle` equally. One touch takes all; two share by the ratio
 * first : last, equally where both are 0. Where only `middle` is above 0 and no touch stands between, likewise.
 */
const weighPosition: Weigh = ({ length }, { position: { first, middle, last } }, weight) => {
  if (length <= 2 && first + last === 0) return void weight.fill(1, 0, length);
  if (length === 1) return void (weight[0] = 1);
  weight.fill(middle / Math.max(1, length - 2), 0, length);
  weight[0] = first;
  weight[length - 1] = last;
};

/** Each touch by its channel's decay; where all have fallen to 0, the latest touch takes all. */
const weighTimeDecay: Weigh = ({ length, channel, ageDays }, { decay, windowDays }, weight) => {
  let total = 0;
  for (let place = 0; place < length; place += 1) {
    const index = channel[place]!;
    weight[place] = touchDecay(decay[index]!, ageDays[place]!, windowDays[index]!);
    total += weight[place]!;
  }
  if (total === 0) allTo(weight, length, length - 1);
};

/** The models that look at one path at a time. */
export const heuristics: Readonly<Record<HeuristicModel, Weigh>> = {
  first: weighFirst,
  last: weighLast,
  last_non_direct: weighLastNonDirect,
  linear: weighLinear,
  position: weighPosition,
  time_decay: weighTimeDecay,
};
