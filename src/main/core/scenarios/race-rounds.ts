import { comparePaired, widenForSample } from '../../../engine/design/paired-difference.ts';
import { planRace } from '../../../engine/design/plan-race.ts';
import type { BatchGoal, Racing } from '../../../engine/model/batch.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import { compareVariants, type LiveVariant } from './live-variant.ts';

const DEFAULT_ETA = 3;

/** Replications that a variant has after each round: all of them in one without racing. */
export function planRounds(racing: Racing | undefined, variants: number, replications: number): number[] {
  if (racing === undefined) return [replications];
  const { eta = DEFAULT_ETA, firstReplications: least } = racing;
  const plan = planRace({ count: Math.max(1, variants), replications, eta, ...(least === undefined ? {} : { least }) });
  return plan.ok ? plan.value.map(({ to }) => to) : [replications];
}

/** Standard errors of the paired difference that a stopped variant lies behind the leader. */
const CLEAR = 3;

/** A variant that a round left behind. */
export interface StoppedVariant {
  readonly variant: LiveVariant;
  readonly reason: string;
}

function metricOf({ samples, replications, number }: LiveVariant, metric: Measure): Float64Array {
  if (samples === null) throw new Error(`Variant ${number} races without its replications.`);
  const at = Measure.options.indexOf(metric);
  return samples.subarray(at * replications, (at + 1) * replications);
}

/**
 * Who is left behind after a round, of variants that have all played the same replications: those that are not of the best
 * 1/eta and lie clearly behind the leader, by the rule of `createRace`. A pure function of the round, so that a batch which was
 * cut off judges as it would have. O(variants · replications).
 */
export function judgeRound(alive: readonly LiveVariant[], { metric, direction }: BatchGoal, { eta = DEFAULT_ETA }: Racing): StoppedVariant[] {
  const sorted = alive.toSorted(compareVariants(direction));
  const [leader] = sorted;
  if (leader === undefined) return [];
  const best = metricOf(leader, metric);
  const limit = widenForSample(CLEAR, best.length - 1);
  const sign = direction === 'max' ? 1 : -1;
  return sorted.slice(Math.ceil(sorted.length / eta)).flatMap((variant) => {
    const { mean, standardError } = comparePaired(best, metricOf(variant, metric));
    if (sign * mean <= limit * standardError) return [];
    return [{ variant, reason: `${Number(Math.abs(mean).toPrecision(4))} behind variant ${leader.number} after ${variant.replications} replications` }];
  });
}
