import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestCore, importContacts, unwrap } from '../core/support/test-core.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

describe('omnivor execution', () => {
  const home = createFolder();
  const test = createTestCore();
  let workspace: string;
  let planId: number;
  /** Ten visits in the first two weeks of 2020, long gone by: the first is done, the second failed, the rest is late. */
  beforeAll(async () => {
    workspace = await test.createWorkspace();
    const { core } = test;
    await importContacts(test, `Contact ID,Rep,Value\n${Array.from({ length: 10 }, (_row, at) => `C${at},R1,${at + 10}`).join('\n')}\n`);
    unwrap(await core.rules.edit({ edit: 'horizon', horizon: { start: '2020-01-06', days: 14 } }));
    unwrap(await core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 3, weekdays: [1, 2, 3, 4, 5] } }));
    unwrap(await core.rules.edit({ edit: 'constraint', constraint: { id: 'day', kind: 'rep_capacity', per: 'day', max: 1 } }));
    const { jobId } = unwrap(core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    planId = z.object({ planId: z.int() }).parse((await core.context.session!.jobs.wait(jobId)).result).planId;
    await core.workspaces.close();
  });
  afterAll(async () => {
    await test.dispose();
    home.dispose();
  });

  const run = (...words: string[]) => runOmnivor(['execution', workspace, ...words], { home: home.path });
  const change = async (work: () => Promise<unknown>): Promise<void> => {
    unwrap(await test.core.workspaces.openPath(workspace));
    await work();
    await test.core.workspaces.close();
  };

  it('lists progress by channel and week, what speaks for a rebalancing, open suggestions and late actions', async () => {
    expect(await run()).toMatchObject({ code: 0, stdout: 'No plan is carried out.\n' });
    expect(await run('--plan', String(planId), '--json')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(`Plan ${planId} is a draft.`) });
    await change(async () => {
      const { core } = test;
      unwrap(await core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
      unwrap(await core.planExecutions.start(planId));
      const { rows } = unwrap(await core.planExecutions.actions({ planId, offset: 0, limit: 10 }));
      for (const [at, state] of (['done', 'failed'] as const).entries()) unwrap(await core.planExecutions.mark({ planId, positions: [rows[at]!.position], state, answered: null, note: '' }));
      await core.context.session!.jobs.wait(unwrap(core.rebalances.suggest({ planId, seconds: 0.1 })).jobId);
    });
    const { code, stdout } = await run('--json');
    expect(code).toBe(0);
    const [overview, ...more] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(more).toEqual([]);
    const none = { planned: 0, due: 0 };
    expect(overview).toMatchObject({
      planId,
      state: 'running',
      progress: { actions: 10, stages: { done: 1, failed: 1, late: 8 } },
      weeks: [
        { channel: 'visit', week: '2020-01-06', actions: 5, stages: { ...none, done: 1, failed: 1, late: 3 } },
        { channel: 'visit', week: '2020-01-13', actions: 5, stages: { ...none, late: 5 } },
      ],
      suggestions: [{ newPlanId: expect.any(Number), summary: { late: { actions: 8, kept: 0, moved: 0, dropped: 8 } } }],
      late: { total: 8 },
    });
    const { rows } = (overview as { late: { rows: { date: string; channel: string; daysLate: number }[] } }).late;
    expect(rows.map(({ date }) => date)).toEqual(['2020-01-08', '2020-01-09', '2020-01-10', '2020-01-13', '2020-01-14', '2020-01-15', '2020-01-16', '2020-01-17']);
    expect(rows.every(({ daysLate }) => daysLate > 365)).toBe(true);
    const { stdout: text } = await run('--plan', String(planId));
    expect(text.split('\n')[0]).toMatch(new RegExp(`^Plan ${planId}, running: 1 of 10 actions done, 0 due \\d{4}-\\d{2}-\\d{2}, 8 late\\.$`));
    expect(text).toContain('  visit    2020-01-13        5     0    0     5       0        0        0');
    expect(text).toContain('is open: gain 0.0, 8 changes (100.0 %), 8 late actions: 0 kept, 0 moved, 8 dropped.');
    expect(text.match(/Late by \d+ days: C\d by visit/g)).toHaveLength(8);
  }, 60_000);

  it('says what is wrong with a request', async () => {
    expect(await run('--plan', '99')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Plan 99 does not exist.') });
    expect(await runOmnivor(['execution'], { home: home.path })).toMatchObject({ code: 2, stderr: expect.stringContaining('WORKSPACE is missing.') });
    expect(await run('--plan', 'first')).toMatchObject({ code: 2, stderr: expect.stringContaining('--plan "first"') });
  }, 60_000);
});
