import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readActionPage } from '../../../src/main/core/db/repositories/plan-action.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { ContactFilter } from '../../../src/engine/model/filter.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import type { AssignmentRole } from '../../../src/engine/model/territory.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const all: ContactFilter = { join: 'and', conditions: [] };

/** Six contacts that name R1, two weeks from a Monday, at most one visit a rep and day. */
describe('a plan takes the rep of the day', () => {
  let test: TestCore;

  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    await importContacts(test, `Contact ID,Rep,Value\n${Array.from({ length: 6 }, (_row, at) => `C${at},R1,10`).join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 1, saturation: 0.9, maxPerContact: 3, cooldownDays: 2, weekdays: [1, 2, 3, 4, 5] } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'days', kind: 'rep_capacity', per: 'day', max: 1 } }));
  });
  afterEach(() => test.dispose());

  const sqlite = () => test.core.context.session!.database.sqlite;
  const assign = async (rep: string, role: AssignmentRole, from: string | null, to: string | null, replace = false) => unwrap(await test.core.territories.assign({ rep, role, from, to, filter: all, replace }));
  const work = async (id: string, weekdays: number[], daysOff: string[]) => unwrap(await test.core.territories.saveRep({ id, name: '', weekdays, daysOff }));

  async function solve(): Promise<{ planId: number; plan: Plan; problem: AllocationProblem; repOn: (date: string) => Set<string | null> }> {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    const { planId } = z.object({ planId: z.int() }).parse(job.result);
    const { rows } = readActionPage(sqlite(), { planId, offset: 0, limit: 1000 });
    return { planId, ...unwrap(test.core.allocation.documents(planId)), repOn: (date) => new Set(rows.filter((row) => row.date === date).map((row) => row.rep)) };
  }

  it('and names no spans where nobody changes', async () => {
    await assign('R2', 'secondary', null, null);
    const { problem, plan, repOn } = await solve();
    expect(problem.contacts.repSpans).toBeUndefined();
    expect(plan.actions).toHaveLength(10);
    expect(repOn('2027-01-04')).toEqual(new Set(['R1']));
  });

  it('from the date of an assignment on another: its capacity is used in the plan, the rows behind it, the ledger and the check', async () => {
    await assign('R2', 'primary', '2027-01-07', null);
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'R2 at most 3', kind: 'capacity', per: 'horizon', max: 3, reps: ['R2'] } }));
    const { planId, plan, problem, repOn } = await solve();
    expect(problem.contacts.rep).toEqual(Array.from({ length: 6 }, () => 'R1'));
    expect(problem.contacts.repSpans?.[0]).toEqual({ contact: 'C0', rep: 'R2', from: '2027-01-07', to: '2027-01-17' });
    expect(problem.contacts.repSpans).toHaveLength(6);
    const used = (constraint: string, rep?: string): number => plan.usage.filter((row) => row.constraint === constraint && row.rep === rep).reduce((sum, row) => sum + row.used, 0);
    expect([used('days', 'R1'), used('days', 'R2'), used('R2 at most 3')]).toEqual([3, 3, 3]);
    expect(plan.actions.filter(({ date }) => date < '2027-01-07')).toHaveLength(3);
    expect(repOn('2027-01-06')).toEqual(new Set(['R1']));
    for (const { date } of plan.actions.filter((action) => action.date >= '2027-01-07')) expect(repOn(date)).toEqual(new Set(['R2']));
    const behind = unwrap(test.core.allocation.actions({ planId, constraint: 'R2 at most 3', offset: 0, limit: 100 }));
    expect(behind.rows.map(({ rep }) => rep)).toEqual(['R2', 'R2', 'R2']);

    unwrap(await test.core.allocation.approve({ planId, approver: 'Ada', note: '', acceptStale: false, replace: false }));
    const { reps } = unwrap(test.core.territories.get());
    expect(reps.map(({ id, booked }) => [id, booked])).toEqual([['R1', 3], ['R2', 3]]);
    const check = (date: string) => unwrap(test.core.actionChecks.check({ contact: 'C0', channel: 'visit', date }));
    expect(check('2027-01-15').failures.map(({ rule }) => rule)).toContain('R2 at most 3');
    expect(check('2027-01-05').failures.map(({ rule }) => rule)).not.toContain('R2 at most 3');
    const utilisation = unwrap(test.core.ledger.utilisation({}));
    expect(utilisation.filter(({ constraint, used: count }) => constraint === 'days' && count > 0).map(({ period = '', rep = '' }) => [period < '2027-01-07', rep])).toEqual([...Array.from({ length: 3 }, () => [true, 'R1']), ...Array.from({ length: 3 }, () => [false, 'R2'])]);
  });

  it('while the primary is off a backup who works, and other days where none does', async () => {
    const week = ['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07', '2027-01-08'];
    await work('R1', [1, 2, 3, 4, 5], week);
    const alone = await solve();
    expect(alone.problem.contacts.repSpans).toBeUndefined();
    expect(alone.plan.actions).toHaveLength(5);
    expect(alone.plan.actions.every(({ date }) => date > '2027-01-08')).toBe(true);

    await assign('R3', 'backup', null, null);
    await work('R3', [1, 3], []);
    const { plan, problem, repOn } = await solve();
    expect(plan.actions.map(({ date }) => date).toSorted()).toEqual(['2027-01-04', '2027-01-06', '2027-01-11', '2027-01-12', '2027-01-13', '2027-01-14', '2027-01-15']);
    expect([repOn('2027-01-04'), repOn('2027-01-06'), repOn('2027-01-11')]).toEqual([new Set(['R3']), new Set(['R3']), new Set(['R1'])]);
    expect(problem.contacts.repSpans?.slice(0, 2)).toEqual([{ contact: 'C0', rep: 'R3', from: '2027-01-04', to: '2027-01-04' }, { contact: 'C0', rep: 'R3', from: '2027-01-06', to: '2027-01-06' }]);
    expect(problem.constraints.filter(({ kind }) => kind === 'rep_calendar').map(({ reps }) => reps)).toEqual([['R1'], ['R3']]);
    expect(unwrap(test.core.actionChecks.check({ contact: 'C0', channel: 'visit', date: '2027-01-05' }))).toMatchObject({ passes: false, failures: [{ rule: 'calendar R1' }], nextDate: '2027-01-06' });

    await assign('R2', 'secondary', '2027-01-06', null);
    const both = await solve();
    expect(['2027-01-04', '2027-01-05', '2027-01-06', '2027-01-07'].map((date) => [...both.repOn(date)])).toEqual([['R3'], [], ['R2'], ['R2']]);
  });

  it('and nobody once an assignment has ended and the own column names nobody', async () => {
    await importContacts(test, 'Contact ID,Rep,Value\nN1,,50\n');
    unwrap(await test.core.territories.assign({ rep: 'R9', role: 'primary', from: null, to: '2027-01-06', filter: { join: 'and', conditions: [{ column: 'key', operator: 'is', value: 'N1' }] }, replace: false }));
    const { problem } = await solve();
    const at = problem.contacts.ids.indexOf('N1');
    expect(problem.contacts.rep?.[at]).toBe('R9');
    expect(problem.contacts.repSpans).toEqual([{ contact: 'N1', rep: '', from: '2027-01-07', to: '2027-01-17' }]);
  });
});
