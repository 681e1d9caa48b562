import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasShared, sharedDir } from '../support/shared.ts';
import { createFolder, runOmnivor, runScript, type Ended } from './run-omnivor.ts';

const sample = resolve(import.meta.dirname, '../../resources/sample');

describe('omnivor plan on the bundled sample', () => {
  const folder = createFolder();
  const out = join(folder.path, 'out');
  const workspace = join(folder.path, 'cycle.omnivor');
  let ended: Ended;
  beforeAll(async () => {
    const files = ['contacts', 'touches', 'outcomes'].flatMap((target) => [`--${target}`, join(sample, `${target}.csv`)]);
    ended = await runOmnivor(['plan', ...files, '--rules', join(sample, 'rules.json'), '--workspace', workspace, '--approver', 'Test Planner', '--out', out, '--seconds', '8'], { home: folder.path });
  });
  afterAll(folder.dispose);

  it('imports, fits, solves, approves and exports', () => {
    expect(ended.stderr).not.toContain('Error');
    expect(ended.code).toBe(0);
    const summary = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as { state: string; approver: string; imports: { rows: number; created: number; updated: number; unchanged: number; duplicates: number; rejected: number }[]; actions: number; byChannel: { actions: number }[]; byRep: { actions: number }[]; byDate: { actions: number }[] };
    expect(summary.state).toBe('exported');
    expect(summary).toMatchObject({ range: { range: { replications: 1000, refused: 0, actions: summary.actions }, targets: [{ kind: 'objective', name: 'lift' }, { kind: 'coverage', name: 'reach-A', probability: 1 }] } });
    expect(summary.approver).toBe('Test Planner');
    for (const { rows, created, updated, unchanged, duplicates, rejected } of summary.imports) expect(created + updated + unchanged + duplicates + rejected).toBe(rows);
    const total = (slices: { actions: number }[]): number => slices.reduce((sum, slice) => sum + slice.actions, 0);
    expect([total(summary.byChannel), total(summary.byRep), total(summary.byDate)]).toEqual([summary.actions, summary.actions, summary.actions]);
  });

  it.runIf(hasShared)('writes a plan the independent checker accepts', async () => {
    const checked = await runScript(join(sharedDir, 'tools/check-plan.mjs'), [join(out, 'problem.json'), join(out, 'plan.json')]);
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, faults: [] });
  });

  it('writes a CSV with one line per action that re-imports as the same touches', async () => {
    const plan = JSON.parse(readFileSync(join(out, 'plan.json'), 'utf8')) as { actions: unknown[] };
    const lines = readFileSync(join(out, 'plan.csv'), 'utf8').trimEnd().split('\r\n');
    expect(lines.length - 1).toBe(plan.actions.length);
    const again = await runOmnivor(['import', join(out, 'plan.csv'), '--as', 'touches', '--workspace', workspace], { home: folder.path });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ rows: plan.actions.length, created: plan.actions.length, rejected: 0, duplicates: 0 });
    const twice = await runOmnivor(['import', join(out, 'plan.csv'), '--as', 'touches', '--workspace', workspace], { home: folder.path });
    expect(JSON.parse(twice.stdout)).toMatchObject({ rows: plan.actions.length, created: 0, unchanged: plan.actions.length });
  });

  it('checks, backs up and restores the workspace', async () => {
    const checked = await runOmnivor(['check', '--workspace', workspace], { home: folder.path });
    expect(JSON.parse(checked.stdout)).toMatchObject({ ok: true, problems: [], decisions: { brokenAt: null } });
    const backup = await runOmnivor(['backup', '--workspace', workspace], { home: folder.path });
    expect(backup.code).toBe(0);
    const restored = await runOmnivor(['restore', '--workspace', workspace], { home: folder.path });
    expect(restored.code).toBe(0);
    expect((await runOmnivor(['check', '--workspace', workspace], { home: folder.path })).code).toBe(0);
  });

  it('names the place in a rules file that does not fit', async () => {
    const refused = await runOmnivor(['plan', '--contacts', join(sample, 'contacts.csv'), '--rules', join(sample, 'truth.json'), '--approver', 'Test Planner', '--out', out], { home: folder.path });
    expect(refused.stderr).toContain('$.format');
    expect(refused.code).toBe(2);
  });
});
