import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHeldDays } from '../../../src/engine/coordination/held-days.ts';
import type { ReservationKind } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, contacts, makeCampaign, makeReservation } from './support/make-board.ts';
import { daysBetween, naiveStanding } from './support/naive-recount.ts';

describe('days that others hold', () => {
  it('join where they touch, stay apart where a day is free, and come by contact and channel', () => {
    const reservations = [
      makeReservation('a', { from: at(0), to: at(2) }),
      makeReservation('b', { from: at(3), to: at(4) }),
      makeReservation('c', { from: at(6), to: at(6), channel: 'visit' }),
      makeReservation('d', { from: at(8), to: at(9), channel: null }),
      makeReservation('e', { from: at(6), to: at(7) }),
      makeReservation('f', { campaign: 'B', from: at(12), to: at(12) }),
    ];
    const held = findHeldDays('B', { campaigns: [makeCampaign('A'), makeCampaign('B')], reservations });
    expect(held).toEqual({
      ok: true,
      value: [
        { contact: 'c1', channel: null, days: [{ from: at(8), to: at(9) }] },
        { contact: 'c1', channel: 'email', days: [{ from: at(0), to: at(4) }, { from: at(6), to: at(7) }] },
        { contact: 'c1', channel: 'visit', days: [{ from: at(6), to: at(6) }] },
      ],
    });
  });

  it('name a campaign that is not there', () => {
    expect(findHeldDays('B', { campaigns: [], reservations: [makeReservation('a')] })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
  });

  it('are the cells that standing reservations of others cover, for every kind of claim', () => {
    fc.assert(
      fc.property(anyBoard(), fc.constantFrom('A', 'B', 'Z'), fc.constantFrom<ReservationKind>('exclusive', 'priority', 'soft'), (board, campaign, kind) => {
        const expected = new Set(
          naiveStanding(board)
            .filter((one) => one.status === 'active' && one.campaign !== campaign && !(kind === 'soft' && one.kind === 'soft'))
            .flatMap((one) => daysBetween(one.from, one.to).map((day) => `${one.contact} ${one.channel} ${day}`)),
        );
        const held = findHeldDays(campaign, board, kind);
        const found = held.ok ? held.value.flatMap((place) => place.days.flatMap(({ from, to }) => daysBetween(from, to).map((day) => `${place.contact} ${place.channel} ${day}`))) : [];
        expect(found.length).toBe(new Set(found).size);
        expect(new Set(found)).toEqual(expected);
        for (const contact of contacts) expect(held.ok && held.value.filter((place) => place.contact === contact).map((place) => place.channel ?? '')).toEqual([...new Set(found.filter((cell) => cell.startsWith(contact)).map((cell) => cell.split(' ')[1]!.replace('null', '')))]);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
