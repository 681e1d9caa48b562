import type { HeuristicModel } from '../model/attribution.ts';
import type { CreditRules } from './credit-rules.ts';
import { createPathView, heuristics, type PathView } from './heuristics.ts';
import type { Lookbacks } from './lookbacks.ts';
import { spreadExactly } from './spread-exactly.ts';
import type { TouchHistory } from './touch-history.ts';
import { longestLookback, viewLookback } from './view-lookback.ts';

/** What one model says of every outcome; pairs and places as in the look-backs. */
export interface OutcomeCredits {
  /** By pair: the touch's share of the outcome. The shares of an outcome add up to 1 exactly. */
  readonly share: Float64Array;
  /** By pair: the touch's part of the outcome's value. The parts of an outcome add up to its value exactly. */
  readonly value: Float64Array;
  /** By place: row of the touch with the largest share, of equal ones the latest; −1 where it is unattributed. */
  readonly primaryTouch: Int32Array;
  /** By place: 0–1, 0 where it is unattributed. See `creditOutcomes`. */
  readonly confidence: Float64Array;
}

/** The models whose agreement makes an outcome's attribution sure. */
const judges: readonly HeuristicModel[] = ['first', 'last', 'linear', 'position', 'time_decay'];

/**
 * Credits every outcome to its touches under one model. Confidence = agreement × closeness, an index and no probability:
 * - agreement: the mean, over the models first, last, linear, position and time_decay, of the share of credit that they
 *   place on the same touches as the chosen model, Σ min(own share, theirs); 1 where a single touch leaves no choice;
 * - closeness: Σ share · (1 − age / (2 · window)), 1 for touches at the instant of the outcome, ½ at the window's edge.
 * O(pairs · models).
 */
export function creditOutcomes(history: TouchHistory, lookbacks: Lookbacks, rulesByKind: readonly CreditRules[], model: HeuristicModel): OutcomeCredits {
  const count = lookbacks.outcome.length;
  const longest = longestLookback(lookbacks);
  const view = createPathView(longest);
  const [weight, other] = [new Float64Array(longest), new Float64Array(longest)];
  const share = new Float64Array(lookbacks.touch.length);
  const value = new Float64Array(lookbacks.touch.length);
  const primaryTouch = new Int32Array(count).fill(-1);
  const confidence = new Float64Array(count);
  for (let place = 0; place < count; place += 1) {
    const from = lookbacks.start[place]!;
    if (from === lookbacks.start[place + 1]) continue;
    viewLookback(history, lookbacks, place, view);
    const outcome = lookbacks.outcome[place]!;
    const rules = rulesByKind[history.outcomes.kind[outcome]!]!;
    heuristics[model](view, rules, weight);
    spreadExactly(1, weight, view.length, share, from);
    spreadExactly(history.outcomes.value[outcome]!, weight, view.length, value, from);
    const own = share.subarray(from, from + view.length);
    let primary = 0;
    for (let at = 1; at < view.length; at += 1) if (own[at]! >= own[primary]!) primary = at;
    primaryTouch[place] = lookbacks.touch[from + primary]!;
    let agreement = 0;
    for (const judge of judges) {
      heuristics[judge](view, rules, other);
      agreement += overlap(own, other, view.length) / judges.length;
    }
    confidence[place] = Math.min(1, agreement * closeness(view, own, rules));
  }
  return { share, value, primaryTouch, confidence };
}

function overlap(share: Float64Array, weight: Float64Array, length: number): number {
  let total = 0;
  for (let at = 0; at < length; at += 1) total += weight[at]!;
  let common = 0;
  for (let at = 0; at < length; at += 1) common += Math.min(share[at]!, weight[at]! / total);
  return common;
}

function closeness({ length, channel, ageDays }: PathView, share: Float64Array, { windowDays }: CreditRules): number {
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += share[at]! * (ageDays[at] === 0 ? 1 : 1 - ageDays[at]! / (2 * windowDays[channel[at]!]!));
  return sum;
}
