import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript } from './run-omnivor.ts';

describeWithShared('omnivor export', () => {
  const folder = createFolder();
  const [problemFile, planFile] = [join(folder.path, 'problem.json'), join(folder.path, 'plan.json')];
  let objective = 0;
  let actions = 0;
  beforeAll(async () => {
    writeFileSync(problemFile, (await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '12', '--seed', '3', '--shape', 'reps'])).stdout);
    const ended = await runOmnivor(['solve', problemFile, '--out', planFile, '--method', 'highs', '--seconds', '60', '--gap', '0']);
    expect(ended.code).toBe(0);
    ({ objective, actions } = JSON.parse(ended.stdout) as { objective: number; actions: number });
  });
  afterAll(folder.dispose);

  const run = (profile: string, out: string, more: readonly string[] = []) => runOmnivor(['export', planFile, '--problem', problemFile, '--profile', profile, '--out', join(folder.path, out), ...more]);

  it('writes the model whose optimum, by another reader and solver, is the value of the exact plan', async () => {
    expect((await run('mps', 'model')).code).toBe(0);
    const [file] = readdirSync(join(folder.path, 'model'));
    const solved = await runOmnivor(['mip', join(folder.path, 'model', file ?? ''), '--solver', 'highs', '--seconds', '60']);
    expect(solved.code).toBe(0);
    expect((JSON.parse(solved.stdout) as { objective: number }).objective).toBeCloseTo(objective, 4);
  });

  it('writes a cycle plan set whose goals are the actions of the plan', async () => {
    const ended = await run('veeva-mccp', 'mccp');
    expect(ended).toMatchObject({ code: 0 });
    expect(JSON.parse(ended.stdout)).toMatchObject({ files: 5, refused: 0, groups: [] });
    const rows = Papa.parse<Record<string, string>>(readFileSync(join(folder.path, 'mccp', '05_MC_Cycle_Plan_Channel_vod__c.csv'), 'utf8'), { header: true, skipEmptyLines: true }).data;
    expect(rows.reduce((sum, row) => sum + Number(row['Channel_Activity_Goal_vod__c']), 0)).toBe(actions);
  });

  it('says how many rows would be refused, and lists them where asked', async () => {
    const settings = join(folder.path, 'settings.json');
    writeFileSync(settings, JSON.stringify({ contactId: 'salesforce' }));
    const ended = await run('salesforce', 'tasks.zip', ['--zip', '--refused', '--settings', settings]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ rows: 0, refused: actions, groups: [{ column: 'WhoId', rows: actions }] });
  });

  it.each([
    ['an unknown profile', ['--profile', 'fax', '--out', 'x'], '--profile'],
    ['no problem', ['--profile', 'csv', '--out', 'x'], '--problem is missing'],
    ['settings that no profile knows', ['--problem', problemFile, '--profile', 'ics', '--out', 'x', '--settings', planFile], '$.'],
  ])('refuses %s', async (_name, words, message) => {
    const ended = await runOmnivor(['export', planFile, ...words]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain(message);
  });
});
