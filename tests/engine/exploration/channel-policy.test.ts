import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { boundProbabilities, channelProbabilities, findBest, isRandomised, takeChannel, worthOf, worthWeights, type ChannelChoice, type ChannelPolicy } from '../../../src/engine/exploration/channel-policy.ts';

const choice: ChannelChoice = {
  arms: [
    { mean: 0.3, sd: 0.1, unitCost: 1 },
    { mean: 0.25, sd: 0.15, unitCost: 4 },
    { mean: 0.05, sd: 0.04, unitCost: 0.5 },
  ],
  value: 100,
  weights: worthWeights({ metric: 'lift' }),
};
const policies: readonly ChannelPolicy[] = [{ kind: 'none' }, { kind: 'thompson' }, { kind: 'uniform' }, { kind: 'ucb', bonus: 2 }, { kind: 'epsilon_greedy', epsilon: 0.3 }];
const DRAWS = 20_000;

/** How often a policy takes each channel. */
function count(policy: ChannelPolicy, of: ChannelChoice): number[] {
  const random = createRandom(7);
  const counts = of.arms.map(() => 0);
  for (let draw = 0; draw < DRAWS; draw += 1) counts[takeChannel(policy, of, random)]! += 1 / DRAWS;
  return counts;
}

describe('channelProbabilities', () => {
  it('are how often the policy takes each channel', () => {
    const ways: readonly ChannelChoice[] = [choice, { ...choice, weights: worthWeights({ metric: 'net' }), value: 20 }, { ...choice, arms: choice.arms.map((arm) => ({ ...arm, sd: 0 })) }, { ...choice, value: 0 }];
    for (const policy of policies) {
      for (const way of ways) {
        const taken = count(policy, way);
        channelProbabilities(policy, way).forEach((probability, place) => expect(Math.abs(probability - taken[place]!), `${policy.kind}, ${JSON.stringify(way.weights)}, ${way.value}`).toBeLessThan(0.03));
      }
    }
  });

  it('sum to 1 and are never below 0', () => {
    const part = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    const arm = fc.record({ mean: part, sd: fc.double({ min: 0, max: 0.3, noNaN: true }), unitCost: fc.double({ min: 0, max: 20, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(arm, { minLength: 1, maxLength: 5 }), fc.constantFrom(...policies), fc.constantFrom('lift', 'reach'), (arms, policy, metric) => {
        const probabilities = channelProbabilities(policy, { arms, value: 10, weights: worthWeights({ metric }) });
        expect(probabilities.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 6);
        expect(Math.min(...probabilities)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200, seed: 20_270_107 },
    );
  });

  it('of what cannot be explored go to the best', () => {
    expect(findBest(choice)).toBe(0);
    expect(findBest({ ...choice, weights: worthWeights({ metric: 'net' }), value: 1 })).toBe(2);
  });

  it('counts what plans maximise: weights, the first level of a list, else the metric', () => {
    expect(worthOf(worthWeights({ metric: 'lift', weights: { lift: 2, responses: 5, cost: 0.5 } }), 10, 0.2, 3)).toBeCloseTo(2 * 10 * 0.2 + 5 * 0.2 - 1.5, 9);
    expect(worthWeights({ metric: 'lift', levels: [{ metric: 'net' }, { metric: 'reach' }] })).toEqual({ lift: 1, responses: 0, cost: 1 });
    expect(worthWeights({ metric: 'reach' })).toEqual({ lift: 1, responses: 0, cost: 0 });
    expect([...boundProbabilities(Float64Array.of(0.5, 0.3, 0.2), 0, [false, true, false])]).toEqual([0.7, 0.3, 0]);
    expect(policies.filter(({ kind }) => isRandomised(kind)).map(({ kind }) => kind)).toEqual(['thompson', 'uniform', 'epsilon_greedy']);
  });
});
