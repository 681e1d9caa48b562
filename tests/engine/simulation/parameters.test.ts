import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../src/engine/model/scenario.ts';
import { readScenario } from '../../../src/engine/model/check-scenario.ts';
import { applyParameters } from '../../../src/engine/simulation/apply-parameter.ts';
import { listParameters } from '../../../src/engine/simulation/list-parameters.ts';
import { openScenario, simulateScenario } from '../../../src/engine/simulation/simulate-scenario.ts';
import { makeProblem, makeScenario, mix, valueOf } from './support.ts';

const base = makeScenario(3, 30);
const withRules: Scenario = { ...base, problem: { ...makeProblem(3, 30), constraints: [{ id: 'visits', kind: 'capacity', channels: ['visit'], per: 'week', max: 2 }, { id: 'money', kind: 'budget', max: 900 }, { id: 'rest', kind: 'frequency', windowDays: 7, max: 2 }] } };

describe('a scenario file', () => {
  it('is read as it is', () => {
    expect(valueOf(readScenario(JSON.parse(JSON.stringify(withRules))))).toEqual(withRules);
  });

  it.each<[string, object, string, string]>([
    ['unknown channel in the shares', { policy: { ...mix, shares: { email: 0.5, fax: 0.5 } } }, '$.policy.shares.fax', '"fax"'],
    ['shares that do not add up', { policy: { ...mix, shares: { email: 0.5, call: 0.3 } } }, '$.policy.shares', '0.8'],
    ['plan for an unknown contact', { policy: { kind: 'plan', actions: [{ contact: 'nobody', channel: 'email', date: '2027-01-05' }] } }, '$.policy.actions[0].contact', '"nobody"'],
    ['plan by an unknown channel', { policy: { kind: 'plan', actions: [{ contact: 'c3-0', channel: 'fax', date: '2027-01-05' }] } }, '$.policy.actions[0].channel', '"fax"'],
    ['bandit that names a channel twice', { policy: { kind: 'bandit', rule: 'ucb1', actionsPerContact: 2, channels: ['email', 'email'] } }, '$.policy.channels[1]', '"email"'],
    ['assumption on an unknown channel', { assumptions: { response: { byChannel: { fax: 2 } } } }, '$.assumptions.response.byChannel.fax', '"fax"'],
    ['assumption on the capacity of a rule without one', { problem: withRules.problem, assumptions: { capacity: { byRule: { rest: 2 } } } }, '$.assumptions.capacity.byRule.rest', '"rest"'],
    ['problem that is broken inside', { problem: { ...base.problem, contacts: { ...base.problem.contacts, value: [1] } } }, '$.problem.contacts.value', '1'],
    ['no replications', { replications: 0 }, '$.replications', '0'],
  ])('is refused: %s', (_name, changes, path, found) => {
    const read = readScenario({ ...base, ...changes });
    expect(read).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT', path } });
    if (!read.ok) expect(read.fault.message).toContain(`${path}: found ${found}`);
  });
});

describe('parameters of a scenario', () => {
  it('are those that make sense for it, with their value', () => {
    const paths = listParameters(withRules).map(({ path, value }) => [path, value]);
    expect(paths).toEqual(expect.arrayContaining([['policy.actionsPerContact', 4], ['policy.shares.call', 0.3], ['policy.targeting', 'value'], ['assumptions.capacity.visits', 1], ['assumptions.response.email', 1], ['assumptions.optOut', 0]]));
    expect(paths.map(([path]) => path)).not.toContain('assumptions.capacity.rest');
    expect(listParameters({ ...base, policy: { kind: 'plan', actions: [] } }).map(({ path }) => path)).not.toContain('policy.targetShare');
    expect(listParameters(base).map(({ path }) => path)).not.toContain('assumptions.capacity.all');
  });

  it('may each be set to what they are and to both ends of their range', () => {
    for (const parameter of listParameters(withRules)) {
      const ends = parameter.kind === 'number' ? [parameter.from, parameter.to] : parameter.choices;
      for (const value of [parameter.value, ...ends]) {
        const applied = applyParameters(withRules, { [parameter.path]: value });
        expect(applied.ok, `${parameter.path} = ${value}`).toBe(true);
        expect(listParameters(valueOf(applied)).find(({ path }) => path === parameter.path)?.value).toBe(value);
        expect(readScenario(valueOf(applied)).ok).toBe(true);
      }
    }
  });

  it('leave the shares that are not named in their proportions', () => {
    const { policy } = valueOf(applyParameters(base, { 'policy.shares.email': 0.1 }));
    expect(policy).toMatchObject({ shares: { email: 0.1, call: expect.closeTo(0.54, 12), visit: expect.closeTo(0.36, 12) } });
  });

  it.each<[string, Record<string, number | string>, string]>([
    ['shares above 1', { 'policy.shares.email': 0.8, 'policy.shares.call': 0.5 }, 'Infeasible variant'],
    ['shares of all channels below 1', { 'policy.shares.email': 0.2, 'policy.shares.call': 0.2, 'policy.shares.visit': 0.2 }, 'Infeasible variant'],
    ['an unknown name', { 'policy.luck': 1 }, 'is not a parameter'],
    ['a value out of range', { 'policy.targetShare': 1.5 }, 'from 0 to 1'],
    ['a half-life of nothing', { 'assumptions.fatigue.halfLifeDays': 0 }, 'above 0'],
    ['an unknown choice', { 'policy.targeting': 'luck' }, 'value, lift, random'],
    ['a number that is none', { 'policy.actionsPerContact': Number.NaN }, 'from 0 to 200'],
  ])('refuse %s', (_name, values, message) => {
    const applied = applyParameters(base, values);
    expect(applied).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
    if (!applied.ok) expect(applied.fault.message).toContain(message);
  });

  it('give the same simulation from one opened scenario as from the variant itself', () => {
    const values = { 'policy.actionsPerContact': 3, 'assumptions.capacity.visits': 1.5, 'assumptions.cost.call': 0.5, 'assumptions.response.all': 1.2 };
    const open = openScenario(withRules);
    valueOf(open.simulate({ 'assumptions.cost.all': 3 }));
    const fromOpen = open.summarise(valueOf(open.simulate(values)));
    expect(JSON.stringify(fromOpen)).toBe(JSON.stringify(valueOf(simulateScenario(valueOf(applyParameters(withRules, values))))));
    expect(fromOpen.usage.find(({ rule }) => rule === 'visits')?.limit).toBe(3);
  });
});
