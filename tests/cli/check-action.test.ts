import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createTestCore, importContacts, unwrap } from '../core/support/test-core.ts';
import { createFolder, runOmnivor } from './run-omnivor.ts';

const Answer = z.object({ passes: z.boolean(), failures: z.array(z.object({ rule: z.string(), used: z.number(), wouldBe: z.number() })), nextDate: z.string().nullable(), reason: z.string().nullable() });

describe('omnivor check-action', () => {
  const folder = createFolder();
  let workspace = '';
  beforeAll(async () => {
    const test = createTestCore({ folder: folder.path });
    workspace = await test.createWorkspace('cycle');
    await importContacts(test, 'Contact ID,Segment,Rep,Value,opt_out_email\nC1,A,R1,10,no\nC2,A,R1,10,yes\n');
    unwrap(await test.core.rules.edit({ edit: 'horizon', horizon: { start: '2027-01-04', days: 7 } }));
    for (const id of ['email', 'visit']) unwrap(await test.core.rules.edit({ edit: 'channel', channel: { id, unitCost: 5, saturation: 0.5, maxPerContact: 2, cooldownDays: 3 } }));
    unwrap(await test.core.territories.saveRep({ id: 'R1', name: 'North', weekdays: [1, 2, 3], daysOff: ['2027-01-05'] }));
    const { id } = unwrap(await test.core.campaigns.create({ name: 'Launch', priority: 60, audience: null, channelMix: {} }));
    unwrap(await test.core.reservations.reserve({ campaign: id, target: { contact: 'C1' }, channel: 'email', kind: 'exclusive', from: '2027-01-08', to: '2027-01-09', canPreempt: true, preempt: false }));
    unwrap(await test.core.campaigns.activate({ id }));
    await test.dispose();
  });
  afterAll(folder.dispose);

  const check = (words: readonly string[]) => runOmnivor(['check-action', '--workspace', workspace, ...words], { home: folder.path });

  it('answers 0 for an action that may stand', async () => {
    const ended = await check(['--contact', 'C1', '--channel', 'email', '--date', '2027-01-04']);
    expect(ended.stderr).toBe('');
    expect(ended.code).toBe(0);
    expect(Answer.parse(JSON.parse(ended.stdout))).toEqual({ passes: true, failures: [], nextDate: '2027-01-04', reason: null });
  });

  it('answers 3 with the rules against it and the next day', async () => {
    const ended = await check(['--contact', 'C1', '--channel', 'visit', '--date', '2027-01-05']);
    expect(ended.code).toBe(3);
    expect(Answer.parse(JSON.parse(ended.stdout))).toEqual({ passes: false, failures: [{ rule: 'calendar R1', used: 0, wouldBe: 1 }], nextDate: '2027-01-06', reason: null });
    const other = await check(['--contact', 'C1', '--channel', 'visit', '--date', '2027-01-05', '--rep', 'R2']);
    expect(other.code).toBe(0);
    const optedOut = await check(['--contact', 'C2', '--channel', 'email', '--date', '2027-01-04']);
    expect(Answer.parse(JSON.parse(optedOut.stdout))).toMatchObject({ passes: false, failures: [{ rule: 'consent' }], nextDate: null, reason: 'No day fits until 2027-01-10: consent on 6 days.' });
  });

  it('names the campaign that holds the day, and lets it act', async () => {
    const words = ['--contact', 'C1', '--channel', 'email', '--date', '2027-01-08', '--rep', 'R2'];
    const ended = await check(words);
    expect(ended.code).toBe(3);
    expect(JSON.parse(ended.stdout)).toMatchObject({ passes: false, failures: [{ rule: 'reserved: Launch', kind: 'reservation' }], nextDate: '2027-01-10' });
    expect((await check([...words, '--campaign', 'Launch'])).code).toBe(0);
    expect((await check([...words, '--campaign', 'Other'])).stderr).toContain('UNKNOWN_REFERENCE: Campaign "Other" does not exist. Known: Launch.');
  });

  it('answers 2 for what is not there', async () => {
    for (const [words, message] of [
      [['--contact', 'C9', '--channel', 'email', '--date', '2027-01-04'], 'UNKNOWN_REFERENCE: No contact has the ID C9.'],
      [['--contact', 'C1', '--channel', 'fax', '--date', '2027-01-04'], 'UNKNOWN_REFERENCE: Channel fax does not exist. Known: email, visit.'],
      [['--contact', 'C1', '--channel', 'email', '--date', 'soon'], 'BAD_INPUT: --date "soon"'],
      [['--contact', 'C1', '--channel', 'email', '--date', '2027-01-04', '--plan', '7'], 'NOT_FOUND: Plan 7 does not exist.'],
    ] as const) {
      const ended = await check(words);
      expect(ended.stderr).toContain(message);
      expect(ended.code).toBe(2);
    }
    writeFileSync(join(folder.path, 'no.omnivor'), 'nothing');
    expect((await runOmnivor(['check-action', '--workspace', join(folder.path, 'no.omnivor'), '--contact', 'C1', '--channel', 'email', '--date', '2027-01-04'], { home: folder.path })).code).toBe(2);
  });
});
