import { createRandom } from '../../../src/engine/base/rng.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { makeRandomProblem } from '../allocation/support/random-problem.ts';
import { makeRuleProblem } from '../allocation/support/random-rules.ts';

/** A small scenario by lot: rules of every kind, a mix with or without targets, fatigue and opt-outs. */
export function makeFuzzScenario(seed: number): Scenario {
  const random = createRandom(seed);
  const size = { contacts: 4 + (seed % 9), channels: 2 + (seed % 2), days: 5 + (seed % 14), rules: 3 + (seed % 5) };
  const problem: AllocationProblem = (seed % 3 === 0 ? makeRandomProblem : makeRuleProblem)(seed, size);
  const weights = problem.channels.map(() => 0.1 + random());
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    format: 'omnivor.scenario/1',
    name: `fuzz ${seed}`,
    problem,
    policy: {
      kind: 'mix',
      actionsPerContact: Math.round(60 * random()) / 10,
      shares: Object.fromEntries(problem.channels.map(({ id }, at) => [id, weights[at]! / whole])),
      ...(random() < 0.4 ? { targetShare: random(), targeting: (['value', 'lift', 'random'] as const)[seed % 3]! } : {}),
    },
    assumptions: { fatigue: { perTouch: 0.2, halfLifeDays: 4 }, optOut: 0.05 },
    replications: 5,
    seed: seed % 1000,
  };
}
