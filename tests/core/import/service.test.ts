import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCancelFlag, raiseCancel } from '../../../src/engine/base/cancel.ts';
import type { Result } from '../../../src/engine/base/fault.ts';
import type { ImportReport } from '../../../src/engine/model/import.ts';
import { createCore, type Core } from '../../../src/main/core/core.ts';
import { createMemorySecrets } from '../../../src/main/core/sync/memory-secrets.ts';
import { dumpContent } from './support/dump.ts';
import { countsOf } from './support/run-import.ts';
import { createTestFolder, type TestFolder } from './support/workspace.ts';

let folder: TestFolder;
let core: Core;
let chosen: string[] = [];
let savePath: string | null = null;

beforeEach(async () => {
  folder = createTestFolder();
  let ids = 0;
  let nowMs = 1_000_000;
  core = createCore({
    clock: { nowMs: () => (nowMs += 10) },
    createId: () => `id-${++ids}`,
    shell: { chooseFiles: () => Promise.resolve({ ok: true, value: chosen }), chooseSavePath: () => Promise.resolve({ ok: true, value: savePath }), chooseFolder: () => Promise.resolve({ ok: true, value: null }), secrets: createMemorySecrets() },
    userFolder: folder.file('user'),
    appVersion: '0.0.0',
    isInteractive: false,
  });
  take(await core.workspaces.createPath(folder.file('plan.omnivor'), 'Plan'));
});
afterEach(async () => {
  await core.close();
  folder.remove();
});

function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}
const session = () => {
  if (core.context.session === null) throw new Error('No workspace is open.');
  return core.context.session;
};
async function finish<T>(started: Result<{ jobId: string }>): Promise<T> {
  const job = await session().jobs.wait(take(started).jobId);
  if (job.fault !== null) throw new Error(JSON.stringify(job.fault));
  return job.result as T;
}
async function choose(path: string): Promise<string> {
  chosen = [path];
  return take(await core.imports.choose())[0]?.token ?? '';
}
const stagingFiles = (): string[] => (existsSync(folder.file('user/staging')) ? readdirSync(folder.file('user/staging')) : []);

test('choose, look, check, read and save the rejected rows, commit, undo, redo', async () => {
  const file = await choose(folder.write('export.csv', 'Contact ID,Name,Email\n1,A,a@x.org\n2,B,nowhere\n3,C,\n'));
  const inspection = take(await core.imports.inspect({ file }));
  expect(inspection.questions).toEqual([]);
  const { checkId, report } = await finish<{ checkId: string; report: ImportReport }>(core.imports.check({ file, settings: inspection.settings }));
  expect([countsOf(report), take(core.imports.report(checkId))]).toEqual([[2, 0, 0, 0, 1], report]);
  expect(take(core.imports.rejects({ checkId, offset: 0, limit: 10 }))).toEqual({
    total: 1,
    headers: ['Contact ID', 'Name', 'Email'],
    rows: [{ row: 2, target: 'contacts', column: 'Email', reason: 'Email: "nowhere" is not an e-mail address. Expected name@domain.', cells: ['2', 'B', 'nowhere'] }],
  });
  expect(take(await core.imports.saveRejects(checkId))).toBeNull();
  savePath = folder.file('rejected.csv');
  expect(take(await core.imports.saveRejects(checkId))).toEqual({ path: savePath, rows: 1 });
  expect(readFileSync(savePath, 'utf8').split('\r\n')[0]).toBe('Contact ID,Name,Email,reason');
  const before = dumpContent(session().database.sqlite);
  expect(before['contacts']).toEqual([]);
  const committed = await finish<{ importId: number; report: ImportReport }>(core.imports.commit(checkId));
  expect([committed.importId, countsOf(committed.report)]).toEqual([1, [2, 0, 0, 0, 1]]);
  expect(core.imports.commit(checkId)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
  expect(take(core.imports.history()).map(({ fileName, undoneAt }) => [fileName, undoneAt])).toEqual([['export.csv', null]]);
  const after = dumpContent(session().database.sqlite);
  expect(take(core.edits.state())).toEqual({ undo: 'Import export.csv', redo: null });
  take(await core.edits.undo());
  expect(dumpContent(session().database.sqlite)).toEqual(before);
  expect(take(core.imports.history())[0]?.undoneAt).not.toBeNull();
  take(await core.edits.redo());
  expect(dumpContent(session().database.sqlite)).toEqual(after);
  expect(stagingFiles().length).toBe(2);
  take(core.imports.discard(checkId));
  expect([stagingFiles(), core.imports.report(checkId).ok]).toEqual([[], false]);
});

test('a check says what the workspace makes of it, and the commit sees what has changed since', async () => {
  const first = await choose(folder.write('a.csv', 'Contact ID,Name\n1,A\n2,B\n'));
  const second = await choose(folder.write('b.csv', 'Contact ID,Name\n2,B\n3,C\n'));
  const { settings } = take(await core.imports.inspect({ file: first }));
  const checkA = await finish<{ checkId: string; report: ImportReport }>(core.imports.check({ file: first, settings }));
  const checkB = await finish<{ checkId: string; report: ImportReport }>(core.imports.check({ file: second, settings }));
  expect([countsOf(checkA.report), countsOf(checkB.report)]).toEqual([[2, 0, 0, 0, 0], [2, 0, 0, 0, 0]]);
  await finish(core.imports.commit(checkA.checkId));
  expect(countsOf((await finish<{ report: ImportReport }>(core.imports.commit(checkB.checkId))).report)).toEqual([1, 0, 1, 0, 0]);
});

test('the planner corrects delimiter and target before the check', async () => {
  const file = await choose(folder.write('odd.csv', 'contact id~date~channel\n1~2024-01-01~email\n'));
  const inspection = take(await core.imports.inspect({ file, target: 'touches', dialect: { delimiter: '~', quote: undefined } }));
  expect([inspection.settings.dialect.delimiter, inspection.settings.targets[0]?.target, inspection.columns.length]).toEqual(['~', 'touches', 3]);
});

test('a running check is cancelled and leaves no staging file', async () => {
  const file = await choose(folder.write('big.csv', `Contact ID,Name\n${Array.from({ length: 400_000 }, (_, at) => `${at},Name ${at}`).join('\n')}\n`));
  const { settings } = take(await core.imports.inspect({ file }));
  const { jobId } = take(core.imports.check({ file, settings }));
  for await (const job of session().jobs.watch(jobId)) if (job.progress !== null) core.context.session?.jobs.cancel(jobId);
  const job = await session().jobs.wait(jobId);
  expect([job.status, stagingFiles()]).toEqual(['cancelled', []]);
});

test('one go: dry run, import, cancel, unknown token, no workspace', async () => {
  const path = folder.write('c.csv', 'Contact ID,Name\n1,A\n,B\n');
  const run = { cancel: createCancelFlag(), report: () => undefined };
  const dry = take(await core.imports.importFile({ path, dryRun: true, ...run }));
  expect([countsOf(dry.report), session().database.sqlite.prepare('SELECT count(*) FROM contacts').pluck().get()]).toEqual([[1, 0, 0, 0, 1], 0]);
  const real = take(await core.imports.importFile({ path, dryRun: false, rejectedFile: folder.file('r.csv'), ...run }));
  expect([countsOf(real.report), real.rejectedFile, stagingFiles()]).toEqual([[1, 0, 0, 0, 1], folder.file('r.csv'), []]);
  const cancel = createCancelFlag();
  raiseCancel(cancel);
  expect(await core.imports.importFile({ path, dryRun: false, cancel, report: () => undefined })).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
  expect(await core.imports.inspect({ file: 'nothing' })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  expect(core.imports.commit('nothing')).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  await core.workspaces.close();
  expect(core.imports.history()).toMatchObject({ ok: false, fault: { code: 'NO_WORKSPACE' } });
});
