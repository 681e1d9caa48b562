import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import { matchTouches, type PastTouch } from '../../../src/engine/coordination/match-touches.ts';
import { executeReservation } from '../../../src/engine/coordination/reservation-lifecycle.ts';
import { anyBoard, at, channels, contacts, DAYS, makeCampaign, makeReservation } from './support/make-board.ts';

const touch = (day: number, changes: Partial<PastTouch> = {}): PastTouch => ({ contact: 'c1', channel: 'email', day: parseDay(at(day))!, campaign: null, ...changes });
const both = [makeCampaign('A'), makeCampaign('B')];

describe('imported touches', () => {
  it('use the highest reservation that covers their day, each one', () => {
    const reservations = [makeReservation('r1', { priority: 20 }), makeReservation('r2', { campaign: 'B', priority: 80, from: at(2) })];
    const { matches, unused } = matchTouches(both, reservations, [touch(3), touch(1), touch(4), touch(9)]);
    expect(matches.map(({ reservation, day }) => [reservation.id, day])).toEqual([['r1', parseDay(at(1))], ['r2', parseDay(at(3))]]);
    expect(unused).toBe(0);
  });

  it('that name a campaign use only its reservations', () => {
    const reservations = [makeReservation('r1'), makeReservation('r2', { campaign: 'B' })];
    expect(matchTouches(both, reservations, [touch(1, { campaign: 'campaign b ' })]).matches.map(({ reservation }) => reservation.id)).toEqual(['r2']);
    expect(matchTouches(both, reservations, [touch(1, { campaign: 'Another' })])).toEqual({ matches: [], unused: 1 });
  });

  it('leave alone what is not active, on another channel, or holds every channel', () => {
    const reservations = [makeReservation('r1', { status: 'released' }), makeReservation('r2', { channel: 'visit' }), makeReservation('r3', { channel: null }), makeReservation('r4', { campaign: 'B' })];
    expect(matchTouches([makeCampaign('A'), makeCampaign('B', { status: 'paused' })], reservations, [touch(1)]).matches).toEqual([]);
  });

  it('use nothing more once what they used is recorded, whatever the board', () => {
    const anyTouch = fc.record({ contact: fc.constantFrom(...contacts), channel: fc.constantFrom(...channels), day: fc.nat(DAYS - 1).map((day) => parseDay(at(day))!), campaign: fc.constantFrom(null, 'Campaign A', 'Campaign B') });
    fc.assert(
      fc.property(anyBoard(), fc.uniqueArray(anyTouch, { maxLength: 10, selector: ({ contact, channel, day }) => `${contact} ${channel} ${day}` }), ({ campaigns, reservations }, touches) => {
        const fresh = reservations.filter(({ status }) => status !== 'executed');
        const { matches } = matchTouches(campaigns, fresh, touches);
        const after = new Map(
          matches.map(({ reservation, day }) => {
            const found = touches.find((one) => one.day === day && one.contact === reservation.contact && one.channel === reservation.channel);
            expect(found).toBeDefined();
            const executed = executeReservation(reservation, at(day - parseDay(at(0))!));
            if (!executed.ok) throw new Error(executed.fault.message);
            return [reservation.id, executed.value];
          }),
        );
        expect(after.size).toBe(matches.length);
        expect(matchTouches(campaigns, fresh.map((one) => after.get(one.id) ?? one), touches).matches).toEqual([]);
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});
