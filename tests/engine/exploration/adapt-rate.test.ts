import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import { ADAPT_SETTINGS, adaptExplorationRate, type AdaptedRate } from '../../../src/engine/exploration/adapt-rate.ts';
import { calculateExplorationBudget } from '../../../src/engine/exploration/exploration-budget.ts';
import { expectedVarianceRemoved, summariseExploration, type OutcomeSums } from '../../../src/engine/exploration/exploration-outcomes.ts';
import '../../support/seeded.ts';

const sums = (change: Partial<OutcomeSums>): OutcomeSums => ({ actions: 100, judged: 100, cost: 100, judgedCost: 100, reward: 10, varianceBefore: 1, varianceRemoved: 0.1, ...change });

function adapt(rate: number, explored: Partial<OutcomeSums>, exploited: Partial<OutcomeSums>): AdaptedRate {
  const result = adaptExplorationRate(rate, { explored: sums(explored), exploited: sums(exploited) });
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

describe('calculateExplorationBudget', () => {
  it('is the share of the cost, less what was spent', () => {
    expect(calculateExplorationBudget({ cost: 2000, share: 0.1, spent: 50 })).toEqual({ ok: true, value: { total: 200, spent: 50, left: 150 } });
    expect(calculateExplorationBudget({ cost: 2000, share: 0.1, spent: 250 })).toMatchObject({ value: { left: 0 } });
    expect(calculateExplorationBudget({ cost: 2000, share: 1.1, spent: 0 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'share' } });
    expect(calculateExplorationBudget({ cost: Infinity, share: 0.1, spent: 0 })).toMatchObject({ ok: false, fault: { path: 'cost' } });
  });
});

describe('summariseExploration', () => {
  const actions = {
    isExploration: Uint8Array.of(1, 1, 0, 0, 1),
    isJudged: Uint8Array.of(1, 1, 1, 1, 0),
    reward: Float64Array.of(0, 1, 1, 1, Number.NaN),
    cost: Float64Array.of(2, 3, 4, 4, 5),
    varianceBefore: Float64Array.of(0.04, 0.06, 0.02, 0.02, Number.NaN),
    varianceAfter: Float64Array.of(0.02, 0.05, 0.01, 0.02, Number.NaN),
  };

  it('sums explored and other actions; what is not judged yet only costs', () => {
    const found = summariseExploration(actions);
    expect(found.explored).toMatchObject({ actions: 3, judged: 2, cost: 10, judgedCost: 5, reward: 1 });
    expect(found.exploited).toMatchObject({ actions: 2, judged: 2, cost: 8, reward: 2 });
    expect(found.learned).toBeCloseTo(0.3, 12);
    expect(found.gainRatio).toBeCloseTo(3, 12);
    expect(found.price).toBe(1);
  });

  it('leaves open what cannot be compared', () => {
    const none = summariseExploration({ ...actions, isJudged: Uint8Array.of(0, 0, 1, 1, 0) });
    expect(none).toMatchObject({ learned: 0, gainRatio: null, price: null });
    expect(() => summariseExploration({ ...actions, cost: new Float64Array(2) })).toThrow('cost holds 2 of 5 actions');
  });

  it('expects of a beta what its update removes on average', () => {
    const shape = fc.double({ min: 0.1, max: 100, noNaN: true });
    const variance = (a: number, b: number): number => (a * b) / ((a + b) ** 2 * (a + b + 1));
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        const mean = a / (a + b);
        const removed = variance(a, b) - mean * variance(a + 1, b) - (1 - mean) * variance(a, b + 1);
        expect(Math.abs(expectedVarianceRemoved(mean, variance(a, b)) - removed)).toBeLessThan(1e-12);
      }),
    );
    expect(expectedVarianceRemoved(1, 0)).toBe(0);
  });
});

describe('adaptExplorationRate', () => {
  it('rises where exploring teaches much more, falls where it does not, and stays where it is just worth it', () => {
    expect(adapt(0.1, { varianceRemoved: 1 }, {})).toMatchObject({ reason: 'teaches_more', gainRatio: 10 });
    expect(adapt(0.1, { varianceRemoved: 1 }, {}).rate).toBeCloseTo(0.1 * 1.5 ** (100 / 150), 12);
    expect(adapt(0.1, {}, {})).toMatchObject({ reason: 'teaches_less', gainRatio: 1 });
    expect(adapt(0.1, { varianceRemoved: 0.2 }, {}).rate).toBe(0.1);
    expect(adapt(0.1, { varianceRemoved: 1, varianceBefore: 100 }, {})).toMatchObject({ reason: 'teaches_less', learned: 0.01 });
    expect(adapt(0.1, { varianceRemoved: 0.2, judgedCost: 200 }, {}).gainRatio).toBe(1);
    expect(adapt(0.1, { varianceRemoved: 0.2, judgedCost: 0 }, {}).gainRatio).toBe(2);
  });

  it('knows what to do where a side taught nothing', () => {
    expect(adapt(0.1, {}, { varianceRemoved: 0 })).toMatchObject({ gainRatio: Infinity, reason: 'teaches_more' });
    expect(adapt(0.1, { varianceRemoved: -0.01 }, { varianceRemoved: 0 })).toMatchObject({ gainRatio: 0, reason: 'teaches_less' });
    expect(adapt(0.1, { judged: 0 }, {})).toEqual({ rate: 0.1, reason: 'too_little_judged', gainRatio: null, learned: null });
    expect(adapt(0.9, {}, { judged: 0 }).rate).toBe(ADAPT_SETTINGS.most);
  });

  it('keeps its bounds, steps no further than allowed, and never falls when more was learned', () => {
    const amount = fc.double({ min: -1, max: 10, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 0.3, noNaN: true }), amount, amount, fc.double({ min: 0, max: 5, noNaN: true }), fc.integer({ min: 1, max: 10_000 }), (rate, removed, other, more, judged) => {
        const found = adapt(rate, { varianceRemoved: removed, judged }, { varianceRemoved: other }).rate;
        expect(found).toBeGreaterThanOrEqual(ADAPT_SETTINGS.least);
        expect(found).toBeLessThanOrEqual(ADAPT_SETTINGS.most);
        expect(found).toBeLessThanOrEqual(rate * ADAPT_SETTINGS.largestStep + 1e-15);
        expect(found).toBeGreaterThanOrEqual(Math.max(ADAPT_SETTINGS.least, rate / ADAPT_SETTINGS.largestStep) - 1e-15);
        expect(adapt(rate, { varianceRemoved: removed + more, judged }, { varianceRemoved: other }).rate).toBeGreaterThanOrEqual(found);
      }),
    );
  });

  it('refuses a rate and settings out of range', () => {
    const both = { explored: sums({}), exploited: sums({}) };
    expect(adaptExplorationRate(1.2, both)).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'rate' } });
    expect(adaptExplorationRate(0.1, both, { ...ADAPT_SETTINGS, least: 0.5 })).toMatchObject({ ok: false, fault: { path: 'least' } });
    expect(adaptExplorationRate(0.1, both, { ...ADAPT_SETTINGS, largestStep: 0.5 })).toMatchObject({ ok: false, fault: { path: 'largestStep' } });
  });

  it('explores a new field first and hardly any more once it is known', () => {
    const random = createRandom(6);
    const pairs = 400;
    const alpha = new Float64Array(pairs).fill(0.5);
    const beta = new Float64Array(pairs).fill(4.5);
    const truth = Float64Array.from({ length: pairs }, () => 0.02 + 0.2 * random());
    for (let pair = 0; pair < 200; pair += 1) beta[pair]! += 40;
    const variance = (pair: number): number => (alpha[pair]! * beta[pair]!) / ((alpha[pair]! + beta[pair]!) ** 2 * (alpha[pair]! + beta[pair]! + 1));
    let rate = 0.1;
    const rates: number[] = [];
    for (let cycle = 0; cycle < 40; cycle += 1) {
      const size = 800;
      const before = new Float64Array(size);
      const after = new Float64Array(size);
      const isExploration = new Uint8Array(size);
      for (let action = 0; action < size; action += 1) {
        isExploration[action] = random() < rate ? 1 : 0;
        const pair = Math.floor(random() * 200) + (isExploration[action] === 1 ? 200 : 0);
        before[action] = variance(pair);
        if (random() < truth[pair]!) alpha[pair]! += 1;
        else beta[pair]! += 1;
        after[action] = variance(pair);
      }
      const ones = new Float64Array(size).fill(1);
      const learning = summariseExploration({ isExploration, isJudged: new Uint8Array(size).fill(1), reward: ones, cost: ones, varianceBefore: before, varianceAfter: after });
      const adapted = adaptExplorationRate(rate, learning);
      if (!adapted.ok) throw new Error(adapted.fault.message);
      rate = adapted.value.rate;
      rates.push(rate);
    }
    expect(Math.max(...rates.slice(0, 10))).toBeGreaterThan(0.2);
    expect(rates[39]!).toBeLessThan(0.1);
  });
});
