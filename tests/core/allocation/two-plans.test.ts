import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { LedgerMove } from '../../../src/engine/model/ledger-move.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

describe('two plans for the same days', () => {
  let test: TestCore;

  /** Ten contacts of each segment, one channel, at most 12 actions a week. */
  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const rows = Array.from({ length: 20 }, (_row, at) => `C${at},${at < 10 ? 'A' : 'B'},R1,10`);
    await importContacts(test, `Contact ID,Segment,Rep,Value\n${rows.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 7 } }));
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.5, maxPerContact: 1, cooldownDays: 3 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'week', kind: 'capacity', per: 'week', max: 12 } }));
    for (const segment of ['A', 'B']) unwrap(await test.core.contacts.saveAudience({ name: segment, filter: { join: 'and', conditions: [{ column: 'segment', operator: 'is', value: segment }] } }));
  });
  afterEach(() => test.dispose());

  async function solve(audience?: string, replace = false): Promise<number> {
    const audienceId = unwrap(test.core.contacts.listAudiences()).find(({ name }) => name === audience)?.id;
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1, replace, ...(audienceId === undefined ? {} : { audienceId }) }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    return z.object({ planId: z.int() }).parse(job.result).planId;
  }
  const approve = (planId: number, replace = false) => test.core.allocation.approve({ planId, approver: 'One', note: '', acceptStale: false, replace });
  const booked = () => unwrap(test.core.ledger.balance({})).bookedActions;

  it('stand side by side where there is room for both', async () => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'week', kind: 'capacity', per: 'week', max: 20 } }));
    const [first, second] = [await solve('A'), await solve('B')];
    unwrap(await approve(first));
    unwrap(await approve(second));
    expect(booked()).toBe(20);
  });

  it('cannot book the same capacity, however many ask at once', async () => {
    const [first, second] = [await solve('A'), await solve('B')];
    const answers = await Promise.all([approve(first), approve(second)]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, false]);
    expect(answers[1]).toMatchObject({ fault: { code: 'CONFLICT', path: 'replace', message: expect.stringContaining(`Plan ${first} holds 10 actions in these days. Together a limit breaks: week: 20 of 12`) } });
    expect(booked()).toBe(10);
  });

  it('replace one another in one step, with both in the log', async () => {
    const [first, second] = [await solve(), await solve()];
    unwrap(await approve(first));
    expect((await approve(second)).ok).toBe(false);
    expect(unwrap(await approve(second, true)).state).toBe('approved');
    expect(unwrap(test.core.allocation.get(first)).summary.state).toBe('draft');
    expect(unwrap(test.core.ledger.balance({ plan: first })).bookedActions).toBe(0);
    expect(booked()).toBe(12);
    const { rows } = unwrap(test.core.decisions.page({ offset: 0, limit: 2 }));
    expect(rows.map(({ kind, subject }) => [kind, subject])).toEqual([['approve', `plan ${second}`], ['withdraw', `plan ${first}`]]);
  });

  it('the second is planned beside the first, and both are approved', async () => {
    const first = await solve('A');
    unwrap(await approve(first));
    const second = await solve('B');
    const { summary, usage } = unwrap(test.core.allocation.get(second));
    expect(summary.actions).toBe(2);
    expect(usage.find(({ constraint }) => constraint === 'week')).toMatchObject({ used: 12, limit: 12 });
    unwrap(await approve(second));
    expect(booked()).toBe(12);
    expect(unwrap(test.core.allocation.get(await solve())).summary.actions).toBe(0);
  });

  it('the second replaces the first where it was planned to', async () => {
    const first = await solve('A');
    unwrap(await approve(first));
    const second = await solve('B', true);
    expect(unwrap(test.core.allocation.get(second)).summary.actions).toBe(10);
    expect((await approve(second)).ok).toBe(false);
    unwrap(await approve(second, true));
    expect(booked()).toBe(10);
  });

  it('leave room for work and money by hand, replaced or not', async () => {
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'money', kind: 'budget', max: 100 } }));
    unwrap(await test.core.ledger.record(LedgerMove.parse({ kind: 'consume', date: '2027-01-05', channel: 'visit', actions: 3 })));
    unwrap(await test.core.ledger.record(LedgerMove.parse({ kind: 'commit', date: '2027-01-06', channel: 'visit', amount: 62 })));
    for (const replace of [false, true]) {
      const planId = await solve(undefined, replace);
      // 38 left of the money at 5 each; the week would hold 9.
      expect(unwrap(test.core.allocation.get(planId)).summary.actions).toBe(7);
    }
    unwrap(await approve(await solve()));
    expect(booked()).toBe(7);
  });

  it('keep the contact rules together: neither cooldown nor frequency is broken by two plans', async () => {
    unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id: 'visit', unitCost: 5, saturation: 0.9, maxPerContact: 3, cooldownDays: 3 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'week', kind: 'capacity', per: 'horizon', max: 8 } }));
    const first = await solve('A');
    unwrap(await approve(first));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'week', kind: 'capacity', per: 'horizon', max: 100 } }));
    unwrap(await test.core.rules.edit({ edit: 'constraint', constraint: { id: 'rest', kind: 'frequency', windowDays: 7, max: 2 } }));
    const second = await solve('A');
    const both = [first, second].flatMap((planId) => unwrap(test.core.allocation.documents(planId)).plan.actions);
    const counts = new Map<string, number>();
    for (const { contact } of both) counts.set(contact, (counts.get(contact) ?? 0) + 1);
    expect(both.length).toBe(20);
    expect(Math.max(...counts.values())).toBe(2);
    unwrap(await approve(second));
  });

  it('give way to work that is done and cannot be replaced', async () => {
    const planned = await solve();
    unwrap(await test.core.ledger.record(LedgerMove.parse({ kind: 'consume', date: '2027-01-05', channel: 'visit', actions: 3 })));
    const refused = await approve(planned, true);
    expect(refused).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: expect.stringContaining('week: 15 of 12') } });
    expect(booked()).toBe(0);
  });
});
