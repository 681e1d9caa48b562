import type { CompiledProblem } from '../compiled-problem.ts';
import { createRelaxation, type Relaxation } from '../relaxation.ts';
import type { ObjectiveGuard } from './guard.ts';

/** The parts of a compiled problem that weights of its guards change. */
type Weighed = { -readonly [Part in keyof CompiledProblem]: CompiledProblem[Part] };

/** Adds the guards to an objective, each times its weight: whatever maximises the sum serves both. O(contacts · channels · guards). */
export function weighGuards(compiled: CompiledProblem, weights: Float64Array): CompiledProblem {
  const weighed: Weighed = { ...compiled, isReach: false, gainBase: new Float64Array(compiled.gainBase.length), objectiveCost: new Float64Array(compiled.channelCount) };
  weighInto(weighed, compiled, weights);
  return weighed;
}

function weighInto(weighed: Weighed, { gainBase, objectiveCost, reachWorth, guards }: CompiledProblem, weights: Float64Array): void {
  weighed.gainBase.set(gainBase);
  weighed.objectiveCost.set(objectiveCost);
  weighed.reachWorth = reachWorth;
  for (const [at, guard] of guards.entries()) {
    const weight = weights[at]!;
    if (weight === 0) continue;
    for (let pair = 0; pair < gainBase.length; pair += 1) weighed.gainBase[pair]! += weight * guard.gainBase[pair]!;
    for (let channel = 0; channel < objectiveCost.length; channel += 1) weighed.objectiveCost[channel]! += weight * guard.objectiveCost[channel]!;
    weighed.reachWorth += weight * guard.reachWorth;
  }
}

/** What a contact that takes so many actions brings to a guard. */
function countGuard({ channelCount, tierFactor, tierCount }: CompiledProblem, guard: ObjectiveGuard, contact: number, counts: Int32Array, reaching: number): number {
  let value = 0;
  let isReached = reaching >= 0;
  for (let channel = 0; channel < channelCount; channel += 1) {
    const taken = counts[channel]! + (channel === reaching ? 1 : 0);
    const gain = guard.gainBase[contact * channelCount + channel]!;
    for (let tier = 0; tier < taken; tier += 1) value += gain * tierFactor[channel * tierCount + tier]! - guard.objectiveCost[channel]!;
    isReached ||= taken > 0;
  }
  return isReached ? value + guard.reachWorth : value;
}

/**
 * The relaxation of a problem that also prices what its guards keep. With weights μ ≥ 0 of the guards its value is that of objective +
 * Σ μ · guard, less Σ μ · what must be kept: a proven upper bound on the objective over all plans that keep the guards (weak duality).
 */
export function createGuardedRelaxation(compiled: CompiledProblem): Relaxation {
  const { guards } = compiled;
  const weighed: Weighed = { ...compiled, isReach: false, gainBase: compiled.gainBase.slice(), objectiveCost: compiled.objectiveCost.slice() };
  const sums = new Float64Array(guards.length);
  const inner = createRelaxation(weighed, (contact, counts, reaching) => {
    for (const [at, guard] of guards.entries()) sums[at]! += countGuard(compiled, guard, contact, counts, reaching);
  });
  return {
    compiled,
    pricesGuards: true,
    evaluate(prices, jitter, usage) {
      weighInto(weighed, compiled, prices.guards);
      sums.fill(0);
      let value = inner.evaluate(prices, jitter, usage);
      usage.guards.set(sums);
      for (const [at, guard] of guards.entries()) value -= prices.guards[at]! * guard.atLeast;
      return value;
    },
  };
}
