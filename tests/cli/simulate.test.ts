import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Simulation } from '../../src/engine/model/simulation.ts';
import { simulateScenario } from '../../src/engine/simulation/simulate-scenario.ts';
import { makeScenario, valueOf } from '../engine/simulation/support.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

describe('omnivor simulate', () => {
  const folder = createFolder();
  const scenario = makeScenario(5, 60, { assumptions: { optOut: 0.02 } });
  const scenarioFile = join(folder.path, 'scenario.json');
  const out = join(folder.path, 'simulation.json');
  writeFileSync(scenarioFile, JSON.stringify(scenario));
  afterAll(folder.dispose);

  it('writes the simulation that the engine gives, of the seed and replications asked for', async () => {
    const ended = await runOmnivor(['simulate', scenarioFile, '--out', out, '--seed', '9', '--replications', '40']);
    expect(ended).toMatchObject({ code: 0 });
    const written = JSON.parse(readFileSync(out, 'utf8')) as Simulation;
    expect(written).toEqual(valueOf(simulateScenario({ ...scenario, seed: 9, replications: 40 })));
    const answer = JSON.parse(ended.stdout) as Simulation;
    expect(answer).toMatchObject({ format: 'omnivor.simulation/1', seed: 9, replications: 40, measures: written.measures });
    expect(answer.byDay).toBeUndefined();
  });

  it('names what is wrong with a scenario or an option', async () => {
    const broken = join(folder.path, 'broken.json');
    writeFileSync(broken, JSON.stringify({ ...scenario, policy: { ...scenario.policy, shares: { email: 0.5 } } }));
    const ended = await runOmnivor(['simulate', broken, '--out', out]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('BAD_FORMAT: $.policy.shares: found 0.5. Expected shares that add up to 1.');
    const options = await runOmnivor(['simulate', scenarioFile, '--out', out, '--replications', '0']);
    expect(options).toMatchObject({ code: 2, stdout: '' });
    expect(options.stderr).toContain('--replications "0"');
  });

  it('writes the replications finished so far when it is cancelled', async () => {
    const large = join(folder.path, 'large.json');
    writeFileSync(large, JSON.stringify(makeScenario(6, 3000, { replications: 100_000 })));
    const ended = await runOmnivor(['simulate', large, '--out', out], {
      onStderr: (text, kill) => {
        if (text.includes('replications')) kill('SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    const { replications } = JSON.parse(ended.stdout) as Simulation;
    expect(replications).toBeGreaterThan(0);
    expect(replications).toBeLessThan(100_000);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ replications });
  });
});
