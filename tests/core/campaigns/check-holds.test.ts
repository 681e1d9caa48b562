import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActionCheck } from '../../../src/contract/rule.ts';
import { unwrap, type TestCore } from '../support/test-core.ts';
import { createCampaignCore, makeActive, makeWish } from './support.ts';

describe('a check of one action beside reservations', () => {
  let test: TestCore;
  beforeEach(async () => {
    test = await createCampaignCore();
  });
  afterEach(() => test.dispose());

  const check = (changes: { campaign?: string; date?: string; today?: string; asOf?: string } = {}): ActionCheck => ActionCheck.parse(unwrap(test.core.actionChecks.check({ contact: 'C1', channel: 'email', date: '2027-01-05', ...changes })));

  it('fails with the holder, its kind and days, and the next day after them', async () => {
    const launch = await makeActive(test, 'Launch', 60);
    unwrap(await test.core.reservations.reserve(makeWish(launch)));
    const found = check();
    expect(found).toMatchObject({ passes: false, nextDate: '2027-01-09', reason: null, held: [{ campaign: launch, campaignName: 'Launch', channel: 'email', kind: 'exclusive', from: '2027-01-04', to: '2027-01-08', closes: true }] });
    expect(found.failures).toEqual([
      { rule: 'reserved: Launch', kind: 'reservation', enforced: true, limit: 0, used: 0, wouldBe: 1, message: 'C1 email 2027-01-05: held by Launch, exclusive on email, 2027-01-04 to 2027-01-08.', rules: 'reserved: Launch, exclusive on email, 2027-01-04 to 2027-01-08' },
    ]);
    expect(check({ campaign: launch })).toMatchObject({ passes: true, failures: [], held: [] });
    expect(check({ date: '2027-01-09' }).passes).toBe(true);
    unwrap(await test.core.campaigns.pause(launch));
    expect(check().passes).toBe(true);
  });

  it('mentions a soft hold and passes', async () => {
    const launch = await makeActive(test, 'Launch', 60);
    unwrap(await test.core.reservations.reserve(makeWish(launch, { kind: 'soft' })));
    expect(check()).toMatchObject({ passes: true, failures: [], nextDate: '2027-01-05', held: [{ kind: 'soft', closes: false }] });
  });

  it('sees what changed in between, and reservations as of a day', async () => {
    const launch = await makeActive(test, 'Launch', 60);
    expect(check().passes).toBe(true);
    unwrap(await test.core.reservations.reserve(makeWish(launch)));
    expect(check().passes).toBe(false);
    expect(check({ today: '2027-01-09' }).passes).toBe(true);
    expect(check({ asOf: '2027-01-09' }).passes).toBe(true);
    unwrap(await test.core.edits.undo());
    expect(check().passes).toBe(true);
  });

  it('says why no day is left', async () => {
    const launch = await makeActive(test, 'Launch', 60);
    unwrap(await test.core.reservations.reserve(makeWish(launch, { to: '2027-01-31' })));
    expect(check()).toMatchObject({ passes: false, nextDate: null, reason: 'No day fits until 2027-01-31: reserved: Launch on 26 days.' });
    expect(test.core.actionChecks.check({ contact: 'C1', channel: 'email', date: '2027-01-05', campaign: 'c9' })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', path: 'campaign' } });
  });
});
