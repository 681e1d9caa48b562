import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SensitivityResult, SensitivitySpec } from '../../../src/contract/scenario.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { mixDraft, mixSpec, openScenarioWorkspace, playBatch, waitJob } from './support.ts';

describe('scenarios and variants side by side', () => {
  let test: TestCore;
  let base: number;
  beforeAll(async () => {
    test = createTestCore();
    base = (await openScenarioWorkspace(test)).id;
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'cap', kind: 'capacity', per: 'horizon', max: 20 } }));
  });
  afterAll(() => test.dispose());

  it('show every measure with its paired difference, rule use and the front', async () => {
    const branch = unwrap(await test.core.scenarios.branch({ scenarioId: base, name: 'Dearer' }));
    unwrap(await test.core.scenarios.update({ scenarioId: branch.id, draft: mixDraft({ name: 'Dearer', assumptions: { cost: { all: 2 } } }) }));
    const twin = unwrap(await test.core.scenarios.branch({ scenarioId: base, name: 'Twin' }));
    const other = unwrap(await test.core.scenarios.create(mixDraft({ name: 'Other dice', seed: 99 })));
    const ids = [base, branch.id, twin.id, other.id];
    const compared = unwrap(await test.core.comparisons.compare({ subjects: ids.map((scenarioId) => ({ kind: 'scenario', scenarioId })), baseline: 0 }));
    expect(compared.subjects.map(({ name }) => name)).toEqual(['Base', 'Dearer', 'Twin', 'Other dice']);
    const row = (name: string) => compared.measures.find(({ measure }) => measure === name)!;
    expect(row('lift').deltas.slice(0, 3)).toEqual([null, ...[0, 1].map(() => ({ mean: 0, low: 0, high: 0, percent: 0, sign: 0, paired: true }))]);
    expect(row('cost').deltas[1]).toMatchObject({ sign: 1, percent: 100 });
    expect(row('net').deltas[1]!.mean).toBeCloseTo(-row('cost').values[0]!.mean, 6);
    expect(row('lift').deltas[3]!.paired).toBe(false);
    expect(row('lift').deltas[3]!.high).toBeGreaterThan(row('lift').deltas[3]!.low);
    expect(compared.subjects[1]!.onFront).toBe(false);
    expect(compared.subjects[0]!.onFront).toBe(true);
    const cap = compared.usage.find(({ rule }) => rule === 'cap')!;
    expect(cap.cells[0]).toEqual({ used: 20, limit: 20 });
    expect(compared.refusals.find(({ rule }) => rule === 'cap')!.actions.every((actions) => actions > 0)).toBe(true);
  });

  it('take variants in, and play each once', async () => {
    const { id } = await playBatch(test, base, mixSpec({ space: undefined, racing: undefined, search: { strategy: 'listed', variants: [{ name: 'As it is', parameters: {} }, { parameters: { 'policy.shares.email': 1 } }] } }));
    const subjects = [{ kind: 'scenario' as const, scenarioId: base }, ...[1, 2].map((number) => ({ kind: 'variant' as const, batchId: id, number }))];
    const compared = unwrap(await test.core.comparisons.compare({ subjects, baseline: 2 }));
    expect(compared.subjects.map(({ name }) => name)).toEqual(['Base', 'As it is', 'Search · 2']);
    const net = compared.measures.find(({ measure }) => measure === 'net')!;
    expect(net.values[0]).toEqual(net.values[1]);
    expect(net.deltas[2]).toBeNull();
    expect(net.values[2]!.mean).toBe(unwrap(test.core.batches.variants({ batchId: id, offset: 0, limit: 10, sort: { column: 'number', direction: 'asc' } })).rows[1]!.score);
    const kept = (): unknown => test.core.context.session!.database.sqlite.prepare('SELECT count(*) FROM scenario_answers').pluck().get();
    expect(kept()).toBe(1);
    expect(unwrap(await test.core.comparisons.compare({ subjects, baseline: 2 }))).toEqual(compared);
    expect(kept()).toBe(1);
  });

  it('say what drove a difference, in parts that add up to it', async () => {
    const { id } = unwrap(await test.core.scenarios.branch({ scenarioId: base, name: 'Other mix, dearer' }));
    unwrap(await test.core.scenarios.update({ scenarioId: id, draft: mixDraft({ name: 'Other mix, dearer', policy: { kind: 'mix', actionsPerContact: 3, shares: { email: 1, visit: 0 } }, assumptions: { cost: { all: 3 }, response: { all: 0.5 } } }) }));
    const asked = { from: { kind: 'scenario' as const, scenarioId: base }, to: { kind: 'scenario' as const, scenarioId: id }, measure: 'net' as const };
    const drivers = unwrap(await test.core.comparisons.drivers(asked));
    expect(drivers.parts.map(({ group }) => group).sort()).toEqual(['cost', 'policy', 'response']);
    expect(drivers.parts.reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(drivers.delta.mean, 6);
    const compared = unwrap(await test.core.comparisons.compare({ subjects: [asked.from, asked.to], baseline: 0 }));
    expect(drivers.delta.mean).toBeCloseTo(compared.measures.find(({ measure }) => measure === 'net')!.deltas[1]!.mean, 6);
    expect(unwrap(await test.core.comparisons.drivers(asked))).toEqual(drivers);
  });

  it('refuse what is not there, and end once nobody waits', async () => {
    const scenario = { kind: 'scenario' as const, scenarioId: base };
    expect(await test.core.comparisons.compare({ subjects: [scenario, { kind: 'variant', batchId: 99, number: 1 }], baseline: 0 })).toMatchObject({ fault: { code: 'NOT_FOUND' } });
    expect(await test.core.comparisons.compare({ subjects: [scenario, scenario], baseline: 2 })).toMatchObject({ fault: { code: 'BAD_INPUT', path: 'baseline' } });
    expect(await test.core.comparisons.compare({ subjects: [scenario, scenario], baseline: 0 }, AbortSignal.abort())).toMatchObject({ fault: { code: 'CANCELLED' } });
  });

  const parameters = [
    { name: 'assumptions.cost.all', from: 0.9, to: 1.1 },
    { name: 'assumptions.response.all', from: 0.2, to: 2 },
    { name: 'assumptions.cost.email', from: 1, to: 1.5 },
  ];
  const analyse = async (change: Partial<SensitivitySpec>): Promise<SensitivityResult> => {
    const spec: SensitivitySpec = { scenarioId: base, method: 'tornado', parameters, measure: 'cost', samples: 8, replications: 4, seed: 1, ...change };
    const job = await waitJob(test, unwrap(await test.core.sensitivities.run(spec)).jobId);
    if (job.status !== 'succeeded') throw new Error(job.fault?.message);
    const [newest] = unwrap(test.core.sensitivities.list(base));
    expect(newest).toMatchObject({ spec, stale: [], infeasible: 0 });
    return newest!.result;
  };

  it('say which input decides: tornado, Morris and Sobol name cost for cost', async () => {
    const tornado = await analyse({});
    if (tornado.method !== 'tornado') throw new Error(tornado.method);
    const cost = tornado.bars.find(({ parameter }) => parameter === 'assumptions.cost.all')!;
    expect(cost.low).toBeCloseTo(tornado.base * 0.9, 6);
    expect(cost.high).toBeCloseTo(tornado.base * 1.1, 6);
    expect(tornado.bars.at(-1)).toMatchObject({ parameter: 'assumptions.response.all', low: tornado.base, high: tornado.base });
    const morris = await analyse({ method: 'morris' });
    if (morris.method !== 'morris') throw new Error(morris.method);
    expect(morris.effects.at(-1)).toMatchObject({ parameter: 'assumptions.response.all', muStar: 0 });
    const sobol = await analyse({ method: 'sobol', samples: 32 });
    if (sobol.method !== 'sobol') throw new Error(sobol.method);
    expect(sobol.indices.at(-1)).toMatchObject({ parameter: 'assumptions.response.all', total: { value: 0 } });
    expect(sobol.indices.reduce((sum, { first }) => sum + first.value, 0)).toBeGreaterThan(0.8);
    const all = unwrap(test.core.sensitivities.list(base));
    expect(all.map(({ evaluations }) => evaluations)).toEqual([32 * 5, 8 * 4, 7]);
    unwrap(await test.core.sensitivities.remove(all[0]!.id));
    expect(unwrap(test.core.sensitivities.list(base))).toHaveLength(2);
    expect(await test.core.sensitivities.run({ scenarioId: base, method: 'morris', parameters: [{ name: 'policy.targeting', from: 0, to: 1 }], measure: 'net', samples: 2, replications: 2, seed: 1 })).toMatchObject({ fault: { code: 'UNKNOWN_REFERENCE' } });
  });
});
