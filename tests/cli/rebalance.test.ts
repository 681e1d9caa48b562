import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import type { Plan } from '../../src/engine/model/plan.ts';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript } from './run-omnivor.ts';

describeWithShared('omnivor rebalance', () => {
  const folder = createFolder();
  const file = (name: string): string => join(folder.path, name);
  const read = (name: string): unknown => JSON.parse(readFileSync(file(name), 'utf8'));
  beforeAll(async () => {
    const made = await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '200', '--seed', '5', '--shape', 'reps']);
    writeFileSync(file('problem.json'), made.stdout);
    await runOmnivor(['solve', file('problem.json'), '--out', file('plan.json'), '--method', 'greedy']);
    const problem = read('problem.json') as AllocationProblem;
    const lost = problem.contacts.ids.filter((_id, at) => problem.contacts.rep?.[at] === problem.contacts.rep?.[0]);
    writeFileSync(file('changed.json'), JSON.stringify({ ...problem, constraints: [...problem.constraints, { id: 'away', kind: 'rep_capacity', contacts: lost, per: 'horizon', from: '2027-01-11', to: '2027-01-17', max: 0 }] }));
  });
  afterAll(folder.dispose);

  it('writes a plan that the independent checker accepts, with frozen days as they were, and what changed', async () => {
    const ended = await runOmnivor(['rebalance', file('changed.json'), file('plan.json'), '--frozen-until', '2027-01-11', '--change-price', '1', '--out', file('new.json'), '--diff', file('diff.json'), '--seconds', '1']);
    expect(ended.code, ended.stderr).toBe(0);
    const answer = JSON.parse(ended.stdout) as { gain: number; counts: { changed: number } };
    expect(answer.gain).toBeGreaterThan(0);
    const checked = await runScript(join(sharedDir, 'tools/check-plan.mjs'), [file('changed.json'), file('new.json')]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, faults: [] });
    const frozen = (name: string): string[] => (read(name) as Plan).actions.filter(({ date }) => date < '2027-01-11').map(({ contact, channel, date }) => `${contact} ${channel} ${date}`).toSorted();
    expect(frozen('new.json')).toEqual(frozen('plan.json'));
    const { changes } = read('diff.json') as { changes: { cause: string; rule: string | null }[] };
    expect(changes).toHaveLength(answer.counts.changed);
    expect(changes.some(({ cause, rule }) => cause === 'capacity' && rule === 'away')).toBe(true);
  });

  it('ends with 3 where what is frozen breaks a rule', async () => {
    const ended = await runOmnivor(['rebalance', file('changed.json'), file('plan.json'), '--frozen-until', '2027-01-18', '--out', file('none.json')]);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toContain('CONFLICT: What is frozen or pinned breaks a rule of now: away');
  });

  it.each([
    [['--frozen-until', 'soon'], 'BAD_INPUT: --frozen-until "soon"'],
    [['--change-price', '-1'], "BAD_INPUT: Option '--change-price' argument is ambiguous."],
    [['--diff', '/nowhere/diff.json'], 'FILE_NOT_FOUND: The folder of /nowhere/diff.json does not exist.'],
  ])('is refused before any work: %o', async (words, message) => {
    const ended = await runOmnivor(['rebalance', file('changed.json'), file('plan.json'), '--out', file('none.json'), ...words]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.startsWith(message)).toBe(true);
  });
});
