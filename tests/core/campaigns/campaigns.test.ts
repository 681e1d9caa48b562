import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestCore, importContacts, unwrap, type TestCore } from '../support/test-core.ts';
import { conflictsOf, createCampaignCore, listCampaigns, makeActive, makeDraft, makeWish, reservationsOf } from './support.ts';

const segmentA = { filter: { join: 'and' as const, conditions: [{ column: 'segment', operator: 'is' as const, value: 'A' }] } };

describe('campaigns', () => {
  let test: TestCore;
  beforeEach(async () => {
    test = await createCampaignCore();
  });
  afterEach(() => test.dispose());

  /** High (80) and Low (20) over the same five contacts on e-mail. */
  const makeCollision = async (): Promise<[string, string]> => {
    const high = unwrap(await test.core.campaigns.create(makeDraft('High', { priority: 80 }))).id;
    unwrap(await test.core.reservations.reserve(makeWish(high)));
    const low = await makeActive(test, 'Low', 20);
    unwrap(await test.core.reservations.reserve(makeWish(low, { from: '2027-01-06', to: '2027-01-10' })));
    return [high, low];
  };

  it('name what is wrong in a draft', async () => {
    await makeActive(test, 'Launch', 50);
    expect(await test.core.campaigns.create(makeDraft('Launch'))).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'name' } });
    expect(await test.core.campaigns.create(makeDraft('Other', { audience: '7' }))).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', path: 'audience' } });
    expect(await test.core.campaigns.create(makeDraft('Other', { channelMix: { fax: 1 } }))).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', message: 'Channel fax does not exist. Known: email, visit.' } });
  });

  it('bring no conflict before they are active, and say how many there would be', async () => {
    const [high] = await makeCollision();
    expect(conflictsOf(test).total).toBe(0);
    expect(unwrap(test.core.campaigns.get({ id: high })).conflictsIfActive).toBe(5);
    expect(unwrap(await test.core.campaigns.activate({ id: high }))).toEqual({ conflicts: 5 });
    expect(conflictsOf(test)).toMatchObject({ total: 5, contacts: 5, byKind: { preemption: 5, overlap: 0, frequency: 0 } });
    unwrap(await test.core.campaigns.pause(high));
    expect(conflictsOf(test).total).toBe(0);
  });

  it('hold an audience that cannot be removed under them', async () => {
    const audience = unwrap(await test.core.contacts.saveAudience({ name: 'Segment A', filter: segmentA.filter }));
    const { id } = unwrap(await test.core.campaigns.create(makeDraft('Launch', { audience: String(audience.id) })));
    expect(await test.core.contacts.removeAudience(audience.id)).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: 'The audience is used by campaign Launch.' } });
    expect(listCampaigns(test)[0]?.audience).toEqual({ name: 'Segment A', contacts: 3 });
    expect(unwrap(await test.core.reservations.reserve(makeWish(id, { target: { audience: String(audience.id) } })))).toMatchObject({ asked: 3, reserved: 3 });
    expect(unwrap(await test.core.reservations.reserve(makeWish(id)))).toMatchObject({ asked: 5, reserved: 2, held: 3 });
  });

  it('refuse dates that leave active reservations outside', async () => {
    const id = await makeActive(test, 'Launch', 50);
    unwrap(await test.core.reservations.reserve(makeWish(id)));
    expect(await test.core.campaigns.update({ id, campaign: makeDraft('Launch', { to: '2027-01-07' }) })).toMatchObject({ ok: false, fault: { code: 'CONFLICT', path: 'to', message: '5 active reservations lie outside open to 2027-01-07.' } });
    unwrap(await test.core.reservations.release({ campaign: id }));
    expect((await test.core.campaigns.update({ id, campaign: makeDraft('Launch', { to: '2027-01-07' }) })).ok).toBe(true);
  });

  it('expire by themselves as of a day, and for good when told to', async () => {
    const [high] = await makeCollision();
    unwrap(await test.core.campaigns.activate({ id: high }));
    expect(conflictsOf(test, { asOf: '2027-01-08' }).total).toBe(5);
    expect(conflictsOf(test, { asOf: '2027-01-09' }).total).toBe(0);
    expect(reservationsOf(test, '2027-01-09').filter((one) => one.status === 'expired').length).toBe(5);
    expect(unwrap(await test.core.reservations.expire({ asOf: '2027-01-09' }))).toEqual({ expired: 5 });
    expect(conflictsOf(test).total).toBe(0);
    unwrap(await test.core.edits.undo());
    expect(conflictsOf(test).total).toBe(5);
  });

  it('record a resolution, its undo and its redo under the name of who decided', async () => {
    const [high] = await makeCollision();
    unwrap(await test.core.campaigns.activate({ id: high }));
    const { conflict } = conflictsOf(test, { contact: 'C2' }).rows[0]!;
    unwrap(await test.core.conflicts.resolve({ conflict, resolution: 'firstWins', actor: 'A. Planner', note: 'Launch week' }));
    const [winner, loser] = conflict.reservations.map((id) => reservationsOf(test).find((one) => one.id === id));
    expect(loser).toMatchObject({ status: 'preempted', preemptedBy: winner?.id });
    expect(winner?.preempted).toEqual([loser?.id]);
    expect(unwrap(test.core.conflicts.resolved({ offset: 0, limit: 10 })).rows).toMatchObject([{ contact: 'C2', contactName: 'Contact C2', campaigns: ['High', 'Low'], resolution: 'firstWins', summary: 'High wins: Low preempted.', isAutomatic: false, note: 'Launch week', resolvedBy: 'A. Planner' }]);
    expect(unwrap(test.core.conflicts.resolved({ search: 'LAUNCH WEEK', offset: 0, limit: 10 })).total).toBe(1);
    expect(unwrap(test.core.conflicts.resolved({ search: 'C3', offset: 0, limit: 10 })).total).toBe(0);
    expect(await test.core.conflicts.resolve({ conflict, resolution: 'defer', actor: 'A. Planner', note: '' })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    unwrap(await test.core.edits.undo());
    expect(unwrap(test.core.conflicts.resolved({ offset: 0, limit: 10 })).total).toBe(0);
    unwrap(await test.core.edits.redo());
    expect(conflictsOf(test).total).toBe(4);
    const log = unwrap(test.core.decisions.page({ offset: 0, limit: 10 })).rows.map(({ kind, actor, subject }) => [kind, actor, subject]);
    expect(log.slice(0, 3)).toEqual([['redo', 'A. Planner', 'Resolve conflict of C2'], ['undo', 'A. Planner', 'Resolve conflict of C2'], ['resolve', 'A. Planner', 'conflict of C2']]);
    expect(unwrap(test.core.decisions.verify()).brokenAt).toBeNull();
  });

  it('do not believe the days and kind a caller claims for a conflict', async () => {
    const [high] = await makeCollision();
    unwrap(await test.core.campaigns.activate({ id: high }));
    const { conflict } = conflictsOf(test, { contact: 'C1' }).rows[0]!;
    unwrap(await test.core.conflicts.resolve({ conflict: { ...conflict, kind: 'overlap', from: '1999-01-01', to: '1999-01-02', campaigns: ['nobody'] }, resolution: 'firstWins', actor: 'A. Planner', note: '' }));
    expect(unwrap(test.core.conflicts.resolved({ offset: 0, limit: 1 })).rows[0]).toMatchObject({ kind: 'preemption', from: '2027-01-06', to: '2027-01-08', campaigns: ['High', 'Low'] });
  });

  it('need a name to preempt while reserving, and leave firm reservations alone', async () => {
    const low = await makeActive(test, 'Low', 20);
    unwrap(await test.core.reservations.reserve(makeWish(low, { target: segmentA })));
    unwrap(await test.core.reservations.reserve(makeWish(low, { canPreempt: false })));
    const high = await makeActive(test, 'High', 80);
    expect(await test.core.reservations.reserve(makeWish(high, { preempt: true }))).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT', path: 'actor' } });
    const report = unwrap(await test.core.reservations.reserve({ ...makeWish(high, { preempt: true }), actor: 'A. Planner' }));
    expect(report).toMatchObject({ asked: 5, reserved: 3, blocked: 2, preempted: 3 });
    expect(report.conflicts.map((row) => [row.conflict.contact, row.contactName, row.members.map((member) => member.campaignName)])).toEqual([['C4', 'Contact C4', ['High', 'Low']], ['C5', 'Contact C5', ['High', 'Low']]]);
    expect(unwrap(test.core.decisions.page({ offset: 0, limit: 1 })).rows[0]).toMatchObject({ kind: 'preempt', actor: 'A. Planner', detail: { preempted: 3 } });
  });

  it('tell free days of a contact, for a hold and for a touch', async () => {
    const id = await makeActive(test, 'Launch', 50);
    unwrap(await test.core.reservations.reserve(makeWish(id, { plannedDate: '2027-01-06', kind: 'soft' })));
    const asked = { contact: 'C1', channel: 'email', kind: 'soft', campaign: null, from: '2027-01-04', to: '2027-01-20' } as const;
    expect(unwrap(test.core.reservations.freeSlots({ ...asked, forTouch: false }))).toEqual([{ from: '2027-01-04', to: '2027-01-20' }]);
    // One touch by email or visit in any 7 days: the one on the 6th closes the 6 days before and after.
    expect(unwrap(test.core.reservations.freeSlots({ ...asked, forTouch: true }))).toEqual([{ from: '2027-01-13', to: '2027-01-20' }]);
    expect(unwrap(test.core.reservations.freeSlots({ ...asked, kind: 'exclusive', forTouch: false }))).toEqual([{ from: '2027-01-09', to: '2027-01-20' }]);
  });

  it('draw equal holds as one span with its conflicts', async () => {
    const [high, low] = await makeCollision();
    unwrap(await test.core.campaigns.activate({ id: high }));
    const spans = unwrap(test.core.reservations.calendar({ from: '2027-01-08', to: '2027-01-31' })).spans.map((span) => [span.campaign, span.from, span.to, span.reservations, span.conflicts]);
    expect(spans).toEqual([[high, '2027-01-04', '2027-01-08', 5, 5], [low, '2027-01-06', '2027-01-10', 5, 5]]);
    expect(unwrap(test.core.reservations.calendar({ from: '2027-01-09', to: '2027-01-31', campaign: high })).spans).toEqual([]);
  });

  it('hold twenty thousand contacts in one step that undo takes back', async () => {
    const big = createTestCore();
    try {
      await big.createWorkspace();
      unwrap(await big.core.rules.edit({ edit: 'channel', channel: { id: 'email', unitCost: 2, saturation: 0.7, maxPerContact: 4, cooldownDays: 3 } }));
      await importContacts(big, `Contact ID\n${Array.from({ length: 20_000 }, (_, at) => `K${at}`).join('\n')}\n`);
      const { id } = unwrap(await big.core.campaigns.create(makeDraft('Big')));
      expect(unwrap(await big.core.reservations.reserve(makeWish(id)))).toMatchObject({ asked: 20_000, reserved: 20_000 });
      expect(unwrap(big.core.campaigns.get({ id }))).toMatchObject({ contacts: 20_000, held: 40_000 });
      unwrap(await big.core.edits.undo());
      expect(unwrap(big.core.campaigns.get({ id })).contacts).toBe(0);
      unwrap(await big.core.edits.redo());
      expect(unwrap(big.core.campaigns.get({ id })).contacts).toBe(20_000);
    } finally {
      await big.dispose();
    }
  }, 60_000);
});
