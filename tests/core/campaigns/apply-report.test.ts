import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raiseCancel, createCancelFlag } from '../../../src/engine/base/cancel.ts';
import type { Progress } from '../../../src/engine/base/progress.ts';
import { createBoardReader } from '../../../src/main/core/services/campaign-board.ts';
import { applyReport } from '../../../src/main/core/services/conflict-report.ts';
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
    const { result, domains } = applyReport(database, createBoardReader(), { ...ask(), nowMs: 1 }, {
      now: () => 0,
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
