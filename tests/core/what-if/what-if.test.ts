import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Analysis } from '../../../src/contract/what-if.ts';
import type { Job } from '../../../src/engine/model/job.ts';
import type { ProblemChange } from '../../../src/engine/model/what-if.ts';
import { fitModel, openHistory } from '../support/history.ts';
import { createTestCore, unwrap, type TestCore } from '../support/test-core.ts';

describe('questions about a plan', () => {
  let test: TestCore;
  let planId: number;

  const wait = async ({ jobId }: { jobId: string }): Promise<Job> => test.core.context.session!.jobs.wait(jobId);
  const solve = async (): Promise<number> => {
    const job = await wait(unwrap(test.core.allocation.solve({ method: 'local', seconds: 2, gap: 0, seed: 1 })));
    return z.object({ planId: z.int() }).parse(job.result).planId;
  };
  const newest = (of: number | null = planId): Analysis => unwrap(test.core.whatIf.list(of))[0]!;
  const tryOut = async (changes: ProblemChange[]): Promise<Job> => wait(unwrap(test.core.whatIf.run({ planId, changes, seconds: 2 })));
  const maxOf = (id: string): unknown => unwrap(test.core.rules.get()).constraints.find((rule) => rule.id === id);

  beforeEach(async () => {
    test = createTestCore();
    await openHistory(test);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    for (const [id, unitCost] of [['email', 1], ['visit', 50]] as const) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.7, maxPerContact: 2, cooldownDays: 3 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'money', kind: 'budget', max: 200 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'visits', kind: 'capacity', channels: ['visit'], per: 'week', max: 6 } }));
    await fitModel(test);
    planId = await solve();
  });
  afterEach(() => test.dispose());

  it('tries changes, keeps the plan under them with the changed problem, and saves the rule change as one undoable step', async () => {
    const changes: ProblemChange[] = [{ kind: 'budget', add: 200 }, { kind: 'force_out', contact: 'C12' }];
    expect(await tryOut(changes)).toMatchObject({ status: 'succeeded' });
    const { id, body } = newest();
    if (body.kind !== 'what_if') throw new Error(body.kind);
    const { comparison, unchanged } = body.whatIf;
    expect(comparison.after.cost).toBeLessThanOrEqual(400);
    expect(comparison.after.cost).toBeGreaterThan(200);
    expect(comparison.after.objective).toBeGreaterThan(unchanged - 1);
    expect(comparison.before.actions + comparison.added - comparison.removed).toBe(comparison.after.actions);

    const kept = unwrap(await test.core.whatIf.keep(id)).planId;
    const { plan, problem } = unwrap(test.core.allocation.documents(kept));
    expect(plan.objective).toBeCloseTo(comparison.after.objective, 9);
    expect(plan.actions.every(({ contact }) => contact !== 'C12')).toBe(true);
    expect(problem.constraints.find((rule) => rule.id === 'money')).toMatchObject({ max: 400 });
    expect(unwrap(test.core.allocation.get(kept)).summary.stale).toEqual(['rules changed']);
    expect(await test.core.whatIf.keep(id)).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });

    unwrap(await test.core.whatIf.saveRules(changes));
    expect(maxOf('money')).toMatchObject({ max: 400 });
    expect(unwrap(test.core.allocation.get(kept)).summary.stale).toEqual([]);
    unwrap(await test.core.edits.undo());
    expect(maxOf('money')).toMatchObject({ max: 200 });
    expect(unwrap(test.core.rules.get()).constraints).toHaveLength(2);
  });

  it('leaves the rules alone where one of several changes cannot be made', async () => {
    const answer = await test.core.whatIf.saveRules([{ kind: 'budget', add: 5 }, { kind: 'force_in', contact: 'nobody', channel: 'visit', date: '2027-01-05' }]);
    expect(answer).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
    expect(maxOf('money')).toMatchObject({ max: 200 });
    expect(await test.core.whatIf.saveRules([{ kind: 'reps', add: 1 }])).toMatchObject({ ok: false, fault: { code: 'NOT_SUPPORTED' } });
    expect(await tryOut([{ kind: 'drop', rule: 'nothing' }])).toMatchObject({ status: 'failed', fault: { code: 'UNKNOWN_REFERENCE' } });
    expect(test.core.whatIf.run({ planId: 99, changes: [{ kind: 'drop', rule: 'money' }], seconds: 1 })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  });

  it('stores prices and the frontier in place of older ones, and forgets them with the plan', async () => {
    for (let round = 0; round < 2; round += 1) {
      expect(await wait(unwrap(test.core.whatIf.prices({ planId, seconds: 2 })))).toMatchObject({ status: 'succeeded' });
      expect(await wait(unwrap(test.core.whatIf.frontier({ planId, points: 4, seconds: 2 })))).toMatchObject({ status: 'succeeded' });
    }
    const kinds = unwrap(test.core.whatIf.list(planId)).map(({ body }) => body.kind);
    expect(kinds).toEqual(['frontier', 'prices']);
    expect(await wait(unwrap(test.core.whatIf.prices({ planId, rule: 'nothing', seconds: 2 })))).toMatchObject({ status: 'failed', fault: { code: 'UNKNOWN_REFERENCE' } });
    expect(await wait(unwrap(test.core.whatIf.prices({ planId, rule: 'money', seconds: 2 })))).toMatchObject({ status: 'succeeded' });
    const [checked] = unwrap(test.core.whatIf.list(planId));
    if (checked?.body.kind !== 'prices') throw new Error('no prices');
    expect(checked.body.ledger.rules.find(({ rule }) => rule === 'money')?.check).not.toBeNull();
    unwrap(await test.core.allocation.remove(planId));
    expect(unwrap(test.core.whatIf.list(planId))).toEqual([]);
  });

  it('says why the rules cannot be kept together, and mends them by a change that can be undone', async () => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'reach', kind: 'coverage', channels: ['visit'], minContacts: 6 } }));
    expect(await wait(unwrap(test.core.whatIf.diagnose({ planId: null, seconds: 5 })))).toMatchObject({ status: 'succeeded' });
    const { body } = newest(null);
    if (body.kind !== 'diagnosis') throw new Error(body.kind);
    expect(body.diagnosis).toMatchObject({ verdict: 'infeasible', isIrreducible: true });
    expect(body.diagnosis.conflicts.map(({ rule }) => rule)).toEqual(['money', 'reach']);
    const [cheapest] = body.diagnosis.relaxations;
    expect(cheapest).toMatchObject({ changes: [{ kind: 'limit', rule: 'money', to: 300 }], words: ['raise money from 200 to 300'], isVerified: true, isCheapest: true });
    expect(newest(null).isRulesChanged).toBe(false);
    unwrap(await test.core.whatIf.saveRules(cheapest!.changes));
    expect(newest(null).isRulesChanged).toBe(true);
    await wait(unwrap(test.core.whatIf.diagnose({ planId: null, seconds: 5 })));
    const after = newest(null).body;
    expect(after.kind === 'diagnosis' && after.diagnosis.verdict).toBe('feasible');
    unwrap(await test.core.edits.undo());
    expect(maxOf('money')).toMatchObject({ max: 200 });
  });

  it('saves another limit in one week as rules that take turns', async () => {
    const limits = [{ from: '2027-01-11', to: '2027-01-17', max: 9 }];
    unwrap(await test.core.whatIf.saveRules([{ kind: 'periods', rule: 'visits', limits }]));
    const saved = unwrap(test.core.rules.get()).constraints.flatMap((rule) => (rule.kind === 'capacity' ? [[rule.id, rule.max, rule.from ?? null, rule.to ?? null]] : []));
    expect(saved).toEqual([
      ['visits', 6, null, '2027-01-10'],
      ['visits (from 2027-01-11 to 2027-01-17)', 9, '2027-01-11', '2027-01-17'],
      ['visits (from 2027-01-18)', 6, '2027-01-18', null],
    ]);
    expect(await test.core.whatIf.saveRules([{ kind: 'periods', rule: 'visits', limits: [{ ...limits[0]!, rep: 'nobody' }] }])).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
  });

  it('ends as cancelled and stores nothing where a what-if is stopped', async () => {
    const { jobId } = unwrap(test.core.whatIf.run({ planId, changes: [{ kind: 'budget', add: 100 }], seconds: 20 }));
    unwrap(test.core.context.session!.jobs.cancel(jobId));
    expect(await wait({ jobId })).toMatchObject({ status: 'cancelled' });
    expect(unwrap(test.core.whatIf.list(planId))).toEqual([]);
  });
});
