import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raiseCancel, createCancelFlag } from '../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../src/engine/base/progress.ts';
import { createBoardReader } from '../../../src/main/core/services/campaign-board.ts';
import type { Sqlite } from '../../../src/main/core/db/connection.ts';
import { readReservation } from '../../../src/main/core/db/repositories/reservation.ts';
import { applyReport, makeReport } from '../../../src/main/core/services/conflict-report.ts';
import { importContacts, unwrap, type TestCore } from '../support/test-core.ts';
import { conflictsOf, createCampaignCore, keys, makeDraft, makeWish, sqliteOf, waitForJob } from './support.ts';

/** Conflicts enough for a thread of their own. */
const CONTACTS = 1200;

describe('an automatic resolution as a job', () => {
  let test: TestCore;
  let total = 0;
  beforeEach(async () => {
    test = await createCampaignCore();
    await importContacts(test, `Contact ID,Name,Segment\n${Array.from({ length: CONTACTS }, (_, at) => `K${at},Name ${at},A`).join('\n')}\n`);
    for (const [name, priority] of [['High', 80], ['Low', 20]] as const) {
      const { id } = unwrap(await test.core.campaigns.create(makeDraft(name, { priority })));
      unwrap(await test.core.reservations.reserve(makeWish(id)));
    }
    for (const { campaign } of unwrap(test.core.campaigns.list({}))) unwrap(await test.core.campaigns.activate({ id: campaign.id }));
    total = conflictsOf(test).total;
    expect(total).toBe(CONTACTS + keys.length);
  });
  afterEach(() => test.dispose());

  const ask = () => {
    const report = unwrap(test.core.conflicts.autoResolve({ policy: 'preempt' }));
    return { policy: 'preempt' as const, fingerprint: report.fingerprint, actor: 'Planner', note: '' };
  };

  const databaseOf = () => test.core.context.session!.database;
  const alone = { now: () => 0, takeTurn: async () => undefined };
  const tables = ['campaigns', 'reservations', 'conflict_log', 'decisions', 'edits', 'revisions'];
  const contentOf = (sqlite: Sqlite) => tables.map((table) => sqlite.prepare(`SELECT * FROM ${table}`).all());

  it('writes what the same edits one by one would write, and undo leaves no trace of it', async () => {
    const before = contentOf(sqliteOf(test)).slice(0, 3);
    const report = unwrap(makeReport(sqliteOf(test), createBoardReader(), { policy: 'preempt' })).report;
    const { result, domains } = await applyReport(databaseOf(), createBoardReader(), { ...ask(), nowMs: 7 }, alone);
    expect(result).toEqual({ ok: true, value: { conflicts: total, preempted: total, deferred: 0, left: 0 } });
    expect(domains).toEqual(['campaigns', 'decisions', 'edits', 'plans']);
    for (const { after } of report.changes) expect(readReservation(sqliteOf(test), after.id)).toEqual(after);
    expect(sqliteOf(test).prepare("SELECT count(*), min(id), max(id), sum(resolution = 'preempted'), sum(resolved_at = 7) FROM conflict_log").raw().get()).toEqual([total, 1, total, total, total]);
    expect(sqliteOf(test).prepare("SELECT name FROM temp.sqlite_schema").all()).toEqual([]);
    const after = contentOf(sqliteOf(test)).slice(0, 3);
    unwrap(await test.core.edits.undo());
    expect(contentOf(sqliteOf(test)).slice(0, 3)).toEqual(before);
    unwrap(await test.core.edits.redo());
    expect(contentOf(sqliteOf(test)).slice(0, 3)).toEqual(after);
  });

  it('lets others write until its turn, and finds anew what they changed', async () => {
    const asked = { ...ask(), nowMs: 1 };
    const { reservation } = unwrap(test.core.reservations.page({ offset: 0, limit: 1 })).rows[0]!;
    const release = await applyReport(databaseOf(), createBoardReader(), asked, { ...alone, takeTurn: async () => void unwrap(await test.core.reservations.release({ ids: [reservation.id] })) });
    expect(release.result).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(unwrap(test.core.edits.state()).undo).not.toBe('Resolve conflicts by priority');
    const harmless = await applyReport(databaseOf(), createBoardReader(), { ...asked, ...ask() }, { ...alone, takeTurn: async () => void unwrap(await test.core.campaigns.create(makeDraft('Quiet'))) });
    expect(harmless.result).toMatchObject({ ok: true });
    expect(conflictsOf(test).total).toBe(0);
  });

  it('on a thread waits for its turn at the gate, and holds it no longer than it lasts', async () => {
    const { gate, jobs } = test.core.context.session!;
    let open = (): void => undefined;
    const blocked = gate.run(() => new Promise<void>((resolve) => { open = resolve; }));
    const { jobId } = unwrap(test.core.conflicts.applyReport(ask()));
    const staged = (): boolean => unwrap(jobs.get(jobId)).progress?.phase === 'Preparing decisions';
    await expect.poll(staged, { timeout: 20_000 }).toBe(true);
    expect(conflictsOf(test).total).toBe(total);
    open();
    await blocked;
    expect(await waitForJob(test, jobId)).toMatchObject({ status: 'succeeded' });
    expect(await gate.run(() => 'open')).toBe('open');
  });

  it.each(['Preparing decisions', 'Writing decisions'])('is killed while %s: nothing is half-decided, and it can be done again', async (phase) => {
    const { path, sqlite } = databaseOf();
    const before = contentOf(sqlite);
    const asked = ask();
    const program = fileURLToPath(new URL('killed-resolution.ts', import.meta.url));
    const killed = spawnSync(process.execPath, [program, path, JSON.stringify({ ...asked, nowMs: 1 }), phase], { encoding: 'utf8' });
    expect({ signal: killed.signal, errors: killed.stderr }).toEqual({ signal: 'SIGKILL', errors: expect.not.stringContaining('Error') });
    expect(contentOf(sqlite)).toEqual(before);
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(await waitForJob(test, unwrap(test.core.conflicts.applyReport(asked)).jobId)).toMatchObject({ status: 'succeeded' });
    expect(conflictsOf(test).total).toBe(0);
  });

  it('runs on a thread of its own, says how far it is, and is undone as one step', async () => {
    const { jobId } = unwrap(test.core.conflicts.applyReport(ask()));
    expect(await waitForJob(test, jobId)).toMatchObject({ kind: 'resolve', status: 'succeeded', progress: { phase: 'Keeping the way back', done: 3 * total, total: 3 * total }, result: { conflicts: total, preempted: total, deferred: 0, left: 0 } });
    expect(conflictsOf(test).total).toBe(0);
    expect(unwrap(test.core.decisions.page({ offset: 0, limit: 1 })).rows[0]).toMatchObject({ kind: 'resolve', actor: 'Planner', subject: 'conflicts by priority' });
    unwrap(await test.core.edits.undo());
    expect(conflictsOf(test).total).toBe(total);
  });

  it('writes nothing where it is cancelled half-way', async () => {
    const cancel = createCancelFlag();
    const seen: Progress[] = [];
    const database = test.core.context.session!.database;
    const { result, domains } = await applyReport(database, createBoardReader(), { ...ask(), nowMs: 1 }, {
      ...alone,
      cancel,
      onProgress(progress) {
        seen.push(progress);
        if (progress.done >= 256) raiseCancel(cancel);
      },
    });
    expect(result).toMatchObject({ ok: false, fault: { code: 'CANCELLED', message: 'The resolution was cancelled. Nothing was written.' } });
    expect(domains).toEqual([]);
    expect(seen.at(-1)?.done).toBeLessThan(total);
    expect(conflictsOf(test).total).toBe(total);
    expect(sqliteOf(test).prepare('SELECT count(*) FROM conflict_log').pluck().get()).toBe(0);
    expect(unwrap(test.core.edits.state()).undo).not.toBe('Resolve conflicts by priority');
  });

  it('refuses a report that no longer fits', async () => {
    const asked = ask();
    const { reservation } = unwrap(test.core.reservations.page({ offset: 0, limit: 1 })).rows[0]!;
    unwrap(await test.core.reservations.release({ ids: [reservation.id] }));
    expect(await waitForJob(test, unwrap(test.core.conflicts.applyReport(asked)).jobId)).toMatchObject({ status: 'failed', fault: { code: 'STALE' } });
  });
});
