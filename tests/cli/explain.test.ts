import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ActionExplanation, ContactExplanation } from '../../src/engine/model/explanation.ts';
import type { AllocationProblem } from '../../src/engine/model/allocation.ts';
import type { Plan } from '../../src/engine/model/plan.ts';
import { describeWithShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript } from './run-omnivor.ts';

describeWithShared('omnivor explain', () => {
  const folder = createFolder();
  const problemFile = join(folder.path, 'problem.json');
  const planFile = join(folder.path, 'plan.json');
  const otherFile = join(folder.path, 'other.json');
  let plan: Plan;
  beforeAll(async () => {
    const made = await runScript(join(sharedDir, 'tools/make-allocation.mjs'), ['--contacts', '100', '--seed', '3']);
    writeFileSync(problemFile, made.stdout);
    const problem = JSON.parse(made.stdout) as AllocationProblem;
    writeFileSync(otherFile, JSON.stringify({ ...problem, contacts: { ...problem.contacts, value: problem.contacts.value.map((value) => 2 * value) } }));
    expect((await runOmnivor(['solve', problemFile, '--out', planFile, '--method', 'greedy'])).code).toBe(0);
    plan = JSON.parse(readFileSync(planFile, 'utf8')) as Plan;
  });
  afterAll(folder.dispose);

  it('answers a planned action, every channel of a day, a channel and a whole contact', async () => {
    const [{ contact, channel, date, reason }] = plan.actions as [Plan['actions'][number]];
    const cell = await runOmnivor(['explain', problemFile, planFile, '--contact', contact, '--channel', channel, '--date', date]);
    expect(cell).toMatchObject({ code: 0, stderr: '' });
    expect(ActionExplanation.parse(JSON.parse(cell.stdout))).toMatchObject({ contact, channel, date, verdict: 'planned', reason });
    const day = JSON.parse((await runOmnivor(['explain', problemFile, planFile, '--contact', contact, '--date', date])).stdout) as { actions: unknown[] };
    expect(day.actions.map((one) => ActionExplanation.parse(one).channel)).toContain(channel);
    const one = JSON.parse((await runOmnivor(['explain', problemFile, planFile, '--contact', contact, '--channel', channel])).stdout) as { planned: number; best: unknown };
    expect(one.planned).toBeGreaterThan(0);
    expect(ActionExplanation.parse(one.best).verdict).toBe('planned');
    const whole = await runOmnivor(['explain', problemFile, planFile, '--contact', contact]);
    expect(ContactExplanation.parse(JSON.parse(whole.stdout)).planned).toBe(plan.actions.filter((action) => action.contact === contact).length);
  });

  it('stands beside alternatives where they are asked for, and the checker accepts such a plan', async () => {
    const withFile = join(folder.path, 'with.json');
    expect((await runOmnivor(['solve', problemFile, '--out', withFile, '--method', 'greedy', '--alternatives'])).code).toBe(0);
    const { actions } = JSON.parse(readFileSync(withFile, 'utf8')) as Plan;
    expect(actions.some(({ alternatives = [] }) => alternatives.length > 0)).toBe(true);
    expect(plan.actions.every(({ alternatives }) => alternatives === undefined)).toBe(true);
    expect(JSON.parse((await runScript(join(sharedDir, 'tools/check-plan.mjs'), [problemFile, withFile])).stdout)).toMatchObject({ ok: true, faults: [] });
  });

  it.each([
    [['--contact', 'nobody'], 'UNKNOWN_REFERENCE: No contact of the plan has the ID nobody.'],
    [['--contact', 'C000001', '--channel', 'fax'], 'UNKNOWN_REFERENCE: Channel fax does not exist. Known: '],
    [['--contact', 'C000001', '--channel', 'email', '--date', '2031-01-01'], 'BAD_INPUT: 2031-01-01 is outside'],
    [['--contact', 'C000001', '--date', 'soon'], 'BAD_INPUT: --date "soon"'],
    [[], 'BAD_INPUT: --contact is missing.'],
  ])('refuses %o', async (words, message) => {
    const ended = await runOmnivor(['explain', problemFile, planFile, ...words]);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr.startsWith(message), ended.stderr).toBe(true);
  });

  it('refuses a plan of another problem, and a file that is no plan', async () => {
    const other = await runOmnivor(['explain', otherFile, planFile, '--contact', 'C000001']);
    expect(other).toMatchObject({ code: 2, stdout: '' });
    expect(other.stderr).toMatch(/^CONFLICT: The plan says its objective is .*; this problem counts /);
    const none = await runOmnivor(['explain', problemFile, problemFile, '--contact', 'C000001']);
    expect(none).toMatchObject({ code: 2, stdout: '' });
    expect(none.stderr).toMatch(/^BAD_FORMAT: .*problem\.json: \$\.format: found "omnivor\.allocation\/1"/);
  });
});
