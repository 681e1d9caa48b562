import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ResolutionPrice } from '../../../src/contract/campaign.ts';
import type { Resolution } from '../../../src/engine/model/campaign.ts';
import { unwrap, type TestCore } from '../support/test-core.ts';
import { conflictsOf, createCampaignCore, makeDraft, makeWish } from './support.ts';

describe('price in lift of a resolution', () => {
  let test: TestCore;
  let [high, low] = ['', ''];

  /** High holds C1 and C4 by email in the first week, Low in both weeks; High has no visits and ends with the second week, Low little money. Each is for C1. */
  beforeEach(async () => {
    test = await createCampaignCore();
    unwrap(await test.core.contacts.saveAudience({ name: 'one', filter: { join: 'and', conditions: [{ column: 'name', operator: 'is', value: 'Contact C1' }] } }));
    const audience = String(unwrap(test.core.contacts.listAudiences())[0]!.id);
    high = unwrap(await test.core.campaigns.create(makeDraft('High', { priority: 80, audience, channelMix: { email: 1 }, to: '2027-01-17' }))).id;
    low = unwrap(await test.core.campaigns.create(makeDraft('Low', { priority: 20, audience, budget: 60 }))).id;
    for (const contact of ['C1', 'C4']) {
      unwrap(await test.core.reservations.reserve(makeWish(high, { target: { contact }, to: '2027-01-10' })));
      unwrap(await test.core.reservations.reserve(makeWish(low, { target: { contact }, to: '2027-01-17' })));
    }
    for (const id of [high, low]) unwrap(await test.core.campaigns.activate({ id }));
  });
  afterEach(() => test.dispose());

  async function liftOf(campaign: string): Promise<number> {
    const { jobId } = unwrap(test.core.allocation.solve({ method: 'highs', seconds: 20, gap: 0, seed: 1, campaigns: [campaign] }));
    const job = await test.core.context.session!.jobs.wait(jobId);
    expect(job.fault).toBeNull();
    return unwrap(test.core.allocation.get(z.object({ planId: z.int() }).parse(job.result).planId)).summary.lift;
  }
  /** The lift of the winner's own plan once the conflict is resolved in the file; undone afterwards. */
  async function bruteLift(winner: string, resolution: Resolution): Promise<number> {
    const conflict = conflictsOf(test, { contact: 'C1' }).rows[0]!.conflict;
    unwrap(await test.core.conflicts.resolve({ conflict, resolution, actor: 'One', note: '' }));
    const lift = await liftOf(winner);
    unwrap(await test.core.edits.undo());
    return lift;
  }

  it('is the difference of the plans that follow from deciding it either way', async () => {
    const brute = [await bruteLift(high, 'firstWins'), await bruteLift(low, 'secondWins')];
    const { conflict } = conflictsOf(test, { contact: 'C1' }).rows[0]!;
    const price = ResolutionPrice.parse(unwrap(await test.core.prices.price({ conflict })));
    expect([price.first.campaignName, price.second.campaignName, price.conflicts, price.contacts]).toEqual(['High', 'Low', 1, 1]);
    expect(price.first.lift).toBeCloseTo(brute[0]!, 9);
    expect(price.second.lift).toBeCloseTo(brute[1]!, 9);
    expect(price.difference).toBeCloseTo(brute[0]! - brute[1]!, 9);
    expect(Math.abs(price.difference)).toBeGreaterThan(0.01);
    expect(price.second.cost).toBeLessThanOrEqual(60);
    expect(conflictsOf(test).total).toBe(2);
  });

  it('of a pair is about all contacts between them, either way round', async () => {
    const price = unwrap(await test.core.prices.price({ first: high, second: low }));
    const turned = unwrap(await test.core.prices.price({ first: low, second: high }));
    expect([price.conflicts, price.contacts]).toEqual([2, 2]);
    expect([turned.first, turned.second, turned.difference]).toEqual([price.second, price.first, -price.difference]);
  });

  it('is refused without a conflict, and ends when it is cancelled', async () => {
    const { conflict } = conflictsOf(test, { contact: 'C1' }).rows[0]!;
    expect(await test.core.prices.price({ first: high, second: 'c99' })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND', path: 'second' } });
    expect(await test.core.prices.price({ first: high, second: high })).toMatchObject({ ok: false, fault: { code: 'NOT_FOUND' } });
    const aborted = new AbortController();
    aborted.abort();
    expect(await test.core.prices.price({ conflict }, aborted.signal)).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
    const later = new AbortController();
    const running = test.core.prices.price({ conflict }, later.signal);
    later.abort();
    expect(await running).toMatchObject({ ok: false, fault: { code: 'CANCELLED' } });
    unwrap(await test.core.conflicts.resolve({ conflict, resolution: 'firstWins', actor: 'One', note: '' }));
    expect(await test.core.prices.price({ conflict })).toMatchObject({ ok: false, fault: { code: 'STALE' } });
  });
});
