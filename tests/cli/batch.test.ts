import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BatchResult, type Batch } from '../../src/engine/model/batch.ts';
import { openScenario } from '../../src/engine/simulation/simulate-scenario.ts';
import { makeScenario, valueOf } from '../engine/simulation/support.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

describe('omnivor batch', () => {
  const folder = createFolder();
  const scenario = makeScenario(5, 60, { replications: 30 });
  const batch: Batch = {
    format: 'omnivor.batch/1',
    name: 'Frequency',
    scenario,
    space: { parameters: [{ name: 'policy.actionsPerContact', from: 0, to: 6, step: 1 }, { name: 'assumptions.response.all', values: [0.5, 1] }], constraints: [] },
    goal: { metric: 'lift', direction: 'max' },
    search: { strategy: 'grid' },
    seed: 1,
  };
  const batchFile = join(folder.path, 'batch.json');
  const out = join(folder.path, 'result.json');
  const write = (change: object): void => writeFileSync(batchFile, JSON.stringify({ ...batch, ...change }));
  afterAll(folder.dispose);

  it('writes every variant ranked, with the scores the engine gives, alike on any number of threads', async () => {
    write({});
    const ended = await runOmnivor(['batch', batchFile, '--out', out, '--threads', '1']);
    expect(ended).toMatchObject({ code: 0 });
    const text = readFileSync(out, 'utf8');
    const result = BatchResult.parse(JSON.parse(text));
    expect(result).toMatchObject({ status: 'done', counts: { done: 14 }, replications: 14 * 30 });
    const open = openScenario(scenario);
    for (const { parameters, score } of result.variants) expect(score).toBe(open.summarise(valueOf(open.simulate(parameters))).measures.lift.mean);
    expect(result.variants.map(({ rank }) => rank)).toEqual(Array.from({ length: 14 }, (_, at) => at + 1));
    expect(JSON.parse(ended.stdout)).toMatchObject({ best: { number: result.best, rank: 1 } });
    expect(await runOmnivor(['batch', batchFile, '--out', out, '--threads', '2'])).toMatchObject({ code: 0 });
    expect(readFileSync(out, 'utf8')).toBe(text);
  });

  it('names what is wrong, and says when nothing is feasible', async () => {
    write({ space: { parameters: [{ name: 'policy.shares.fax', from: 0, to: 1 }], constraints: [] } });
    const unknown = await runOmnivor(['batch', batchFile, '--out', out]);
    expect(unknown).toMatchObject({ code: 2, stdout: '' });
    expect(unknown.stderr).toContain('$.space.parameters[0].name: policy.shares.fax is no parameter of the scenario.');
    write({ scenario: { ...scenario, policy: { ...scenario.policy, shares: { email: 0.5 } } } });
    expect((await runOmnivor(['batch', batchFile, '--out', out])).stderr).toContain('$.scenario.policy.shares');
    write({ goal: { metric: 'lift', direction: 'max', limits: [{ measure: 'lift', min: 1e9 }] } });
    expect(await runOmnivor(['batch', batchFile, '--out', out])).toMatchObject({ code: 3 });
    expect(BatchResult.parse(JSON.parse(readFileSync(out, 'utf8')))).toMatchObject({ best: null, counts: { infeasible: 14 } });
  });

  it('writes the best so far when it is cancelled', async () => {
    write({ scenario: { ...scenario, replications: 3000 }, space: { parameters: [{ name: 'policy.actionsPerContact', from: 0, to: 6 }], constraints: [] }, search: { strategy: 'random', count: 10_000 } });
    const ended = await runOmnivor(['batch', batchFile, '--out', out, '--threads', '1'], {
      onStderr: (text, kill) => {
        if (text.includes('variants')) kill('SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    const result = BatchResult.parse(JSON.parse(readFileSync(out, 'utf8')));
    expect(result.status).toBe('cancelled');
    expect(result.counts.done).toBeGreaterThan(0);
    expect(result.counts.waiting).toBeGreaterThan(0);
    expect(result.best).not.toBeNull();
  });
});
