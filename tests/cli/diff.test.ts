import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/engine/model/plan.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

const act = (contact: string, channel: string, date: string): Plan['actions'][number] => ({ contact, channel, date, lift: 2, cost: 1, exploration: false, reason: '' });
const planOf = (actions: Plan['actions']): Plan => ({ format: 'omnivor.plan/1', problem: 'spring', status: 'feasible', method: 'greedy', seed: 1, objective: 2 * actions.length, bound: null, gap: null, cost: actions.length, elapsedMs: 1, actions, usage: [] });

describe('omnivor diff', () => {
  const folder = createFolder();
  const write = (name: string, document: unknown): string => {
    const path = join(folder.path, name);
    writeFileSync(path, JSON.stringify(document));
    return path;
  };
  afterAll(folder.dispose);
  const before = write('before.json', planOf([act('a', 'email', '2027-01-04'), act('b', 'email', '2027-01-05')]));
  const after = write('after.json', planOf([act('a', 'email', '2027-01-06'), act('c', 'email', '2027-01-05')]));

  it('says what moved, came and went', async () => {
    const ended = await runOmnivor(['diff', before, after]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ended.stdout)).toMatchObject({
      before: { objective: 4, actions: 2 },
      counts: { kept: 0, moved: 1, added: 1, dropped: 1 },
      gaining: 1,
      losing: 1,
      level: 1,
      actions: [
        { change: 'moved', contact: 'a', channel: 'email', from: '2027-01-04', to: '2027-01-06' },
        { change: 'dropped', contact: 'b', channel: 'email', from: '2027-01-05' },
        { change: 'added', contact: 'c', channel: 'email', to: '2027-01-05' },
      ],
    });
  });

  it('refuses what is no plan', async () => {
    const other = write('other.json', { format: 'omnivor.rules/1' });
    const ended = await runOmnivor(['diff', before, other]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.startsWith(`BAD_FORMAT: ${other} is no omnivor.plan/1:`)).toBe(true);
    expect((await runOmnivor(['diff', before])).stderr.startsWith('BAD_INPUT: AFTER is missing.')).toBe(true);
  });
});
