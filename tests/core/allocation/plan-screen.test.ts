import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Constraint } from '../../../src/engine/model/constraint.ts';
import type { ProblemDraft } from '../../../src/contract/problem.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

const rules: Constraint[] = [
  { id: 'visits', kind: 'capacity', per: 'week', max: 4, channels: ['visit'] },
  { id: 'calls', kind: 'capacity', per: 'horizon', max: 6, channels: ['call'] },
  { id: 'away', kind: 'blackout', from: '2027-01-25', to: '2027-02-07', contacts: ['C1', 'C2'] },
];
const format = { delimiter: ',', dateFormat: 'yyyy-MM-dd', decimal: '.', byteOrderMark: false } as const;
const page = { offset: 0, limit: 100 };

let test: TestCore;
beforeAll(async () => {
  test = createTestCore();
  await test.createWorkspace();
  const contacts = Array.from({ length: 24 }, (_row, at) => `C${at},Name ${at},${at < 10 ? 'A' : 'B'},T${at % 3},R${1 + (at % 2)},${at === 5 ? 0 : 10 + at}`);
  await importContacts(test, `Contact ID,Name,Segment,Territory,Rep,Value\n${contacts.join('\n')}\n`);
  unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-25', days: 14 } }));
  for (const [id, unitCost] of [['visit', 9], ['call', 2]] as const) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost, saturation: 0.9, maxPerContact: 1, cooldownDays: 3 } }));
  for (const constraint of rules) unwrap(await test.core.rules.edit({ edit: 'constraint', constraint }));
  planId = await solve();
});
afterAll(() => test.dispose());

async function waitForPlan(started: { jobId: string }): Promise<number> {
  const job = await test.core.context.session!.jobs.wait(started.jobId);
  expect(job.fault).toBeNull();
  return z.object({ planId: z.int() }).parse(job.result).planId;
}

const solve = (): Promise<number> => waitForPlan(unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 2, gap: 0, seed: 1 })));
let planId = 0;

describe('the funnel of a plan', () => {
  it('adds up, and each loss opens its contacts', async () => {
    const { contacts, stages } = unwrap(await test.core.funnels.count(planId));
    expect(contacts).toBe(24);
    let left = contacts;
    for (const { stage, contacts: passed, lost, reasons } of stages) {
      expect(passed).toBe(left - lost);
      left = passed;
      const { total, rows } = unwrap(await test.core.funnels.contacts({ planId, stage, ...page }));
      expect(total).toBe(lost);
      expect(rows).toHaveLength(lost);
      for (const { reason, contacts: count } of reasons) {
        const own = unwrap(await test.core.funnels.contacts({ planId, stage, reason, ...page }));
        expect(own.total).toBe(count);
        expect(new Set(own.rows.map((row) => row.reason))).toEqual(new Set([reason]));
      }
    }
    expect(left).toBe(unwrap(test.core.allocation.get(planId)).summary.reached);
    expect(stages.map(({ lost }) => lost)).toEqual([1, 2, 0, expect.any(Number), 0]);
  });

  it('sorts, searches and pages the contacts', async () => {
    const lost = { planId, stage: 'permitted' as const };
    const { rows } = unwrap(await test.core.funnels.contacts({ ...lost, ...page, sort: { column: 'value', direction: 'desc' } }));
    expect(rows.map(({ contact, name, reason, value }) => [contact, name, reason, value])).toEqual([['C2', 'Name 2', 'away', 12], ['C1', 'Name 1', 'away', 11]]);
    expect(rows[0]?.slots).toEqual([{ reason: 'away', slots: 28 }]);
    expect(unwrap(await test.core.funnels.contacts({ ...lost, ...page, search: 'name 1' })).rows.map(({ contact }) => contact)).toEqual(['C1']);
    expect(unwrap(await test.core.funnels.contacts({ ...lost, offset: 1, limit: 1, sort: { column: 'contact', direction: 'asc' } })).rows.map(({ contact }) => contact)).toEqual(['C2']);
    expect(await test.core.funnels.contacts({ planId: 999, stage: 'permitted', ...page })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
  });

  it('writes the contacts of a loss as CSV', async () => {
    const path = join(test.folder, 'lost.csv');
    expect(unwrap(await test.core.funnels.exportCsv({ planId, stage: 'permitted', format, path }))).toEqual({ path, rows: 2 });
    expect(readFileSync(path, 'utf8').split('\r\n').slice(0, 2)).toEqual(['Contact ID,Name,Segment,Territory,Rep,Value,Best action adds,Reason,Slots closed', expect.stringMatching(/^C1,Name 1,A,T1,R2,11,[\d.]+,away,away 28$/)]);
  });
});

describe('who gets what', () => {
  it.each([['segment', 'channel'], ['territory', 'week'], ['rep', 'channel_week']] as const)('adds up by %s and %s', async (by, columns) => {
    const { summary } = unwrap(test.core.allocation.get(planId));
    const map = unwrap(await test.core.plans.map({ planId, rows: by, columns }));
    for (const part of [map.rows, map.columns, map.cells]) {
      expect(part.reduce((sum, one) => sum + one.actions, 0)).toBe(summary.actions);
      expect(part.reduce((sum, one) => sum + one.cost, 0)).toBeCloseTo(summary.cost, 9);
      expect(part.reduce((sum, one) => sum + one.lift, 0)).toBeCloseTo(summary.lift, 9);
    }
    expect(map.total).toMatchObject({ actions: summary.actions, reached: summary.reached, contacts: 24 });
    expect(map.rows.reduce((sum, row) => sum + row.contacts, 0)).toBe(24);
    for (const { row, column, actions } of map.cells) {
      const { channel, week } = map.columns[column]!;
      const narrowed = { ...(channel === null ? {} : { channel }), ...(week === null ? {} : { from: week === 1 ? '2027-01-25' : '2027-02-01', to: week === 1 ? '2027-01-31' : '2027-02-07' }) };
      expect(unwrap(test.core.allocation.actions({ planId, offset: 0, limit: 1, [by]: map.rows[row]!.key, ...narrowed })).total).toBe(actions);
    }
  });
});

describe('two plans side by side', () => {
  it('count the same from either side and open their rows', async () => {
    const before = planId;
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'visits', kind: 'capacity', per: 'week', max: 2, channels: ['visit'] } }));
    const after = await solve();
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: rules[0]! }));
    const forth = unwrap(await test.core.plans.diffSummary({ before, after }));
    const back = unwrap(await test.core.plans.diffSummary({ before: after, after: before }));
    expect(forth.counts['dropped']).toBeGreaterThan(0);
    expect(back.counts).toEqual({ ...forth.counts, added: forth.counts['dropped'], dropped: forth.counts['added'] });
    expect([back.gaining, back.losing]).toEqual([forth.losing, forth.gaining]);
    for (const change of ['kept', 'moved', 'added', 'dropped'] as const) {
      const { total, rows } = unwrap(await test.core.plans.diffActions({ before, after, change, ...page }));
      expect(total).toBe(forth.counts[change]);
      expect(rows.every((row) => row.change === change)).toBe(true);
    }
    expect(unwrap(await test.core.plans.diffContacts({ before, after, side: 'loses', ...page })).total).toBe(forth.losing);
    expect(forth.usage.find(({ constraint, period }) => constraint === 'visits' && period === 'week 1')).toMatchObject({ kind: 'capacity', before: { limit: 4 }, after: { limit: 2 } });
    expect(await test.core.plans.diffSummary({ before, after: before })).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
  });
});

describe('the course of a solve', () => {
  it('is kept with its plan: best never falls, bound never rises', async () => {
    const started = unwrap(test.core.allocation.solve({ method: 'local', seconds: 1, gap: 0, seed: 1 }));
    const solved = await waitForPlan(started);
    const points = unwrap(test.core.allocation.progress({ planId: solved }));
    expect(points.length).toBeGreaterThan(0);
    expect(unwrap(test.core.allocation.progress({ jobId: started.jobId })).at(-1)?.best).toBe(points.at(-1)?.best);
    for (const [at, { best, bound }] of points.entries()) {
      const earlier = points[at - 1];
      if (earlier === undefined) continue;
      if (best !== null && earlier.best !== null) expect(best).toBeGreaterThanOrEqual(earlier.best - 1e-9);
      if (bound !== null && earlier.bound !== null) expect(bound).toBeLessThanOrEqual(earlier.bound + 1e-9);
    }
  });
});

describe('problems that are defined', () => {
  const draftOf = (changes: Partial<ProblemDraft> = {}): ProblemDraft => ({ ...unwrap(test.core.problems.start({})), ...changes });

  it('are stored, changed, branched, removed, and every step can be undone', async () => {
    const { id } = unwrap(await test.core.problems.save({ draft: draftOf({ name: 'Spring' }) }));
    expect(await test.core.problems.save({ draft: draftOf({ name: 'Spring' }) })).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'name' } });
    unwrap(await test.core.problems.save({ id, draft: draftOf({ name: 'Spring', withoutRules: ['away'] }) }));
    const branch = unwrap(await test.core.problems.branch(id));
    expect(branch).toMatchObject({ parent: id, draft: { name: 'Spring (branch)', withoutRules: ['away'] } });
    unwrap(await test.core.problems.remove(branch.id));
    expect(unwrap(test.core.problems.list()).map(({ draft }) => draft.name)).toEqual(['Spring']);
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.problems.list())).toHaveLength(2);
    unwrap(await test.core.problems.remove(branch.id));
    unwrap(await test.core.problems.remove(id));
  });

  it('say what they come to before they are built', () => {
    const preview = unwrap(test.core.problems.preview({ draft: draftOf({ withoutRules: ['away'], horizon: { start: '2027-01-25', days: 7 } }) }));
    expect(preview).toMatchObject({ contacts: 24, enforced: 2, leftOut: 1, days: 7, columns: 24 * 2 * 7, method: 'highs', issues: [] });
    expect(unwrap(test.core.problems.preview({ draft: draftOf({ method: 'glpk' }) })).expectedMs).toBeNull();
    const took = unwrap(test.core.allocation.get(planId)).summary.elapsedMs;
    expect(unwrap(test.core.problems.preview({ draft: draftOf({ method: 'greedy', horizon: { start: '2027-01-25', days: 7 } }) })).expectedMs).toBeGreaterThan(0);
    expect(unwrap(test.core.problems.preview({ draft: draftOf({ method: 'greedy', seconds: took / 1e6 }) })).expectedMs).toBeLessThanOrEqual(took / 1000);
    expect(unwrap(test.core.problems.preview({ draft: draftOf({ audienceId: 77, withoutRules: ['gone'] }) })).issues.map(({ path }) => path)).toEqual(['audienceId', 'withoutRules']);
  });

  it('are solved under their own rules, objective and days, and stay fresh while the workspace stands', async () => {
    const { id } = unwrap(await test.core.problems.save({ draft: draftOf({ name: 'Short', method: 'greedy', withoutRules: ['away'], objective: { metric: 'reach' }, horizon: { start: '2027-01-25', days: 7 } }) }));
    const own = await waitForPlan(unwrap(test.core.problems.solve({ id })));
    const { summary } = unwrap(test.core.allocation.get(own));
    expect(summary).toMatchObject({ problem: 'Short', metric: 'reach', horizonDays: 7, stale: [] });
    const approval = { planId: own, approver: 'Test Planner', note: '', acceptStale: false, replace: false };
    const reachesAway = unwrap(test.core.allocation.actions({ planId: own, ...page })).rows.some(({ contact }) => contact === 'C1' || contact === 'C2');
    expect(reachesAway).toBe(true);
    expect(await test.core.allocation.approve(approval)).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: expect.stringContaining('breaks the rules as they are now') } });
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'calls', kind: 'capacity', per: 'horizon', max: 5, channels: ['call'] } }));
    expect(unwrap(test.core.allocation.get(own)).summary.stale).toEqual(['rules changed']);
  });
});
