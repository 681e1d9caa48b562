import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { Measure } from '../../../src/engine/model/simulation.ts';
import { compareScenarios, compareSimulations } from '../../../src/engine/simulation/compare-simulations.ts';
import { removeContacts } from '../../../src/engine/simulation/edit-contacts.ts';
import { shapleyValues } from '../../../src/engine/simulation/shapley-groups.ts';
import { openScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { makeScenario, mix, valueOf } from './support.ts';

const base = makeScenario(51, 120, { replications: 200 });
const stateOf = (scenario: Scenario) => valueOf(openScenario(scenario).simulate({}));

describe('Shapley values', () => {
  it('are the means over all orders', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 16, maxLength: 16 }), (worth) => {
        const orders = [0, 1, 2, 3].flatMap((a) => [0, 1, 2, 3].flatMap((b) => [0, 1, 2, 3].flatMap((c) => [0, 1, 2, 3].map((d) => [a, b, c, d])))).filter((order) => new Set(order).size === 4);
        const expected = [0, 1, 2, 3].map((player) => {
          const added = orders.map((order) => {
            const before = order.slice(0, order.indexOf(player)).reduce((set, one) => set | (1 << one), 0);
            return worth[before | (1 << player)]! - worth[before]!;
          });
          return added.reduce((sum, one) => sum + one, 0) / orders.length;
        });
        expect([...shapleyValues(worth, 4)]).toEqual(expected.map((value) => expect.closeTo(value, 9)));
      }),
      { numRuns: 100, seed: 7 },
    );
  });
});

describe('two simulations under common random numbers', () => {
  it('differ far less than independent ones', () => {
    const changed = { ...base, assumptions: { response: { byChannel: { call: 1.1 } } } };
    const deltas = valueOf(compareSimulations(stateOf(base), stateOf(changed)));
    expect(deltas.lift.sdRatio).toBeLessThan(0.5);
    expect(deltas.lift.low).toBeGreaterThan(0);
    expect(deltas.lift.low).toBeLessThan(deltas.lift.mean);
    expect(deltas.lift.percent).toBeCloseTo((100 * deltas.lift.mean) / deltas.lift.first, 9);
    expect(deltas.cost).toMatchObject({ mean: 0, sdRatio: null });
    const apart = compareSimulations(stateOf(base), stateOf({ ...changed, seed: 52 }));
    expect(apart).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'seed' } });
    const independent = valueOf(compareSimulations(stateOf(base), { ...stateOf({ ...changed, seed: 52 }), seed: 51 }));
    expect(independent.lift.sdRatio).toBeGreaterThan(0.8);
  });

  it('are as far apart as the sum of what drove it says', () => {
    const second: Scenario = {
      ...base,
      name: 'another',
      problem: { ...base.problem, constraints: [{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'week', max: 12 }] },
      policy: { ...mix, kind: 'mix', actionsPerContact: 5, shares: { email: 0.2, call: 0.4, visit: 0.4 } },
      assumptions: { response: { all: 1.2 }, cost: { byChannel: { call: 2 } }, fatigue: { perTouch: 0.1, halfLifeDays: 7 } },
    };
    const { deltas, drivers } = valueOf(compareScenarios(base, second, { replications: 40 }));
    expect(drivers.map(({ part }) => part)).toEqual(['rules', 'policy', 'response', 'cost', 'fatigue']);
    for (const measure of Measure.options) {
      const sum = drivers.reduce((total, { adds }) => total + adds[measure], 0);
      expect(Math.abs(sum - deltas[measure].mean), measure).toBeLessThan(1e-9 * (1 + Math.abs(deltas[measure].first)));
    }
    const addsOf = (part: string, measure: Measure): number => drivers.find((driver) => driver.part === part)!.adds[measure];
    expect(addsOf('rules', 'refused')).toBeGreaterThan(0);
    expect(addsOf('response', 'cost')).toBe(0);
    expect(addsOf('cost', 'cost')).toBeGreaterThan(0);
    expect(addsOf('cost', 'lift')).toBe(0);
    expect(addsOf('response', 'lift')).toBeGreaterThan(0);
    expect(addsOf('fatigue', 'lift')).toBeLessThan(0);
  });

  it('that are the same have no difference and no drivers', () => {
    const { deltas, drivers } = valueOf(compareScenarios(base, structuredClone(base), { replications: 10 }));
    expect(drivers).toEqual([]);
    expect(deltas.lift).toMatchObject({ mean: 0, sdRatio: 0 });
  });

  it('whose parts make no sense in each other differ in everything', () => {
    const plan: Scenario = { ...base, policy: { kind: 'plan', actions: [{ contact: base.problem.contacts.ids[5]!, channel: 'call', date: '2027-01-06' }] } };
    const second = { ...removeContacts(base, [base.problem.contacts.ids[5]!]), seed: 99 };
    const { drivers, deltas } = valueOf(compareScenarios(plan, second, { replications: 10 }));
    expect(drivers.map(({ part }) => part)).toEqual(['everything']);
    expect(drivers[0]!.adds.lift).toBeCloseTo(deltas.lift.mean, 9);
  });
});
