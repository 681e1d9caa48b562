import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareContacts } from '../../../src/engine/coordination/share-contacts.ts';
import { anyBoard, contacts, makeCampaign, makeReservation } from './support/make-board.ts';
import { naiveStanding } from './support/naive-recount.ts';

const everybody = () => contacts;

describe('contacts of several campaigns', () => {
  it('go to the highest reservation, then to the highest priority, then to the smaller id', () => {
    const campaigns = [makeCampaign('A'), makeCampaign('B', { priority: 90 }), makeCampaign('C')];
    const standing = [makeReservation('r1', { campaign: 'C', contact: 'c1', kind: 'soft', priority: 10 })];
    const { campaignOf, decisions } = shareContacts(campaigns, everybody, standing);
    expect([...campaignOf]).toEqual([['c1', 'C'], ['c2', 'B']]);
    expect(decisions).toEqual([
      { contact: 'c1', winner: 'C', loser: 'A', because: 'rank' },
      { contact: 'c1', winner: 'C', loser: 'B', because: 'rank' },
      { contact: 'c2', winner: 'B', loser: 'A', because: 'priority' },
      { contact: 'c2', winner: 'B', loser: 'C', because: 'priority' },
    ]);
    expect(shareContacts([makeCampaign('C'), makeCampaign('A')], () => ['c1'], []).decisions).toEqual([{ contact: 'c1', winner: 'A', loser: 'C', because: 'id' }]);
  });

  it('are each planned by exactly one that wants them, whatever the order of campaigns and reservations', () => {
    fc.assert(
      fc.property(anyBoard(), fc.subarray(contacts), (board, wanted) => {
        const audienceOf = (campaign: string): string[] => (campaign === 'A' ? wanted : contacts);
        const standing = naiveStanding(board);
        const shares = shareContacts(board.campaigns, audienceOf, standing);
        expect([...shares.campaignOf.keys()].sort()).toEqual(contacts);
        for (const [contact, campaign] of shares.campaignOf) expect(audienceOf(campaign)).toContain(contact);
        const turned = shareContacts([...board.campaigns].reverse(), audienceOf, [...standing].reverse());
        expect(turned).toEqual(shares);
        expect(shares.decisions).toHaveLength(contacts.length * board.campaigns.length - (contacts.length - wanted.length) - contacts.length);
      }),
      { numRuns: 100, seed: 3 },
    );
  });
});
