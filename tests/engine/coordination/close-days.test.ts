import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import { closeDays, type Closing } from '../../../src/engine/coordination/close-days.ts';
import type { Reservation } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, channels, contacts, DAYS, makeReservation } from './support/make-board.ts';
import { daysBetween, naiveStanding } from './support/naive-recount.ts';

const claim = (claimant: string | null) => ({ claimantOf: () => claimant, channels, fromDay: parseDay(at(0))!, toDay: parseDay(at(DAYS - 1))! });
const cellsOf = (closings: readonly Closing[]): string[] =>
  closings.flatMap((closing) => closing.contacts.flatMap((contact) => closing.channels.flatMap((channel) => daysBetween(closing.from, closing.to).map((day) => `${closing.campaign} ${contact} ${channel} ${day}`))));

/** Highest priority, then earliest first day, then smallest id. */
const outranks = (one: Reservation, other: Reservation): boolean => (one.priority === other.priority ? (one.from === other.from ? one.id < other.id : one.from < other.from) : one.priority > other.priority);

describe('closed days', () => {
  it('are those of others that no own reservation of higher rank covers, cell by cell', () => {
    fc.assert(
      fc.property(anyBoard(), fc.constantFrom('A', 'B', 'Z', null), (board, claimant) => {
        const standing = naiveStanding(board);
        const expected = new Set<string>();
        for (const contact of contacts) {
          for (const channel of channels) {
            for (const day of daysBetween(at(0), at(DAYS - 1))) {
              const here = standing.filter((one) => one.status === 'active' && one.contact === contact && (one.channel ?? channel) === channel && one.from <= day && day <= one.to);
              for (const hold of here) {
                if (hold.kind !== 'soft' && hold.campaign !== claimant && !here.some((own) => own.campaign === claimant && outranks(own, hold))) expected.add(`${hold.campaign} ${contact} ${channel} ${day}`);
              }
            }
          }
        }
        expect(new Set(cellsOf(closeDays(standing, claim(claimant))))).toEqual(expected);
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('stand together where a campaign holds many contacts in the same way', () => {
    const holds = Array.from({ length: 50 }, (_, place) => makeReservation(`r${place}`, { contact: `c${place}`, channel: place < 25 ? 'email' : null }));
    expect(closeDays(holds, claim(null)).map((closing) => [closing.channels, closing.contacts.length])).toEqual([[['email'], 25], [channels, 25]]);
  });

  it('of a campaign that holds every contact in its own way are no more than days and channels', () => {
    const holds = Array.from({ length: DAYS * DAYS }, (_, place) => ({ place, from: Math.floor(place / DAYS), to: place % DAYS }))
      .filter(({ from, to }) => from <= to)
      .map(({ place, from, to }) => makeReservation(`r${place}`, { contact: `c${place}`, from: at(from), to: at(to) }));
    const closings = closeDays(holds, claim('B'));
    expect(closings).toHaveLength(DAYS);
    expect(new Set(cellsOf(closings))).toEqual(new Set(holds.flatMap((hold) => daysBetween(hold.from, hold.to).map((day) => `A ${hold.contact} email ${day}`))));
  });
});
