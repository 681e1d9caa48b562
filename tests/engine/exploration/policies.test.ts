import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, randomNormal } from '../../../src/engine/base/rng.ts';
import { createEpsilonGreedy, epsilonAfter, type EpsilonSchedule } from '../../../src/engine/exploration/epsilon-greedy.ts';
import { createLinUcb } from '../../../src/engine/exploration/lin-ucb.ts';
import { allArms, type Policy } from '../../../src/engine/exploration/policy.ts';
import { createBernoulliThompson, UNIFORM_PRIOR } from '../../../src/engine/exploration/thompson-bernoulli.ts';
import { createGaussianThompson } from '../../../src/engine/exploration/thompson-gaussian.ts';
import { createUcb1, ucb1Bound } from '../../../src/engine/exploration/ucb1.ts';
import { factorCholesky, solveCholesky } from '../../../src/engine/response/cholesky.ts';
import { describeWithShared } from '../../support/shared.ts';
import { readBanditCases, readUcb1Cases } from './known-bandits.ts';

const CONTEXT = Float64Array.of(1, 0.5, -0.25);

function makePolicies(): Record<string, Policy> {
  return {
    'epsilon-greedy': createEpsilonGreedy(4, { kind: 'inverse', start: 0.5, halfLife: 20, floor: 0.05 }),
    UCB1: createUcb1(4, { alpha: 1, untried: 'first' }),
    'Thompson, Bernoulli': createBernoulliThompson(Array.from({ length: 4 }, () => UNIFORM_PRIOR)),
    'Thompson, Gaussian': createGaussianThompson(Array.from({ length: 4 }, () => ({ mean: 0.5, sd: 1 })), 0.5),
    LinUCB: createLinUcb(4, 3, { alpha: 1 }),
  };
}

describe.each(Object.keys(makePolicies()))('%s', (name) => {
  it('has propensities that sum to 1 and are the shares its draws take', () => {
    const policy = makePolicies()[name]!;
    const random = createRandom(3);
    for (let seen = 0; seen < 12; seen += 1) policy.update(seen % 4, random() < 0.2 + 0.1 * (seen % 4) ? 1 : 0, CONTEXT);
    for (const arms of [allArms(4), [1, 3], [2]]) {
      const propensities = policy.propensities(arms, CONTEXT);
      expect(propensities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      const drawn = new Float64Array(arms.length);
      const draws = 20_000;
      for (let draw = 0; draw < draws; draw += 1) drawn[arms.indexOf(policy.draw(arms, CONTEXT, random))]! += 1;
      drawn.forEach((count, place) => {
        const share = propensities[place]!;
        expect(Math.abs(count / draws - share)).toBeLessThanOrEqual(4 * Math.sqrt((share * (1 - share)) / draws));
      });
    }
  });

  it('says arm, probability and whether it explored; same seed, same choices', () => {
    const run = (): string[] => {
      const policy = makePolicies()[name]!;
      const random = createRandom(5);
      return Array.from({ length: 60 }, (_, turn) => {
        const arms = turn % 3 === 0 ? [0, 2, 3] : allArms(4);
        const choice = policy.choose(arms, CONTEXT, random);
        expect(arms).toContain(choice.arm);
        expect(choice.probability).toBeGreaterThan(0);
        expect(choice.probability).toBe(policy.propensities(arms, CONTEXT)[arms.indexOf(choice.arm)]);
        const estimates = policy.estimate(arms, CONTEXT);
        expect(choice.isExploration).toBe(estimates[arms.indexOf(choice.arm)]! < Math.max(...estimates));
        policy.update(choice.arm, random() < 0.2 * (choice.arm + 1) ? 1 : 0, CONTEXT);
        return `${choice.arm} ${choice.probability}`;
      });
    };
    expect(run()).toEqual(run());
  });

  it('comes to prefer the arm that earns most', () => {
    const policy = makePolicies()[name]!;
    const random = createRandom(8);
    const chosen = new Float64Array(4);
    for (let turn = 0; turn < 1500; turn += 1) {
      const arm = policy.draw(allArms(4), CONTEXT, random);
      policy.update(arm, random() < [0.1, 0.2, 0.7, 0.3][arm]! ? 1 : 0, CONTEXT);
      if (turn >= 1000) chosen[arm]! += 1;
    }
    expect(chosen[2]).toBeGreaterThan(350);
  });

  it('refuses no arms, foreign arms and rewards that are not numbers', () => {
    const policy = makePolicies()[name]!;
    expect(() => policy.choose([], CONTEXT, createRandom(1))).toThrow('no arm');
    expect(() => policy.choose([4], CONTEXT, createRandom(1))).toThrow('arm 4 of 4');
    expect(() => policy.update(0, Number.NaN, CONTEXT)).toThrow(RangeError);
  });
});

describe('epsilonAfter', () => {
  it('follows its schedule', () => {
    expect(epsilonAfter({ kind: 'constant', start: 0.3 }, 1e6, 3)).toBe(0.3);
    expect(epsilonAfter({ kind: 'exponential', start: 0.8, halfLife: 10, floor: 0.05 }, 20, 3)).toBeCloseTo(0.2, 15);
    expect(epsilonAfter({ kind: 'exponential', start: 0.8, halfLife: 10, floor: 0.05 }, 1000, 3)).toBe(0.05);
    expect(epsilonAfter({ kind: 'inverse', start: 0.8, halfLife: 10, floor: 0 }, 30, 3)).toBeCloseTo(0.2, 15);
    expect(epsilonAfter({ kind: 'auer', c: 5, gap: 0.1 }, 0, 4)).toBe(1);
    expect(epsilonAfter({ kind: 'auer', c: 5, gap: 0.1 }, 20_000, 4)).toBeCloseTo(0.1, 15);
  });

  it('never rises and stays in [0, 1]', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const schedule: fc.Arbitrary<EpsilonSchedule> = fc.oneof(
      fc.record({ kind: fc.constant('constant' as const), start: share }),
      fc.record({ kind: fc.constantFrom('exponential' as const, 'inverse' as const), start: share, halfLife: fc.integer({ min: 1, max: 1000 }), floor: share }),
      fc.record({ kind: fc.constant('auer' as const), c: fc.double({ min: 0.1, max: 10, noNaN: true }), gap: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }),
    );
    fc.assert(
      fc.property(schedule, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (one, seen, more) => {
        const early = epsilonAfter(one, seen, 5);
        expect(early).toBeGreaterThanOrEqual(0);
        expect(early).toBeLessThanOrEqual(1);
        expect(epsilonAfter(one, seen + more, 5)).toBeLessThanOrEqual(early);
      }),
    );
    expect(() => createEpsilonGreedy(2, { kind: 'constant', start: 1.1 })).toThrow(RangeError);
  });
});

describe('LinUCB', () => {
  it('keeps the ridge solution of all it saw: Sherman–Morrison against Cholesky', () => {
    const row = fc.record({ x: fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }), reward: fc.double({ min: -5, max: 5, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const policy = createLinUcb(1, 3, { alpha: 2, ridge: 0.5 });
        const matrix = Float64Array.of(0.5, 0, 0, 0, 0.5, 0, 0, 0, 0.5);
        const right = new Float64Array(3);
        for (const { x, reward } of rows) {
          policy.update(0, reward, Float64Array.from(x));
          for (let i = 0; i < 9; i += 1) matrix[i]! += x[Math.floor(i / 3)]! * x[i % 3]!;
          for (let i = 0; i < 3; i += 1) right[i]! += reward * x[i]!;
        }
        const factor = factorCholesky(matrix, 3)!;
        const weights = solveCholesky(factor, right);
        const spread = solveCholesky(factor, CONTEXT).reduce((sum, value, i) => sum + value * CONTEXT[i]!, 0);
        const mean = weights.reduce((sum, weight, i) => sum + weight * CONTEXT[i]!, 0);
        policy.weights(0).forEach((weight, i) => expect(Math.abs(weight - weights[i]!)).toBeLessThan(1e-8));
        expect(Math.abs(policy.bounds([0], CONTEXT)[0]! - (mean + 2 * Math.sqrt(spread)))).toBeLessThan(1e-8);
      }),
      { numRuns: 200, seed: 20_270_107 },
    );
  });

  it('learns which arm suits which context', () => {
    const policy = createLinUcb(2, 2, { alpha: 0.5 });
    const random = createRandom(4);
    let right = 0;
    for (let turn = 0; turn < 1000; turn += 1) {
      const side = random() < 0.5 ? -1 : 1;
      const context = Float64Array.of(1, side);
      const arm = policy.draw([0, 1], context, random);
      policy.update(arm, (arm === 0 ? side : -side) + 0.5 * randomNormal(random), context);
      if (turn >= 200 && (arm === 0) === (side === 1)) right += 1;
    }
    expect(right).toBeGreaterThan(780);
  });

  it('refuses a context of another length', () => {
    const policy = createLinUcb(2, 2, { alpha: 1 });
    expect(() => policy.choose([0, 1], null, createRandom(1))).toThrow('context holds no numbers, expected 2');
    expect(() => policy.update(0, 1, CONTEXT)).toThrow('context holds 3 numbers');
  });
});

describe('Gaussian Thompson', () => {
  it('adds precisions', () => {
    const policy = createGaussianThompson([{ mean: 1, sd: 2 }], 3);
    for (const reward of [4, 6]) policy.update(0, reward, null);
    const precision = 1 / 4 + 2 / 9;
    expect(policy.posterior(0).mean).toBeCloseTo((1 / 4 + 10 / 9) / precision, 12);
    expect(policy.posterior(0).sd).toBeCloseTo(1 / Math.sqrt(precision), 12);
  });
});

describeWithShared('bandits against known answers', () => {
  const alphaOf = (policy: string): number => Number(/(?:alpha|epsilon)=([\d.]+)/.exec(policy)![1]);

  it('upper confidence bounds to the digit', () => {
    const { confidence, sequence } = readUcb1Cases();
    for (const one of confidence) expect(ucb1Bound(one.mean, one.total_count, one.arm_count, one.alpha)).toBeCloseTo(one.expected, 12);
    const { fit } = sequence;
    const learn = (...parts: readonly { readonly decisions: readonly number[]; readonly rewards: readonly number[] }[]): ReturnType<typeof createUcb1> => {
      const policy = createUcb1(fit.arms.length, { alpha: fit.alpha, untried: 'zero' });
      for (const part of parts) part.decisions.forEach((arm, index) => policy.update(arm - 1, part.rewards[index]!, null));
      return policy;
    };
    const check = (policy: ReturnType<typeof createUcb1>, expected: Readonly<Record<string, number>>): void => {
      for (const [arm, bound] of Object.entries(expected)) expect(policy.bounds([Number(arm) - 1])[0], arm).toBeCloseTo(bound, 12);
    };
    check(learn(fit), fit.expected);
    check(learn(sequence.then_fit_again), sequence.then_fit_again.expected);
    const both = learn(fit, sequence.or_then_partial_fit);
    check(both, sequence.or_then_partial_fit.expected);
    for (const [arm, mean] of Object.entries(sequence.or_then_partial_fit.expected_means)) expect(both.estimate([Number(arm) - 1], null)[0]).toBe(mean);
  });

  it('choices and bounds of the deterministic cases', () => {
    const cases = readBanditCases();
    expect(cases.length).toBe(15);
    for (const one of cases) {
      const alpha = alphaOf(one.policy);
      const isUcb = one.policy.includes('UCB1');
      const ucb = createUcb1(one.arms.length, { alpha, untried: 'zero' });
      const policy: Policy = isUcb ? ucb : createEpsilonGreedy(one.arms.length, { kind: 'constant', start: alpha });
      one.decisions.forEach((label, index) => policy.update(one.arms.indexOf(label), one.rewards[index]!, null));
      const arms = allArms(one.arms.length);
      const values = isUcb ? ucb.bounds(arms) : policy.estimate(arms, null);
      one.arms.forEach((label, arm) => expect(values[arm], `${one.source} arm ${label}`).toBeCloseTo(one.recomputed_upper_bounds_or_means[label]!, 12));
      const choice = one.arms[policy.choose(arms, null, createRandom(1)).arm];
      if (one.is_predict) for (const wanted of [one.expected].flat()) expect(choice, one.source).toBe(wanted);
    }
  });

  it('beta counts of Thompson sampling', () => {
    const { thompson_beta_counts: known } = readUcb1Cases();
    const policy = createBernoulliThompson(known.arms.map(() => UNIFORM_PRIOR), known.arms.map((arm) => known.success_if_reward_at_least[arm]!));
    known.decisions.forEach((arm, index) => policy.update(arm - 1, known.rewards[index]!, null));
    for (const arm of known.arms) {
      expect(policy.posterior(arm - 1)).toEqual({ alpha: known.expected_success[arm], beta: known.expected_fail[arm] });
      expect(policy.estimate([arm - 1], null)[0]).toBeCloseTo(known.posterior_means_computed_here[arm]!, 12);
    }
  });
});
