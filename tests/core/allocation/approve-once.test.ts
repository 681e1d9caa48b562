import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

const format = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false } as const;

describe('approval of a plan', () => {
  let test: TestCore;
  let planId: number;
  beforeAll(async () => {
    test = createTestCore();
    unwrap(await test.core.sample.open());
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    planId = z.object({ planId: z.int() }).parse(job.result).planId;
  });
  afterAll(() => test.dispose());

  it('is needed before the CSV leaves', async () => {
    const refused = await test.core.allocation.exportCsv({ planId, options: { columns: ['contact'], format } });
    expect(refused).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
  });

  it('is refused while an input changed since, and stands again once the change is undone', async () => {
    const rules = unwrap(test.core.rules.get());
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { ...rules.horizon, days: 14 } }));
    expect(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(unwrap(test.core.allocation.list())[0]?.stale).toEqual(['rules changed']);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.allocation.list())[0]?.stale).toEqual([]);
  });

  it('happens once, however many ask at the same time', async () => {
    const answers = await Promise.all(['One', 'Two', 'Three'].map((approver) => test.core.allocation.approve({ planId, approver, note: '', acceptStale: false, replace: false })));
    expect(answers.map((answer) => answer.ok)).toEqual([true, false, false]);
    const { rows } = unwrap(test.core.decisions.page({ offset: 0, limit: 10, kind: 'approve' }));
    expect(rows.map((row) => row.actor)).toEqual(['One']);
    expect(unwrap(test.core.allocation.get(planId)).summary).toMatchObject({ state: 'approved', approver: 'One' });
    expect(unwrap(test.core.decisions.verify()).brokenAt).toBeNull();
  });

  it('books every action and its cost, and withdrawing gives them back', async () => {
    const { actions, cost } = unwrap(test.core.allocation.get(planId)).summary;
    const booked = unwrap(test.core.ledger.balance({ plan: planId }));
    expect(booked).toMatchObject({ bookedActions: actions, usedActions: 0, usedAmount: 0 });
    expect(booked.bookedAmount).toBeCloseTo(cost, 6);
    unwrap(await test.core.allocation.withdraw({ planId, actor: 'One', reason: 'Wrong week' }));
    expect(unwrap(test.core.ledger.balance({}))).toEqual({ bookedActions: 0, usedActions: 0, bookedAmount: 0, usedAmount: 0 });
    expect(unwrap(test.core.ledger.entries({ plan: planId, offset: 0, limit: 1 })).total).toBe(2 * actions);
    unwrap(await test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace: false }));
  });

  it('is refused where the plan breaks a rule of now, whatever the planner accepts', async () => {
    unwrap(await test.core.allocation.withdraw({ planId, actor: 'One', reason: 'Rules change' }));
    const date = unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 1 })).rows[0]!.date;
    const stale = (): Promise<unknown> => test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: true, replace: false });
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'Late blackout', kind: 'blackout', from: date, to: date } }));
    expect(await stale()).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: expect.stringMatching(/breaks .* as they are now.*Late blackout/) } });
    unwrap(await test.core.edits.undo());
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'Watched days', kind: 'blackout', from: date, to: date, enforce: false } }));
    expect(await stale()).toMatchObject({ ok: true, value: { state: 'approved', stale: ['rules changed'] } });
  });

  it('keeps an approved plan from being removed until it is withdrawn', async () => {
    expect(await test.core.allocation.remove(planId)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
    expect(unwrap(await test.core.allocation.withdraw({ planId, actor: 'One', reason: 'Budget changed' })).state).toBe('draft');
    unwrap(await test.core.allocation.remove(planId));
    expect(unwrap(test.core.allocation.list())).toEqual([]);
  });
});
