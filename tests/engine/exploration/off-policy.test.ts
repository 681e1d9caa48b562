import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine/base/rng.ts';
import type { ChoiceLog } from '../../../src/engine/exploration/choice-log.ts';
import { createEpsilonGreedy } from '../../../src/engine/exploration/epsilon-greedy.ts';
import { evaluateOffPolicy, type OffPolicyEstimate } from '../../../src/engine/exploration/off-policy.ts';
import { replayPolicy, type LoggedChoice } from '../../../src/engine/exploration/replay-policy.ts';

function evaluate(log: ChoiceLog, resamples = 100): OffPolicyEstimate {
  const result = evaluateOffPolicy(log, { seed: 9, resamples });
  if (!result.ok) throw new Error(result.fault.message);
  return result.value;
}

const LOGGING = [0.6, 0.3, 0.1];
const TARGET = [0.1, 0.2, 0.7];
const RATES = [[0.1, 0.3, 0.5], [0.4, 0.2, 0.1]];
/** What the target policy earns on average, both contexts alike frequent. */
const TRUTH = RATES.flatMap((rates) => rates.map((rate, arm) => (TARGET[arm]! * rate) / 2)).reduce((sum, part) => sum + part, 0);

/** A log of a known policy, with predictions that are right up to a factor. */
function drawLog(seed: number, choices: number, modelFactor: number): Required<ChoiceLog> {
  const random = createRandom(seed);
  const log = { reward: new Float64Array(choices), propensity: new Float64Array(choices), target: new Float64Array(choices), ofTaken: new Float64Array(choices), underTarget: new Float64Array(choices) };
  for (let row = 0; row < choices; row += 1) {
    const rates = RATES[random() < 0.5 ? 0 : 1]!;
    const lot = random();
    const arm = lot < 0.6 ? 0 : lot < 0.9 ? 1 : 2;
    log.reward[row] = random() < rates[arm]! ? 1 : 0;
    log.propensity[row] = LOGGING[arm]!;
    log.target[row] = TARGET[arm]!;
    log.ofTaken[row] = modelFactor * rates[arm]!;
    log.underTarget[row] = modelFactor * rates.reduce((sum, rate, other) => sum + TARGET[other]! * rate, 0);
  }
  const { reward, propensity, target, ofTaken, underTarget } = log;
  return { reward, propensity, target, model: { ofTaken, underTarget } };
}

describe('evaluateOffPolicy', () => {
  it('computes a small log by hand', () => {
    const log: ChoiceLog = {
      reward: Float64Array.of(1, 0, 2),
      propensity: Float64Array.of(0.5, 0.5, 0.25),
      target: Float64Array.of(0.25, 1, 0.25),
      model: { ofTaken: Float64Array.of(0.5, 0.5, 1), underTarget: Float64Array.of(1, 0.5, 1) },
    };
    const found = evaluate(log);
    expect(found.ips.value).toBeCloseTo((0.5 + 0 + 2) / 3, 14);
    expect(found.snips!.value).toBeCloseTo(2.5 / 3.5, 14);
    expect(found.doublyRobust!.value).toBeCloseTo((1 + 0.5 * 0.5 + 0.5 - 2 * 0.5 + 1 + 1) / 3, 14);
    expect(found.effectiveChoices).toBeCloseTo(3.5 ** 2 / 5.25, 14);
    expect(found).toMatchObject({ choices: 3, logged: 1, largestWeight: 2 });
    expect(found.meanWeight).toBeCloseTo(3.5 / 3, 14);
  });

  it('earns what the log earned where the policies are one, with every weight 1', () => {
    const log = drawLog(2, 500, 1);
    const found = evaluate({ ...log, target: log.propensity });
    expect(found.ips.value).toBeCloseTo(found.logged, 12);
    expect(found.snips!.value).toBeCloseTo(found.logged, 12);
    expect(found.effectiveChoices).toBeCloseTo(500, 9);
    expect(found.warnings).toEqual([]);
  });

  it('is unbiased, doubly robust with a wrong model too, and its 90 % intervals hold the truth', () => {
    const logs = 300;
    const sums = { ips: 0, snips: 0, right: 0, wrong: 0 };
    const spread = { ips: 0, right: 0 };
    const held = { ips: 0, snips: 0, right: 0, wrong: 0, normal: 0 };
    for (let seed = 1; seed <= logs; seed += 1) {
      const right = evaluate(drawLog(seed, 400, 1));
      const wrong = evaluate(drawLog(seed, 400, 0.4));
      const estimates = { ips: right.ips, snips: right.snips!, right: right.doublyRobust!, wrong: wrong.doublyRobust! };
      for (const name of ['ips', 'snips', 'right', 'wrong'] as const) {
        sums[name] += estimates[name].value / logs;
        if (estimates[name].low <= TRUTH && TRUTH <= estimates[name].high) held[name] += 1 / logs;
      }
      if (right.ips.normalLow <= TRUTH && TRUTH <= right.ips.normalHigh) held.normal += 1 / logs;
      spread.ips += (right.ips.value - TRUTH) ** 2;
      spread.right += (right.doublyRobust!.value - TRUTH) ** 2;
    }
    for (const mean of Object.values(sums)) expect(Math.abs(mean - TRUTH)).toBeLessThan(0.012);
    for (const coverage of Object.values(held)) {
      expect(coverage).toBeGreaterThan(0.84);
      expect(coverage).toBeLessThan(0.95);
    }
    expect(spread.right).toBeLessThan(0.9 * spread.ips);
  });

  it('moves and stretches with the rewards', () => {
    const factor = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), factor, factor, (seed, stretch, move) => {
        const log = drawLog(seed, 60, 1);
        const before = evaluate({ reward: log.reward, propensity: log.propensity, target: log.target });
        const after = evaluate({ reward: log.reward.map((reward) => stretch * reward + move), propensity: log.propensity, target: log.target });
        expect(Math.abs(after.ips.value - (stretch * before.ips.value + move * before.meanWeight))).toBeLessThan(1e-9);
        expect(Math.abs(after.snips!.value - (stretch * before.snips!.value + move))).toBeLessThan(1e-9);
        expect(before.doublyRobust).toBeNull();
      }),
      { numRuns: 100, seed: 20_270_107 },
    );
  });

  it('gives the same bytes for a seed', () => {
    const log = drawLog(4, 200, 1);
    expect(JSON.stringify(evaluate(log))).toBe(JSON.stringify(evaluate(log)));
  });

  it('warns where the log can hardly tell', () => {
    const choices = 400;
    const log = { reward: new Float64Array(choices), propensity: new Float64Array(choices).fill(0.9), target: new Float64Array(choices) };
    expect(evaluate(log)).toMatchObject({ snips: null, effectiveChoices: 0, warnings: ['few_effective_choices', 'weights_off_one', 'no_overlap'] });
    log.propensity[0] = 0.001;
    log.target[0] = 1;
    log.target[1] = 0.5;
    expect(evaluate(log).warnings).toEqual(['few_effective_choices', 'one_choice_dominates']);
  });

  it.each<[string, Partial<ChoiceLog>, string]>([
    ['no propensity', { propensity: Float64Array.of(0.5, Number.NaN) }, 'propensity[1]'],
    ['propensity 0', { propensity: Float64Array.of(0, 0.5) }, 'propensity[0]'],
    ['propensity above 1', { propensity: Float64Array.of(0.5, 1.2) }, 'propensity[1]'],
    ['target above 1', { target: Float64Array.of(0.5, 2) }, 'target[1]'],
    ['reward not known', { reward: Float64Array.of(Number.NaN, 1) }, 'reward[0]'],
    ['prediction missing', { model: { ofTaken: Float64Array.of(1, 1), underTarget: Float64Array.of(1, Number.NaN) } }, 'model[1]'],
    ['no choices', { reward: new Float64Array(), propensity: new Float64Array(), target: new Float64Array() }, 'reward'],
  ])('refuses a log: %s', (_, change, path) => {
    const log: ChoiceLog = { reward: Float64Array.of(0, 1), propensity: Float64Array.of(0.5, 0.5), target: Float64Array.of(0.5, 0.5), ...change };
    expect(evaluateOffPolicy(log, { seed: 1 })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path } });
  });

  it('refuses options out of range and columns of different length', () => {
    const log = drawLog(1, 10, 1);
    expect(evaluateOffPolicy(log, { seed: 1, level: 1 })).toMatchObject({ ok: false, fault: { path: 'level' } });
    expect(evaluateOffPolicy(log, { seed: 1, resamples: 10 })).toMatchObject({ ok: false, fault: { path: 'resamples' } });
    expect(() => evaluateOffPolicy({ ...log, target: new Float64Array(3) }, { seed: 1 })).toThrow('target holds 3 of 10 choices');
  });
});

describe('replayPolicy', () => {
  it('says what the policy would have done, and what its arms were predicted to earn', () => {
    const policy = createEpsilonGreedy(3, { kind: 'constant', start: 0.3 });
    policy.update(2, 1, null);
    const log: LoggedChoice[] = [{ arms: [0, 1, 2], context: null, arm: 2 }, { arms: [0, 1], context: null, arm: 1 }];
    const replay = replayPolicy(policy, log, (choice, arm) => choice + arm);
    expect(replay.target[0]).toBeCloseTo(0.8, 14);
    expect(replay.target[1]).toBeCloseTo(0.15, 14);
    expect(replay.underTarget[0]).toBeCloseTo(0.1 * 1 + 0.8 * 2, 14);
    expect(replay.underTarget[1]).toBeCloseTo(0.85 * 1 + 0.15 * 2, 14);
    expect(replayPolicy(policy, log).underTarget.every(Number.isNaN)).toBe(true);
    expect(() => replayPolicy(policy, [{ arms: [0, 1], context: null, arm: 2 }])).toThrow('which was not open');
  });
});
