import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript } from './run-omnivor.ts';

describeWithShared('omnivor solve', () => {
  const folder = createFolder();
  const problemFile = join(folder.path, 'problem.json');
  const planFile = join(folder.path, 'plan.json');
  beforeAll(async () => {
    const made = await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '200', '--seed', '3']);
    writeFileSync(problemFile, made.stdout);
  });
  afterAll(folder.dispose);

  it.each(['greedy', 'local', 'prices', 'auto'])('writes a plan by %s that the independent checker accepts', async (method) => {
    const ended = await runOmnivor(['solve', problemFile, '--out', planFile, '--method', method, '--seconds', '5']);
    expect(ended.stderr).not.toContain('Error');
    expect(ended.code).toBe(0);
    const answer = JSON.parse(ended.stdout) as { objective: number; actions: number };
    expect(answer.actions).toBeGreaterThan(50);
    const checked = await runScript(join(sharedDir, 'tools/check-plan.mjs'), [problemFile, planFile]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, faults: [] });
  });

  it.each([
    ['weighted', { metric: 'lift', weights: { lift: 1, reach: 3, cost: 0.01 } }],
    ['levels', { metric: 'lift', levels: [{ metric: 'lift', tolerance: 0.02 }, { metric: 'cost' }] }],
    ['robust', { metric: 'lift', robust: { tail: 0.1, draws: 40, shared: 0.3 } }],
  ])('keeps the rules whatever is maximised, and says what it was judged by: %s', async (kind, objective) => {
    const problem = JSON.parse(readFileSync(problemFile, 'utf8')) as { contacts: { ids: string[]; response: Record<string, number[]> } };
    const sd = Object.fromEntries(Object.entries(problem.contacts.response).map(([channel, list]) => [channel, list.map((response) => 0.3 * response)]));
    const file = join(folder.path, `${kind}.json`);
    writeFileSync(file, JSON.stringify({ ...problem, contacts: { ...problem.contacts, sd }, objective }));
    const ended = await runOmnivor(['solve', file, '--out', planFile, '--method', 'local', '--seconds', '4']);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ goal: { kind } });
    const checked = await runScript(join(sharedDir, 'tools/check-plan.mjs'), [file, planFile]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, faults: [] });
  });

  it('names the place in an objective that does not fit', async () => {
    const file = join(folder.path, 'twice.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(problemFile, 'utf8')) as object), objective: { metric: 'lift', levels: [{ metric: 'lift' }, { metric: 'lift' }] } }));
    const ended = await runOmnivor(['solve', file, '--out', planFile]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('BAD_FORMAT: $.objective.levels[1].metric: found "lift". Expected another metric, lift stands before.');
  });

  it.each([
    [['--out', '/nowhere/plan.json'], 'FILE_NOT_FOUND: The folder of /nowhere/plan.json does not exist.'],
    [['--out', folder.path], `FILE_IS_FOLDER: ${folder.path} is a folder.`],
    [['--out', planFile, '--seconds', 'abc'], 'BAD_INPUT: --seconds "abc": Invalid input: expected number, received NaN.'],
    [['--out', planFile, '--gap', '2'], 'BAD_INPUT: --gap "2": Too big: expected number to be <=1.'],
    [['--out', planFile, '--seconds', '-1'], "BAD_INPUT: Option '--seconds' argument is ambiguous. Options:"],
  ])('is refused before any work: %o', async (words, message) => {
    const ended = await runOmnivor(['solve', problemFile, ...words]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.startsWith(message)).toBe(true);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('keeps the best plan so far when it is cancelled', async () => {
    const large = join(folder.path, 'large.json');
    writeFileSync(large, (await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '3000', '--seed', '4'])).stdout);
    const ended = await runOmnivor(['solve', large, '--out', planFile, '--method', 'local', '--seconds', '120', '--gap', '0'], {
      onStderr: (text, kill) => {
        if (text.includes('best')) kill('SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'interrupted' });
    expect((await runScript(join(sharedDir, 'tools/check-plan.mjs'), [large, planFile])).code).toBe(0);
  });

  it('ends with 3 where the rules contradict each other, and names them', async () => {
    const problem = JSON.parse(readFileSync(problemFile, 'utf8')) as { constraints: unknown[] };
    const small = { ...(JSON.parse((await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '20'])).stdout) as object) } as typeof problem;
    small.constraints.push({ id: 'no-visits', kind: 'capacity', channels: ['visit'], per: 'horizon', max: 0 }, { id: 'some-visits', kind: 'minimum', channels: ['visit'], min: 1 });
    const file = join(folder.path, 'infeasible.json');
    writeFileSync(file, JSON.stringify(small));
    const ended = await runOmnivor(['solve', file, '--out', planFile, '--seconds', '20']);
    expect(ended.code).toBe(3);
    const { conflicts } = JSON.parse(ended.stdout) as { conflicts: string[] };
    expect(conflicts.join(' ')).toContain('no-visits');
    expect(conflicts.join(' ')).toContain('some-visits');
  });

  it.each([
    ['a missing file', ['solve', 'nowhere.json', '--out', 'x.json'], 'FILE_NOT_FOUND'],
    ['a folder', ['solve', '.', '--out', 'x.json'], 'FILE_IS_FOLDER'],
    ['no --out', ['solve', 'x.json'], '--out is missing'],
    ['an unknown option', ['solve', 'x.json', '--out', 'y', '--fast'], '--fast'],
    ['an unknown method', ['solve', 'x.json', '--out', 'y', '--method', 'magic'], '--method'],
    ['an unknown verb', ['dance'], 'Unknown verb "dance"'],
  ])('ends with 2 on %s', async (_name, words, text) => {
    const ended = await runOmnivor(words);
    expect(ended.stderr).toContain(text);
    expect(ended.stdout).toBe('');
    expect(ended.code).toBe(2);
  });

  it.each([
    ['not JSON', 'hello', 'is not JSON'],
    ['another format', '{"format":"omnivor.allocation/9"}', '$.format'],
    ['a wrong length', (text: string) => JSON.stringify({ ...JSON.parse(text), contacts: { ...JSON.parse(text).contacts, value: [1] } }), '$.contacts.value'],
    ['an unknown key', (text: string) => JSON.stringify({ ...JSON.parse(text), colour: 'red' }), 'colour'],
    ['an unknown channel in a rule', (text: string) => JSON.stringify({ ...JSON.parse(text), constraints: [{ id: 'x', kind: 'capacity', per: 'day', max: 1, channels: ['fax'] }] }), 'fax'],
  ])('names the place in a problem file that is %s', async (_name, content, text) => {
    const file = join(folder.path, 'broken.json');
    writeFileSync(file, typeof content === 'string' ? content : content(readFileSync(problemFile, 'utf8')));
    const ended = await runOmnivor(['solve', file, '--out', planFile]);
    expect(ended.stderr).toContain(text);
    expect(ended.code).toBe(2);
  });
});
