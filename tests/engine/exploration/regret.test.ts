import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { createEpsilonGreedy } from '../../../src/engine/exploration/epsilon-greedy.ts';
import type { Policy } from '../../../src/engine/exploration/policy.ts';
import { bernoulliDivergence, laiRobbinsConstant, runRegret, slopeAgainstLog } from '../../../src/engine/exploration/regret.ts';
import { createBernoulliThompson, UNIFORM_PRIOR } from '../../../src/engine/exploration/thompson-bernoulli.ts';

const times = [200, 400, 800, 1600, 3200];
const RUNS = 100;

function averageRegret(create: (arms: number) => Policy, rates: readonly number[]): Float64Array {
  const mean = new Float64Array(times.length);
  for (let run = 1; run <= RUNS; run += 1) {
    runRegret(create(rates.length), rates, times, createRandom(run)).forEach((lost, place) => {
      mean[place]! += lost / RUNS;
    });
  }
  return mean;
}

const thompson = (arms: number): Policy => createBernoulliThompson(Array.from({ length: arms }, () => UNIFORM_PRIOR));

describe('regret', () => {
  it('has the bound of Lai and Robbins', () => {
    expect(bernoulliDivergence(0.8, 0.9)).toBeCloseTo(0.8 * Math.log(8 / 9) + 0.2 * Math.log(2), 14);
    expect(bernoulliDivergence(0.3, 0.3)).toBe(0);
    expect(laiRobbinsConstant([0.9, 0.8])).toBeCloseTo(0.1 / bernoulliDivergence(0.8, 0.9), 14);
    expect(laiRobbinsConstant([0.5, 0.5])).toBe(0);
  });

  it('measures slopes against the logarithm', () => {
    expect(slopeAgainstLog(times, times.map((time) => 7 + 3 * Math.log(time)))).toBeCloseTo(3, 12);
  });

  it('is none where all arms are alike, and all the gap where a policy never learns', () => {
    expect([...runRegret(thompson(2), [0.5, 0.5], [10, 20], createRandom(1))]).toEqual([0, 0]);
    const stubborn: Policy = { ...thompson(2), draw: () => 1 };
    expect(runRegret(stubborn, [0.75, 0.5], [10, 20], createRandom(1))[1]).toBe(5);
  });

  it.each([[[0.9, 0.8]], [[0.55, 0.45]], [[0.9, 0.8, 0.8, 0.7, 0.7, 0.6]]])('of Thompson sampling grows like log t on %j, at 0.4–1.3 times the bound', (rates) => {
    const curve = averageRegret(thompson, rates);
    const ratio = slopeAgainstLog(times, curve) / laiRobbinsConstant(rates);
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(1.3);
    const earlier = curve[2]! - curve[0]!;
    const later = curve[4]! - curve[2]!;
    expect(later / earlier).toBeLessThan(1.6);
  });

  it('grows like t where the share of random choices stays', () => {
    const curve = averageRegret((arms) => createEpsilonGreedy(arms, { kind: 'constant', start: 0.2 }), [0.9, 0.6]);
    expect((curve[4]! - curve[2]!) / (curve[2]! - curve[0]!)).toBeGreaterThan(3);
  });
});
