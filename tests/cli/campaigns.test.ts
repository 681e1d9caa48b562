import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDraft } from '../core/campaigns/support.ts';
import { createTestCore, importContacts, unwrap } from '../core/support/test-core.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

describe('omnivor campaigns, conflicts and reserve', () => {
  const home = createFolder();
  const test = createTestCore();
  let workspace: string;
  beforeAll(async () => {
    workspace = await test.createWorkspace();
    const { core } = test;
    unwrap(await core.rules.edit({ edit: 'channel', channel: { id: 'email', unitCost: 2, saturation: 0.7, maxPerContact: 4, cooldownDays: 3 } }));
    await importContacts(test, 'Contact ID,Segment\nC1,A\nC2,A\nC3,B\n');
    unwrap(await core.contacts.saveAudience({ name: 'Segment A', filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: 'A' }] } }));
    for (const [name, priority] of [['High', 80], ['Low', 20]] as const) unwrap(await core.campaigns.create(makeDraft(name, { priority })));
    await core.workspaces.close();
  });
  afterAll(async () => {
    await test.dispose();
    home.dispose();
  });

  const run = async (...words: string[]): Promise<{ code: number | null; answer: unknown; stderr: string }> => {
    const { code, stdout, stderr } = await runOmnivor([...words, '--workspace', workspace], { home: home.path });
    return { code, answer: stdout === '' ? null : JSON.parse(stdout), stderr };
  };
  const days = ['--channel', 'email', '--from', '2027-01-04', '--to', '2027-01-08'];

  it('reserve an audience, find the conflicts, resolve them by priority under a name', async () => {
    expect(await run('reserve', '--campaign', 'High', '--audience', 'Segment A', ...days, '--dry-run')).toMatchObject({ code: 0, answer: { asked: 2, reserved: 2 } });
    expect(await run('reserve', '--campaign', 'High', '--audience', 'Segment A', ...days)).toMatchObject({ code: 0, answer: { asked: 2, reserved: 2, held: 0 } });
    expect(await run('reserve', '--campaign', 'Low', '--all', ...days)).toMatchObject({ code: 0, answer: { asked: 3, reserved: 3 } });
    unwrap(await test.core.workspaces.openPath(workspace));
    for (const id of ['c1', 'c2']) unwrap(await test.core.campaigns.activate({ id }));
    await test.core.workspaces.close();
    expect(await run('campaigns')).toMatchObject({ code: 0, answer: [{ campaign: { name: 'High', status: 'active' }, contacts: 2, conflicts: 2, held: 4 }, { campaign: { name: 'Low' }, contacts: 3, conflicts: 2 }] });
    expect(await run('conflicts')).toMatchObject({ code: 0, answer: { total: 2, rows: [{ conflict: { kind: 'preemption', contact: 'C1' } }, { conflict: { contact: 'C2' } }] } });
    expect(await run('conflicts', '--as-of', '2027-01-09')).toMatchObject({ code: 0, answer: { total: 0 } });
    expect(await run('conflicts', '--resolve-by-priority')).toMatchObject({ code: 0, answer: { preempted: 2, left: 0, pairs: [{ winner: 'High', loser: 'Low', preempted: 2 }] } });
    expect(await run('conflicts')).toMatchObject({ answer: { total: 2 } });
    expect(await run('conflicts', '--resolve-by-priority', '--actor', 'A. Planner')).toMatchObject({ code: 0, answer: { preempted: 2 } });
    expect(await run('conflicts')).toMatchObject({ answer: { total: 0 } });
  }, 60_000);

  it('execute the reservations that imported touches used, and say so only where asked', async () => {
    const touches = join(home.path, 'touches.csv');
    writeFileSync(touches, 'Contact ID,Date,Channel\nC1,2027-01-05,email\nC2,2027-01-20,email\n');
    expect(await run('import', touches, '--as', 'touches')).toMatchObject({ code: 0 });
    const report = { reservations: 1, unused: 0, byCampaign: [{ campaignName: 'High', reservations: 1 }], first: [{ contact: 'C1', channel: 'email', date: '2027-01-05' }] };
    expect(await run('execute-touches', '--dry-run')).toMatchObject({ code: 0, answer: report });
    expect(await run('execute-touches')).toMatchObject({ code: 0, answer: report });
    expect(await run('execute-touches')).toMatchObject({ code: 0, answer: { reservations: 0, byCampaign: [] } });
    expect(await run('execute-touches', '--all')).toMatchObject({ code: 2, answer: null });
    unwrap(await test.core.workspaces.openPath(workspace));
    expect(unwrap(test.core.reservations.page({ status: 'executed', offset: 0, limit: 10 })).rows.map(({ reservation }) => [reservation.contact, reservation.plannedDate])).toEqual([['C1', '2027-01-05']]);
    unwrap(await test.core.edits.undo());
    await test.core.workspaces.close();
    expect(await run('execute-touches', '--dry-run')).toMatchObject({ answer: { reservations: 1 } });
  }, 60_000);

  it('plan for campaigns by name', async () => {
    unwrap(await test.core.workspaces.openPath(workspace));
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    const saved = unwrap(test.core.rules.get());
    await test.core.workspaces.close();
    const [contacts, rules, out] = ['contacts.csv', 'rules.json', 'out'].map((name) => join(home.path, name)) as [string, string, string];
    writeFileSync(contacts, 'Contact ID,Segment\nC1,A\nC2,A\nC3,B\n');
    writeFileSync(rules, JSON.stringify(saved));
    const plan = (campaigns: string) => run('plan', '--contacts', contacts, '--rules', rules, '--approver', 'A. Planner', '--out', out, '--seconds', '5', '--campaigns', campaigns, '--fair-share', 'audience');
    expect(await plan('High, Low')).toMatchObject({ code: 0, answer: { approved: true } });
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as unknown;
    expect(summary).toMatchObject({ campaigns: [{ name: 'High' }, { name: 'Low' }], usage: expect.arrayContaining([expect.objectContaining({ constraint: 'fair share: High', enforced: true })]) });
    const written = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as { actions: { campaign?: string }[] };
    expect(written.actions.length).toBeGreaterThan(0);
    expect(written.actions.every(({ campaign }) => campaign !== undefined)).toBe(true);
    expect(readFileSync(join(out, 'plan.csv'), 'utf8').split('\r\n')[0]).toMatch(/,Campaign$/);
    const solved = join(home.path, 'solved.json');
    expect(await runOmnivor(['solve', join(out, 'problem.json'), '--out', solved, '--method', 'greedy'], { home: home.path })).toMatchObject({ code: 0 });
    expect((JSON.parse(readFileSync(solved, 'utf8')) as typeof written).actions.every(({ campaign }) => campaign !== undefined)).toBe(true);
    expect(await plan('High, Nobody')).toMatchObject({ code: 2, stderr: expect.stringContaining('Campaign "Nobody" does not exist. Known: High, Low.') });
  }, 60_000);

  it('say what is wrong with a request', async () => {
    expect(await run('reserve', '--campaign', 'Nobody', '--all', ...days)).toMatchObject({ code: 2, answer: null, stderr: expect.stringContaining('Campaign "Nobody" does not exist. Known: High, Low.') });
    expect(await run('reserve', '--campaign', 'High', ...days)).toMatchObject({ code: 2, stderr: expect.stringContaining('Expected exactly one.') });
    expect(await run('reserve', '--campaign', 'High', '--all', ...days, '--kind', 'total')).toMatchObject({ code: 2, stderr: expect.stringContaining('--kind') });
    expect(await run('conflicts', '--resolve-by-priority', '--policy', 'coin')).toMatchObject({ code: 2, stderr: expect.stringContaining('--policy') });
  }, 30_000);
});
