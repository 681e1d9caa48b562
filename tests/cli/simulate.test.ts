import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Simulation } from '../../src/engine/model/simulation.ts';
import { simulateScenario } from '../../src/engine/simulation/simulate-scenario.ts';
import { mixDraft } from '../core/scenarios/support.ts';
import { openHistory } from '../core/support/history.ts';
import { createTestCore, unwrap } from '../core/support/test-core.ts';
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

  it('runs a scenario of a workspace by its name, and keeps the run there', async () => {
    const workspace = join(folder.path, 'sample.omnivor');
    const test = createTestCore();
    await openHistory(test);
    unwrap(await test.core.scenarios.create(mixDraft({ name: 'Spring' })));
    for (let twice = 0; twice < 2; twice += 1) unwrap(await test.core.scenarios.create(mixDraft({ name: 'Twice' })));
    unwrap(await test.core.workspaces.leave());
    copyFileSync(join(test.folder, 'Test.omnivor'), workspace);
    await test.dispose();
    const ended = await runOmnivor(['simulate', '--workspace', workspace, '--scenario', 'Spring', '--out', out]);
    expect(ended).toMatchObject({ code: 0 });
    const written = JSON.parse(readFileSync(out, 'utf8')) as Simulation;
    expect(written).toMatchObject({ format: 'omnivor.simulation/1', scenario: 'Spring', seed: 5, replications: 24, contacts: 12 });
    expect((await runOmnivor(['simulate', '--workspace', workspace, '--scenario', '1', '--out', out])).code).toBe(0);
    expect(JSON.parse(readFileSync(out, 'utf8'))).toEqual(written);
    for (const [words, said] of [
      [['--scenario', 'Autumn'], 'UNKNOWN_REFERENCE: Scenario "Autumn" does not exist. Known: Spring, Twice, Twice.'],
      [['--scenario', 'Twice'], 'BAD_INPUT: 2 scenarios are named "Twice": 2, 3.'],
      [['--scenario', 'Spring', '--seed', '7'], 'BAD_INPUT: A scenario of a workspace is played as it stands there'],
      [[], 'BAD_INPUT: Expected SCENARIO.json alone, or --workspace with --scenario.'],
    ] as const) {
      const refused = await runOmnivor(['simulate', '--workspace', workspace, ...words, '--out', out]);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain(said);
    }
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
