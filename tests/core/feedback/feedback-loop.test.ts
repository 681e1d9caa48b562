import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hasShared, sharedDir } from '../../support/shared.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

type Line = Record<string, string>;

describe('feedback from the field', () => {
  let test: TestCore;
  let planId: number;
  let folder: string;
  const solve = async (more: { feedbackOf?: number } = {}): Promise<number> => {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1, ...more }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    return z.object({ planId: z.int() }).parse(job.result).planId;
  };
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
    planId = await solve();
    folder = join(test.folder, 'sheets');
  });
  afterAll(() => test.dispose());

  const readSheet = (name: string): Line[] => Papa.parse<Line>(readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/u, ''), { header: true, skipEmptyLines: true }).data;
  const writeBack = (name: string, lines: readonly Line[], delimiter = ';'): string => {
    const path = join(test.folder, name);
    writeFileSync(path, Papa.unparse([...lines], { delimiter, newline: '\r\n' }));
    return path;
  };
  const countOf = (id: number, contact: string | undefined, channel: string | undefined): number => unwrap(test.core.allocation.documents(id)).plan.actions.filter((one) => one.contact === contact && one.channel === channel).length;
  let sheet: Line[] = [];
  let back: string;

  it('starts with a sheet per rep whose goals are the actions of the plan', async () => {
    const { files, lines } = unwrap(await test.core.feedback.exportSheets({ planId, lines: 'all', path: folder }))!;
    const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    expect(names).toHaveLength(files);
    const all = names.flatMap(readSheet);
    expect(all).toHaveLength(lines);
    expect(all.reduce((sum, line) => sum + Number(line['Goal']), 0)).toBe(unwrap(test.core.allocation.get(planId)).summary.actions);
    sheet = readSheet(names[0]!);
  });

  it('checks every line before anything is written, and the counts add up', async () => {
    const planned = sheet.filter((line) => Number(line['Goal']) > 0);
    const free = sheet.filter((line) => Number(line['Goal']) === 0);
    const answers = new Map<string | undefined, Line>([
      [planned[0]!['Row ID'], { Decision: 'drop', Why: 'Retired' }],
      [planned[1]!['Row ID'], { Decision: 'drop' }],
      [planned[2]!['Row ID'], { Decision: 'change', 'New goal': '9999' }],
      [free[0]!['Row ID'], { Decision: 'add', 'New goal': '1' }],
    ]);
    back = writeBack('back.csv', sheet.map((line) => ({ ...line, ...answers.get(line['Row ID']) })));
    const report = unwrap(await test.core.feedback.checkFiles([back]));
    expect(report).toMatchObject({ planId, newerPlan: null, lines: sheet.length, challenges: 3, rejected: 1, kept: sheet.length - 4, replaced: 0 });
    expect(report.accepted + report.pending).toBe(3);
    expect(report.rejectedLines).toMatchObject([{ file: 'back.csv', reason: expect.stringContaining('Goal 9999') }]);
    expect(unwrap(test.core.feedback.summary(planId)).counts).toEqual({ pending: 0, accepted: 0, declined: 0 });
  });

  it('keeps the challenges in one undoable step, logs them, and replaces them by a later sheet', async () => {
    unwrap(await test.core.feedback.importFiles([back], { acceptStale: false }));
    const { rows } = unwrap(test.core.feedback.page({ planId, offset: 0, limit: 10 }));
    expect(rows.map(({ kind, state, decidedBy }) => [kind, state, decidedBy])).toEqual(expect.arrayContaining([['drop', 'accepted', 'rule'], ['drop', 'pending', null]]));
    expect(unwrap(test.core.edits.state()).undo).toBe(`Import feedback on plan ${planId}`);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.feedback.page({ planId, offset: 0, limit: 10 })).total).toBe(0);
    unwrap(await test.core.edits.redo());
    expect(unwrap(await test.core.feedback.importFiles([back], { acceptStale: false }))).toMatchObject({ replaced: 3 });
    expect(unwrap(test.core.feedback.page({ planId, offset: 0, limit: 10 })).total).toBe(3);
    expect(unwrap(test.core.decisions.page({ offset: 0, limit: 10, kind: 'feedback' })).total).toBe(2);
  });

  it('is decided in bulk and undone, and changes the next solve as it asks', async () => {
    const { rows } = unwrap(test.core.feedback.page({ planId, offset: 0, limit: 10 }));
    expect(unwrap(await test.core.feedback.decide({ ids: rows.map(({ id }) => id), state: 'declined' })).changed).toBe(3);
    unwrap(await test.core.edits.undo());
    unwrap(await test.core.feedback.decide({ ids: rows.map(({ id }) => id), state: 'accepted' }));
    const next = await solve({ feedbackOf: planId });
    for (const { contact, channel, goal } of rows) expect(countOf(next, contact, channel)).toBe(goal);
    if (hasShared) {
      const { plan, problem } = unwrap(test.core.allocation.documents(next));
      const [problemFile, planFile] = [join(test.folder, 'problem.json'), join(test.folder, 'plan.json')];
      writeFileSync(problemFile, JSON.stringify(problem));
      writeFileSync(planFile, JSON.stringify(plan));
      expect(JSON.parse(execFileSync(process.execPath, [join(sharedDir, 'tools/check-plan.mjs'), problemFile, planFile], { encoding: 'utf8' }))).toMatchObject({ ok: true });
    }
    const difference = unwrap(test.core.feedback.difference({ planId: next, offset: 0, limit: 5 }))!;
    expect(difference).toMatchObject({ met: 3, asked: 3, before: { planId }, after: { planId: next } });
    expect(difference.kept + difference.moved + difference.added).toBe(difference.after.actions);
    expect(difference.kept + difference.moved + difference.dropped).toBe(difference.before.actions);
    expect(unwrap(test.core.feedback.difference({ planId, offset: 0, limit: 5 }))).toBeNull();
    expect(unwrap(test.core.allocation.list())[0]!.stale).toEqual([]);
  });

  it('about an older plan is told and refused unless taken all the same; about another one it is refused', async () => {
    expect(unwrap(await test.core.feedback.checkFiles([back])).newerPlan).toBe(planId + 1);
    expect(await test.core.feedback.importFiles([back], { acceptStale: false })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(await test.core.feedback.importFiles([back], { acceptStale: true })).toMatchObject({ ok: true });
    const other = writeBack('other.csv', sheet.map((line) => ({ ...line, Sheet: `plan-${planId}-0000000000000` })));
    expect(await test.core.feedback.checkFiles([other])).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(await test.core.feedback.checkFiles([writeBack('gone.csv', sheet.map((line) => ({ ...line, Sheet: 'plan-99-x' })))])).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
    expect(await test.core.feedback.checkFiles([writeBack('free.csv', sheet.map((line) => ({ ...line, Sheet: '' })))])).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT' } });
    expect(await test.core.feedback.checkFiles([writeBack('bare.csv', [{ a: '1' }])])).toMatchObject({ ok: false, fault: { code: 'BAD_FORMAT' } });
  });

  it('goes with its plan', async () => {
    const other = await solve();
    unwrap(await test.core.feedback.exportSheets({ planId: other, lines: 'planned', path: join(test.folder, 'more') }));
    const [name = ''] = readdirSync(join(test.folder, 'more')).filter((file) => file.endsWith('.csv'));
    const path = join(test.folder, 'more', name);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/,,,\r\n/u, ',drop,,Left\r\n'));
    expect(unwrap(await test.core.feedback.importFiles([path], { acceptStale: false })).challenges).toBe(1);
    unwrap(await test.core.allocation.remove(other));
    expect(test.core.context.session!.database.sqlite.prepare('SELECT count(*) FROM challenges WHERE plan_id = ?').pluck().get(other)).toBe(0);
  });

  it('keeps its rules by one undoable step', async () => {
    const { settings } = unwrap(test.core.feedback.summary(planId));
    unwrap(await test.core.feedback.configure({ ...settings, drop: { ...settings.drop, isOn: false } }));
    expect(unwrap(await test.core.feedback.checkFiles([back])).accepted).toBeLessThan(3);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.feedback.summary(planId)).settings).toEqual(settings);
  });
});
