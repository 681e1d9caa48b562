import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isoWeekday, parseDay } from '../../../src/engine/base/day.ts';
import type { AllocationProblem } from '../../../src/engine/model/allocation.ts';
import type { Plan } from '../../../src/engine/model/plan.ts';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';

describe('what a plan takes from contacts and territories', () => {
  let test: TestCore;

  beforeEach(async () => {
    test = createTestCore();
    await test.createWorkspace();
    const rows = Array.from({ length: 8 }, (_row, at) => `C${at},R${at % 2},10,${at === 0 ? 'yes' : ''},${at === 1 ? 'withdrawn' : '2026-05-01'},${at < 4 ? 'H1' : ''},A${at},Cardiology`);
    await importContacts(test, `Contact ID,Rep,Value,opt_out_email,SMS Consent,household,Practice ID,Specialty\n${rows.join('\n')}\n`);
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 14 } }));
    for (const id of ['email', 'rep_email', 'sms', 'visit']) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost: 1, saturation: 0.9, maxPerContact: 3, cooldownDays: 2 } }));
  });
  afterEach(() => test.dispose());

  async function solve(): Promise<{ plan: Plan; problem: AllocationProblem }> {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'greedy', seconds: 20, gap: 0.01, seed: 1 }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    return unwrap(test.core.allocation.documents(z.object({ planId: z.int() }).parse(job.result).planId));
  }

  it('opt-outs, household, account and specialty come from columns named like them', async () => {
    const { plan, problem } = await solve();
    const only = (at: number): boolean[] => Array.from({ length: 8 }, (_contact, contact) => contact === at);
    expect(problem.contacts.optOut).toEqual({ email: only(0), rep_email: only(0), sms: only(1) });
    expect(problem.contacts.household).toEqual(['H1', 'H1', 'H1', 'H1', '', '', '', '']);
    expect(problem.contacts.account).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7']);
    expect(problem.contacts.specialty?.[0]).toBe('Cardiology');
    expect(plan.actions.some(({ contact, channel }) => (contact === 'C0' && channel.endsWith('email')) || (contact === 'C1' && channel === 'sms'))).toBe(false);
    expect(plan.actions.filter(({ contact }) => contact === 'C0').length).toBeGreaterThan(0);
  });

  it('a mapping of the rules goes before what names suggest', async () => {
    unwrap(await test.core.rules.edit({ edit: 'contacts', contacts: { household: { column: 'Practice ID' }, optOut: [{ column: 'SMS Consent', means: 'consent' }] } }));
    const { problem } = await solve();
    expect(problem.contacts.household?.[1]).toBe('A1');
    expect(Object.keys(problem.contacts.optOut ?? {})).toEqual(['email', 'rep_email', 'sms', 'visit']);
    expect(problem.contacts.optOut?.['visit']?.filter(Boolean)).toHaveLength(1);
  });

  it('no action falls on a day off of its rep, nor can one be checked in', async () => {
    unwrap(await test.core.territories.saveRep({ id: 'R0', name: '', weekdays: [1, 2], daysOff: ['2027-01-05', '2026-12-24'] }));
    unwrap(await test.core.territories.saveRep({ id: 'R7', name: 'Carries nobody', weekdays: [1], daysOff: [] }));
    const { plan, problem } = await solve();
    expect(problem.constraints).toEqual([{ id: 'calendar R0', kind: 'rep_calendar', owner: 'Territories', reason: 'Working days of the rep', reps: ['R0'], weekdays: [1, 2], daysOff: ['2027-01-05'] }]);
    const mine = plan.actions.filter(({ contact }) => Number(contact.slice(1)) % 2 === 0);
    expect(mine.length).toBeGreaterThan(0);
    for (const { date } of mine) {
      expect([1, 2]).toContain(isoWeekday(parseDay(date) ?? 0));
      expect(date).not.toBe('2027-01-05');
    }
    const asked = { contact: 'C0', channel: 'visit', date: '2027-01-05' };
    expect(unwrap(test.core.actionChecks.check(asked))).toMatchObject({ passes: false, failures: [{ rule: 'calendar R0' }], nextDate: '2027-01-11' });
    unwrap(await test.core.territories.saveRep({ id: 'R0', name: '', weekdays: [1, 2, 3, 4, 5, 6, 7], daysOff: [] }));
    expect(unwrap(test.core.actionChecks.check(asked)).passes).toBe(true);
  });

  it('a changed calendar makes a plan stale', async () => {
    await solve();
    unwrap(await test.core.territories.saveRep({ id: 'R0', name: '', weekdays: [1], daysOff: [] }));
    expect(unwrap(test.core.allocation.list())[0]?.stale).toContain('contacts changed');
  });
});
