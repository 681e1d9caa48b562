import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import { divideDays, type Closing, type PlanningClaim } from '../../../src/engine/coordination/divide-days.ts';
import type { Reservation } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, channels, contacts, DAYS, makeReservation } from './support/make-board.ts';
import { daysBetween, naiveStanding } from './support/naive-recount.ts';

const claim = (claimant: string | null): PlanningClaim => ({ isPlanned: () => true, campaigns: new Set(claimant === null ? [] : [claimant]), channels, fromDay: parseDay(at(0))!, toDay: parseDay(at(DAYS - 1))! });
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
        expect(new Set(cellsOf(divideDays(standing, claim(claimant)).closed))).toEqual(expected);
      }),
      { numRuns: 300, seed: 8 },
    );
  });

  it('stand together where a campaign holds many contacts in the same way', () => {
    const holds = Array.from({ length: 50 }, (_, place) => makeReservation(`r${place}`, { contact: `c${place}`, channel: place < 25 ? 'email' : null }));
    expect(divideDays(holds, claim(null)).closed.map((closing) => [closing.channels, closing.contacts.length])).toEqual([[['email'], 25], [channels, 25]]);
  });

  it('of a campaign that holds every contact in its own way are no more than days and channels', () => {
    const holds = Array.from({ length: DAYS * DAYS }, (_, place) => ({ place, from: Math.floor(place / DAYS), to: place % DAYS }))
      .filter(({ from, to }) => from <= to)
      .map(({ place, from, to }) => makeReservation(`r${place}`, { contact: `c${place}`, from: at(from), to: at(to) }));
    const closings = divideDays(holds, claim('B')).closed;
    expect(closings).toHaveLength(DAYS);
    expect(new Set(cellsOf(closings))).toEqual(new Set(holds.flatMap((hold) => daysBetween(hold.from, hold.to).map((day) => `A ${hold.contact} email ${day}`))));
  });

  it('of several campaigns belong to the highest firm reservation, else the highest wish comes first', () => {
    fc.assert(
      fc.property(anyBoard(), (board) => {
        const standing = naiveStanding(board);
        const campaigns = new Set(['A', 'B']);
        const expected = { closed: new Set<string>(), reserved: new Set<string>(), wished: new Set<string>() };
        for (const contact of contacts) {
          for (const channel of channels) {
            for (const day of daysBetween(at(0), at(DAYS - 1))) {
              const here = standing.filter((one) => one.status === 'active' && one.contact === contact && (one.channel ?? channel) === channel && one.from <= day && day <= one.to);
              const own = here.filter(({ campaign }) => campaigns.has(campaign));
              const top = (list: readonly Reservation[]): Reservation | undefined => list.find((one) => list.every((other) => other === one || outranks(one, other)));
              const outside = here.filter((one) => one.kind !== 'soft' && !campaigns.has(one.campaign));
              const against = outside.filter((hold) => !own.some((mine) => outranks(mine, hold)));
              for (const hold of against) expected.closed.add(`${hold.campaign} ${contact} ${channel} ${day}`);
              if (against.length > 0 || own.length === 0) continue;
              const firm = outside.length > 0 ? top(own) : top(own.filter(({ kind }) => kind !== 'soft'));
              if (firm === undefined) expected.wished.add(`${top(own)!.campaign} ${contact} ${channel} ${day}`);
              else expected.reserved.add(`${firm.campaign} ${contact} ${channel} ${day}`);
            }
          }
        }
        const divided = divideDays(standing, { ...claim(null), campaigns });
        expect({ closed: new Set(cellsOf(divided.closed)), reserved: new Set(cellsOf(divided.reserved)), wished: new Set(cellsOf(divided.wished)) }).toEqual(expected);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});
