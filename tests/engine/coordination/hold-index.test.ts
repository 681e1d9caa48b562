import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import { describeActionHold, indexHolds } from '../../../src/engine/coordination/hold-index.ts';
import { divideDays } from '../../../src/engine/coordination/divide-days.ts';
import { anyBoard, at, channels, contacts, DAYS, makeCampaign, makeReservation } from './support/make-board.ts';
import { daysBetween, naiveStanding } from './support/naive-recount.ts';

const dayOf = (date: string): number => parseDay(date)!;

describe('holds against one action', () => {
  it('close exactly the days that are closed to a plan of the campaign', () => {
    fc.assert(
      fc.property(anyBoard(), fc.constantFrom('A', 'B', 'C', null), (board, claimant) => {
        const claimants = claimant === null ? [] : [claimant];
        const divided = divideDays(naiveStanding(board), { isPlanned: () => true, campaigns: new Set(claimants), channels, fromDay: dayOf(at(0)), toDay: dayOf(at(DAYS - 1)) });
        const closed = new Set(divided.closed.flatMap(({ campaign, from, to, contacts: names, channels: by }) => names.flatMap((contact) => by.flatMap((channel) => daysBetween(from, to).map((day) => `${campaign} ${contact} ${channel} ${day}`)))));
        const holds = indexHolds(board.campaigns, board.reservations);
        for (const contact of contacts) {
          const held = holds.of(contact);
          for (const channel of channels) {
            for (const day of daysBetween(at(0), at(DAYS - 1))) {
              const found = held?.listOn(channel, dayOf(day), claimants) ?? [];
              for (const campaign of ['A', 'B', 'C', 'D']) expect(found.some((hold) => hold.closes && hold.campaign === campaign)).toBe(closed.has(`${campaign} ${contact} ${channel} ${day}`));
              expect(held?.isClosed(channel, dayOf(day), claimants) ?? false).toBe(found.some(({ closes }) => closes));
              expect(found.every((hold) => hold.campaign !== claimant)).toBe(true);
            }
          }
        }
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('of a campaign that is not active, or reservations that ended, are none', () => {
    const holds = indexHolds([makeCampaign('A', { status: 'draft' }), makeCampaign('B')], [makeReservation('r1'), makeReservation('r2', { campaign: 'B', status: 'released' })]);
    expect(holds.of('c1')?.listOn('email', dayOf(at(0)), [])).toEqual([]);
    expect(holds.of('c2')).toBeUndefined();
  });

  it('own reservations of a draft count for it', () => {
    const draft = makeReservation('r1', { priority: 90 });
    const holds = indexHolds([makeCampaign('A', { status: 'draft' }), makeCampaign('B')], [draft, makeReservation('r2', { campaign: 'B' })]);
    expect(holds.of('c1')?.isClosed('email', dayOf(at(0)), ['A'])).toBe(false);
    expect(holds.of('c1')?.isClosed('email', dayOf(at(0)), [])).toBe(true);
  });

  it('are named with kind, channel and days', () => {
    const hold = indexHolds([makeCampaign('A', { name: 'Spring Launch' })], [makeReservation('r1', { channel: null })]).of('c1')?.listOn('visit', dayOf(at(1)), [])[0];
    expect(hold && describeActionHold(hold)).toBe('Spring Launch, exclusive on all channels, 2027-01-04 to 2027-01-08');
  });

  it('a campaign nobody knows is named', () => {
    expect(indexHolds([makeCampaign('A')], []).checkClaimants(['A', 'Z'])).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE', message: 'Campaign Z does not exist.', path: 'campaign' } });
  });
});
