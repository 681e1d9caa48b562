import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCancelFlag } from '../../../src/engine/base/cancel.ts';
import { AttributionReport } from '../../../src/engine/model/attribution.ts';
import type { ImportTarget } from '../../../src/engine/model/import.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';
import { faultOf } from '../support/workspace-file.ts';

async function importText({ core, folder }: TestCore, target: ImportTarget, text: string): Promise<void> {
  const path = join(folder, `${target}.csv`);
  writeFileSync(path, text);
  unwrap(await core.imports.importFile({ path, target, dryRun: false, cancel: createCancelFlag(), report: () => undefined }));
}

const touches = 'contact_id,date,channel\nA,2026-01-02,email\nA,2026-01-05,call\nA,2026-01-10,visit\nB,2026-01-04,email\nC,2026-01-01,webinar\n';
const outcomes = 'contact_id,date,type,value,id\nA,2026-01-12,prescription,10,e1\nB,2026-01-04,click,0.1,e2\nC,2026-06-01,prescription,5,e3\nB,2026-01-05,unsubscribe,,e4\n';

async function openHistory(): Promise<TestCore> {
  const test = createTestCore();
  onTestFinished(() => test.dispose());
  await test.createWorkspace();
  await importText(test, 'contacts', 'contact_id,name\nA,Ada\nB,Bo\nC,Cy\n');
  await importText(test, 'touches', touches);
  await importText(test, 'outcomes', outcomes);
  return test;
}

async function attribute({ core }: TestCore) {
  const job = await core.context.session!.jobs.wait(unwrap(core.attribution.run()).jobId);
  expect(job.fault).toBeNull();
  return job;
}

const idOf = (test: TestCore, sourceEventId: string): string => unwrap(test.core.outcomes.list({ offset: 0, limit: 100 })).rows.find((event) => event.sourceEventId === sourceEventId)!.id;

describe('attribution of a workspace', () => {
  it('credits every outcome to the touches in its windows, exactly, and says what became of each', async () => {
    const test = await openHistory();
    const job = await attribute(test);
    expect(job.result).toEqual({ runId: 1, attributed: 2, unattributed: 1 });
    const statuses = Object.fromEntries(unwrap(test.core.outcomes.list({ offset: 0, limit: 10 })).rows.map(({ sourceEventId, status }) => [sourceEventId, status]));
    expect(statuses).toEqual({ e1: 'attributed', e2: 'attributed', e3: 'unattributed', e4: 'unattributed' });
    const credited = unwrap(test.core.attribution.outcome(idOf(test, 'e1')))!;
    expect(credited.model).toBe('time_decay');
    expect(credited.touches.map(({ channel, date, isPrimary }) => [channel, date, isPrimary])).toEqual([['email', '2026-01-02', false], ['call', '2026-01-05', false], ['visit', '2026-01-10', true]]);
    expect(credited.touches.reduce((sum, { share }) => sum + share, 0)).toBe(1);
    expect(credited.touches.reduce((sum, { value }) => sum + value, 0)).toBe(10);
    // Half-life 7 days, ages 10, 7 and 2 days.
    const weights = [10, 7, 2].map((age) => 2 ** (-age / 7));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    credited.touches.forEach(({ share }, at) => expect(share).toBeCloseTo(weights[at]! / total, 12));
    expect(unwrap(test.core.attribution.outcome(idOf(test, 'e3')))).toEqual({ model: 'time_decay', confidence: 0, touches: [] });
    expect(unwrap(test.core.attribution.outcome(idOf(test, 'e4')))).toBeNull();
    expect(unwrap(test.core.outcomes.counts())).toMatchObject({ pending: 0, attributed: 2, unattributed: 2 });
  });

  it('compares all models on the same outcomes and exports what it found', async () => {
    const test = await openHistory();
    await attribute(test);
    const { report, stale } = unwrap(test.core.attribution.latest())!;
    expect(stale).toEqual([]);
    expect(report.totals).toMatchObject({ outcomes: 3, attributed: 2, unattributed: 1 });
    for (const credits of Object.values(report.models)) expect(Object.values(credits).reduce((sum, { conversions }) => sum + conversions, 0)).toBeCloseTo(2, 12);
    test.dialogs.save = join(test.folder, 'report.json');
    unwrap(await test.core.attribution.exportReport());
    expect(AttributionReport.parse(JSON.parse(readFileSync(test.dialogs.save, 'utf8')))).toEqual(report);
  });

  it('is the same for the same history, and tells when something changed since', async () => {
    const test = await openHistory();
    await attribute(test);
    const first = unwrap(test.core.attribution.latest())!;
    await attribute(test);
    const second = unwrap(test.core.attribution.latest())!;
    expect(second).toEqual({ ...first, runId: second.runId, madeAt: second.madeAt });
    await importText(test, 'outcomes', 'contact_id,date,type,value,id\nB,2026-01-06,click,1,e5\n');
    expect(unwrap(test.core.attribution.latest())!.stale).toEqual(['touches or outcomes changed']);
    expect(unwrap(test.core.outcomes.counts())).toMatchObject({ pending: 1 });
    const sqlite = test.core.context.session!.database.sqlite;
    expect(sqlite.prepare('SELECT count(DISTINCT run_id) FROM outcome_credits').pluck().get()).toBe(1);
    expect(sqlite.prepare('SELECT count(*) FROM attribution_runs').pluck().get()).toBe(1);
  });

  it('follows its settings, which are one undoable step', async () => {
    const test = await openHistory();
    const { choice, settings, kinds } = unwrap(test.core.attribution.setup());
    expect(kinds).toEqual([
      { kind: 'click', outcomes: 1, counts: true },
      { kind: 'prescription', outcomes: 2, counts: true },
      { kind: 'unsubscribe', outcomes: 1, counts: false },
    ]);
    unwrap(await test.core.attribution.configure({ choice: { ...choice, model: 'first' }, settings: { ...settings, channels: { email: { windowDays: 5 } } } }));
    await attribute(test);
    expect(unwrap(test.core.attribution.outcome(idOf(test, 'e1')))!.touches.map(({ channel, share }) => [channel, share])).toEqual([['call', 1]]);
    expect(unwrap(await test.core.edits.undo()).undo).not.toBe('Set attribution');
    expect(unwrap(test.core.attribution.setup()).choice).toEqual(choice);
    expect(unwrap(test.core.attribution.latest())!.stale).toEqual(['settings changed']);
  });

  it('keeps the last run where it is cancelled, and says what is missing', async () => {
    const test = await openHistory();
    await attribute(test);
    const before = unwrap(test.core.attribution.latest());
    const { jobId } = unwrap(test.core.attribution.run());
    unwrap(test.core.context.session!.jobs.cancel(jobId));
    expect((await test.core.context.session!.jobs.wait(jobId)).status).toBe('cancelled');
    expect(unwrap(test.core.attribution.latest())).toEqual(before);

    const empty = createTestCore();
    onTestFinished(() => empty.dispose());
    await empty.createWorkspace();
    const job = await empty.core.context.session!.jobs.wait(unwrap(empty.core.attribution.run()).jobId);
    expect(job.fault).toMatchObject({ code: 'BAD_INPUT', message: 'No outcomes to attribute.' });
    expect(faultOf(await empty.core.attribution.exportReport())).toMatchObject({ code: 'NOT_FOUND' });
  });
});
