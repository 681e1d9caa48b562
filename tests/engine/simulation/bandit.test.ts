import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BanditPolicy, Scenario } from '../../../src/engine/model/scenario.ts';
import { openBeliefs, poolEstimates } from '../../../src/engine/simulation/bandit-beliefs.ts';
import { openScenario, simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { joinReplications } from '../../../src/engine/simulation/simulation-state.ts';
import { makeFuzzScenario } from './fuzz-scenario.ts';
import { runs } from '../../support/runs.ts';
import { makeScenario, valueOf } from './support.ts';

const bandit = (rule: BanditPolicy['rule'], changes: Partial<BanditPolicy> = {}): BanditPolicy => ({ kind: 'bandit', rule, actionsPerContact: 4, ...changes });

/** Three channels alike in the estimates, one of which is far better in truth. */
function makeHidden(policy: Scenario['policy']): Scenario {
  const scenario = makeScenario(31, 60, { policy, replications: 12, assumptions: { response: { byChannel: { call: 4 } } } });
  const { ids } = scenario.problem.contacts;
  const alike = (value: number): Record<string, number[]> => Object.fromEntries(scenario.problem.channels.map(({ id }) => [id, ids.map(() => value)]));
  const channels = scenario.problem.channels.map((channel) => ({ id: channel.id, unitCost: 1, saturation: 1, maxPerContact: 20, cooldownDays: 1 }));
  return { ...scenario, problem: { ...scenario.problem, channels, contacts: { ...scenario.problem.contacts, response: alike(0.15), sd: alike(0.1) } } };
}

describe('a policy that learns', () => {
  it.each(['thompson', 'epsilon_greedy', 'ucb1'] as const)('finds the better channel: %s', (rule) => {
    const learning = valueOf(simulateScenario(makeHidden(bandit(rule, { actionsPerContact: 12 }))));
    const even = valueOf(simulateScenario(makeHidden({ kind: 'mix', actionsPerContact: 12, shares: { email: 1 / 3, call: 1 / 3, visit: 1 / 3 } })));
    expect(learning.planned).toBe(720);
    const shareOf = (simulation: typeof even): number => simulation.byChannel.find(({ key }) => key === 'call')!.actions.mean / simulation.planned;
    expect(shareOf(even)).toBeCloseTo(1 / 3, 1);
    expect(shareOf(learning)).toBeGreaterThan(rule === 'ucb1' ? 0.38 : 0.5);
    expect(learning.measures.responses.mean).toBeGreaterThan(even.measures.responses.mean);
  });

  it('is the same bytes however its replications are divided', () => {
    const scenario = { ...makeFuzzScenario(4), policy: bandit('thompson'), replications: 11 };
    const open = openScenario(scenario);
    const whole = valueOf(open.simulate({}));
    for (const cut of [1, 4, 6]) {
      const parts = [{ firstReplication: 0, replications: cut }, { firstReplication: cut, replications: 11 - cut }].map((range) => valueOf(open.simulate({}, range)));
      expect(JSON.stringify(open.summarise(joinReplications(parts)))).toBe(JSON.stringify(open.summarise(whole)));
    }
  });

  it('keeps the rules, and every action asked for is carried out or refused where nobody opts out', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const scenario = makeFuzzScenario(seed);
        const policy = bandit((['thompson', 'epsilon_greedy', 'ucb1'] as const)[seed % 3]!, { actionsPerContact: 3 });
        const state = valueOf(openScenario({ ...scenario, policy, assumptions: {}, replications: 1 }).simulate({}));
        expect(state.planned + state.refused[0]!, `seed ${seed}`).toBe(state.proposed);
        expect(state.refusals.reduce((sum, { actions }) => sum + actions, 0)).toBe(state.refused[0]);
        for (const { used, limit, isFloor, isReportOnly } of state.usage) if (!isFloor && isReportOnly !== true) expect(used / 1e6, `seed ${seed}`).toBeLessThanOrEqual(limit + 1e-6);
        refused += state.refused[0]!;
      }),
      { numRuns: runs(150), seed: 20270305 },
    );
    expect(refused).toBeGreaterThan(50);
  });

  it('starts from the estimates, pooled: a beta distribution of the same mean and variance', () => {
    const { problem } = makeHidden(bandit('thompson'));
    // 0.15 · 0.85 / 0.01 − 1 = 11.75.
    expect(poolEstimates({ problem }, [0, 1, 2], 1)).toEqual({ rate: expect.closeTo(0.15, 12), actions: 12 });
    for (const rule of ['thompson', 'epsilon_greedy', 'ucb1'] as const) {
      const beliefs = openBeliefs(bandit(rule), [{ rate: 0.2, actions: 10 }, { rate: 0.4, actions: 30 }]);
      expect([...beliefs.estimate([0, 1], null)]).toEqual([expect.closeTo(0.2, 9), expect.closeTo(0.4, 9)]);
    }
  });
});
