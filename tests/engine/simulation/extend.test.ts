import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { readScenario } from '../../../src/engine/model/check-scenario.ts';
import { addContacts, removeContacts } from '../../../src/engine/simulation/edit-contacts.ts';
import { extendSimulation, keepSimulation, type KeptSimulation } from '../../../src/engine/simulation/extend-simulation.ts';
import { simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { sumNames } from '../../../src/engine/simulation/simulation-state.ts';
import { summarise } from '../../../src/engine/simulation/summarise.ts';
import { runs } from '../../support/runs.ts';
import { makeFuzzScenario } from './fuzz-scenario.ts';
import { makeProblem, makeScenario, valueOf } from './support.ts';

/** The kept simulation is what a run in full gives: sums, summary, and what a further extension builds on. */
function expectSame(kept: KeptSimulation, scenario: Scenario, note: string): void {
  const full = valueOf(keepSimulation(scenario));
  for (const name of sumNames) expect(kept.state[name], `${note}, ${name}`).toEqual(full.state[name]);
  expect(JSON.stringify(summarise(kept.state)), note).toBe(JSON.stringify(summarise(full.state)));
  expect(JSON.stringify(summarise(kept.state)), note).toBe(JSON.stringify(valueOf(simulateScenario(scenario))));
  expect(kept.played?.admission.isCoupled, note).toBe(full.played?.admission.isCoupled);
}

describe('an extended simulation', () => {
  it('is bit for bit the full one, whatever the rules', () => {
    const tally = { coupled: 0, free: 0 };
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), (seed) => {
        const whole = makeFuzzScenario(seed);
        const { ids } = whole.problem.contacts;
        const out = ids.filter((_id, at) => (seed >> at) % 3 === 0 && at + 2 < ids.length);
        const less = removeContacts(whole, out);
        expect(readScenario(less)).toMatchObject({ ok: true });
        const kept = valueOf(keepSimulation(whole));
        const shrunk = valueOf(extendSimulation(kept, less));
        expectSame(shrunk, less, `seed ${seed}, less`);
        const grown = valueOf(extendSimulation(shrunk, whole));
        expectSame(grown, whole, `seed ${seed}, whole again`);
        tally[kept.played!.admission.isCoupled ? 'coupled' : 'free'] += 1;
      }),
      { numRuns: runs(120), seed: 20270304 },
    );
    expect(Math.min(tally.coupled, tally.free)).toBeGreaterThan(runs(15));
  });

  it('draws only the contacts that are new where they share no full rule', () => {
    const scenario = makeScenario(41, 200);
    const more = makeProblem(42, 3).contacts;
    const kept = valueOf(keepSimulation(scenario));
    const grown = valueOf(extendSimulation(kept, addContacts(scenario, more)));
    expect(grown.drawn).toBe(3);
    expectSame(grown, addContacts(scenario, more), 'grown');
    const shrunk = valueOf(extendSimulation(grown, removeContacts(addContacts(scenario, more), more.ids)));
    expect(shrunk.drawn).toBe(0);
    expectSame(shrunk, scenario, 'shrunk again');
  });

  it('draws few of the others where they share a full one', () => {
    const base = makeScenario(43, 400);
    const scenario = { ...base, problem: { ...base.problem, constraints: [{ id: 'visits', kind: 'capacity' as const, channels: ['visit'], per: 'week' as const, max: 40 }] } };
    const kept = valueOf(keepSimulation(scenario));
    const less = removeContacts(scenario, scenario.problem.contacts.ids.slice(10, 14));
    const shrunk = valueOf(extendSimulation(kept, less));
    expect(kept.played!.admission.isCoupled).toBe(true);
    expect(shrunk.drawn).toBeGreaterThan(0);
    expect(shrunk.drawn).toBeLessThan(40);
    expectSame(shrunk, less, 'shrunk');
  });

  it('sees a contact that changed, a plan that changed, and runs in full where the scale of values does', () => {
    const scenario = makeScenario(44, 50, { policy: { kind: 'plan', actions: makeProblem(44, 50).contacts.ids.map((contact) => ({ contact, channel: 'email', date: '2027-01-06' })) } });
    const kept = valueOf(keepSimulation(scenario));
    const { contacts } = scenario.problem;
    const richer = { ...scenario, problem: { ...scenario.problem, contacts: { ...contacts, value: contacts.value.with(7, contacts.value[7]! + 1) } } };
    expectSame(valueOf(extendSimulation(kept, richer)), richer, 'one changed');
    expect(valueOf(extendSimulation(kept, richer)).drawn).toBe(1);
    const replanned: Scenario = { ...scenario, policy: { kind: 'plan', actions: [{ contact: contacts.ids[3]!, channel: 'call', date: '2027-01-11' }, ...(scenario.policy.kind === 'plan' ? scenario.policy.actions : [])] } };
    expect(valueOf(extendSimulation(kept, replanned)).drawn).toBe(1);
    expectSame(valueOf(extendSimulation(kept, replanned)), replanned, 'replanned');
    const rich = { ...scenario, problem: { ...scenario.problem, contacts: { ...contacts, value: contacts.value.with(7, 1e9) } } };
    expectSame(valueOf(extendSimulation(kept, rich)), rich, 'rich');
    const other = { ...scenario, seed: 45 };
    expectSame(valueOf(extendSimulation(kept, other)), other, 'another seed');
  });

  it('of a policy that learns runs in full', () => {
    const scenario = makeScenario(46, 20, { policy: { kind: 'bandit', rule: 'thompson', actionsPerContact: 3 }, replications: 3 });
    const less = removeContacts(scenario, ['c46-4']);
    expectSame(valueOf(extendSimulation(valueOf(keepSimulation(scenario)), less)), less, 'bandit');
  });
});
