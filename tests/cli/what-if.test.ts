import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript } from './run-omnivor.ts';

describeWithShared('omnivor what-if and diagnose', () => {
  const folder = createFolder();
  const file = (name: string): string => join(folder.path, name);
  const write = (name: string, document: unknown): string => (writeFileSync(file(name), JSON.stringify(document)), file(name));
  const changes = (...list: unknown[]): unknown => ({ format: 'omnivor.changes/1', changes: list });
  beforeAll(async () => {
    writeFileSync(file('problem.json'), (await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '60', '--seed', '3'])).stdout);
    await runOmnivor(['solve', file('problem.json'), '--out', file('plan.json'), '--method', 'greedy']);
  });
  afterAll(folder.dispose);

  it('writes the plan and the problem under changes, which the independent checker accepts, and says what differs', async () => {
    const set = write('changes.json', changes({ kind: 'budget', add: 500 }, { kind: 'force_out', contact: 'C000001' }));
    const ended = await runOmnivor(['what-if', file('problem.json'), file('plan.json'), '--changes', set, '--out', file('after.json'), '--problem-out', file('changed.json'), '--seconds', '5']);
    expect(ended).toMatchObject({ code: 0 });
    const answer = JSON.parse(ended.stdout) as { changes: string[]; before: { cost: number }; after: { objective: number; cost: number }; unchanged: number };
    expect(answer.changes).toEqual(['add 500 to the budget', 'force out C000001 any channel']);
    expect(answer.after.objective).toBeGreaterThan(answer.unchanged);
    const checked = await runScript(join(sharedDir, 'tools/check-plan.mjs'), [file('changed.json'), file('after.json')]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, faults: [] });
    expect(readFileSync(file('after.json'), 'utf8')).not.toContain('"C000001"');
  });

  it('names the clash and the way out', async () => {
    const problem = JSON.parse(readFileSync(file('problem.json'), 'utf8')) as { constraints: unknown[] };
    problem.constraints.push({ id: 'few', kind: 'capacity', channels: ['visit'], per: 'horizon', max: 3 }, { id: 'many', kind: 'minimum', channels: ['visit'], min: 5 });
    const ended = await runOmnivor(['diagnose', write('clash.json', problem), '--seconds', '5']);
    expect(ended.code).toBe(3);
    const answer = JSON.parse(ended.stdout) as { verdict: string; conflicts: { rule: string }[]; relaxations: { words: string[]; isCheapest: boolean }[] };
    expect(answer).toMatchObject({ verdict: 'infeasible', isIrreducible: true });
    expect(answer.conflicts.map(({ rule }) => rule)).toEqual(['few', 'many']);
    expect(answer.relaxations[0]).toMatchObject({ words: ['raise few from 3 to 5'], isCheapest: true });
    const fine = await runOmnivor(['diagnose', file('problem.json'), '--seconds', '5']);
    expect(fine).toMatchObject({ code: 0 });
    expect(JSON.parse(fine.stdout)).toMatchObject({ verdict: 'feasible' });
  });

  it.each([
    ['no changes', ['--out', 'x.json'], '--changes is missing'],
    ['an unknown rule', ['--changes', () => write('a.json', changes({ kind: 'drop', rule: 'nothing' })), '--out', () => file('x.json')], 'Rule nothing does not exist.'],
    ['another format', ['--changes', () => write('b.json', { format: 'omnivor.changes/9', changes: [] }), '--out', () => file('x.json')], '$.format'],
    ['an unknown kind', ['--changes', () => write('c.json', changes({ kind: 'sink' })), '--out', () => file('x.json')], '$.changes[0].kind'],
  ] as const)('ends with 2 on %s', async (_name, words, text) => {
    const ended = await runOmnivor(['what-if', file('problem.json'), file('plan.json'), ...words.map((word) => (typeof word === 'string' ? word : word()))]);
    expect(ended.stderr).toContain(text);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
  });
});
