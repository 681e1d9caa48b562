import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/engine/base/day.ts';
import type { Claim } from '../../../src/engine/coordination/collide.ts';
import { findFreeSlots } from '../../../src/engine/coordination/free-slots.ts';
import type { Reservation } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, channels, contacts, DAYS, makeReservation } from './support/make-board.ts';
import { daysBetween, naiveConflicts, naiveStanding } from './support/naive-recount.ts';

const claim: Claim = { campaign: 'B', contact: 'c1', channel: 'email', kind: 'priority' };
const week = { from: at(0), to: at(9) };
const touchOn = (day: number, changes: Partial<Reservation> = {}): Reservation => makeReservation('t', { from: at(day), to: at(day), plannedDate: at(day), status: 'executed', ...changes });

describe('free slots', () => {
  it('are what other campaigns leave of the range', () => {
    expect(findFreeSlots(claim, week, [makeReservation('x', { from: at(2), to: at(4) })])).toEqual({ ok: true, value: [{ from: at(0), to: at(1) }, { from: at(5), to: at(9) }] });
    expect(findFreeSlots({ ...claim, campaign: 'A' }, week, [makeReservation('x')])).toEqual({ ok: true, value: [week] });
    expect(findFreeSlots(claim, { from: at(1), to: at(3) }, [makeReservation('x')])).toEqual({ ok: true, value: [] });
  });

  it('keep the cooldown on both sides of a touch', () => {
    expect(findFreeSlots(claim, week, [touchOn(4)], { cooldownDays: 3 })).toEqual({ ok: true, value: [{ from: at(0), to: at(1) }, { from: at(7), to: at(9) }] });
    expect(findFreeSlots(claim, week, [touchOn(4, { channel: 'visit' })], { cooldownDays: 3 })).toEqual({ ok: true, value: [week] });
  });

  it('close the days on which one more touch would pass a limit', () => {
    const limits = [{ contact: null, channel: null, max: 2, windowDays: 5 }];
    const touches = [touchOn(3), touchOn(5, { id: 'u', channel: 'visit' })];
    expect(findFreeSlots(claim, week, touches, { limits })).toEqual({ ok: true, value: [{ from: at(0), to: at(0) }, { from: at(8), to: at(9) }] });
  });

  it('refuse a range that runs backwards or for ever', () => {
    expect(findFreeSlots(claim, { from: at(3), to: at(2) }, [])).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
    expect(findFreeSlots(claim, { from: '2027-01-01', to: '9999-01-01' }, [])).toMatchObject({ ok: false, fault: { code: 'BAD_INPUT' } });
  });

  it('are exactly the days on which a touch would bring no conflict', () => {
    const anyClaim = fc.record({
      campaign: fc.constantFrom('A', 'B'),
      contact: fc.constantFrom(...contacts),
      channel: fc.constantFrom(...channels, null),
      kind: fc.constantFrom('priority' as const, 'soft' as const),
    });
    fc.assert(
      fc.property(anyBoard(8), anyClaim, fc.nat(4), (board, asked, cooldownDays) => {
        const standing = naiveStanding(board);
        const wanted: Claim = asked.channel === null ? { ...asked, kind: 'exclusive' } : asked;
        const slots = findFreeSlots(wanted, { from: at(-3), to: at(DAYS + 3) }, standing, { cooldownDays, limits: board.limits });
        if (!slots.ok) throw new Error(slots.fault.message);
        const free = daysBetween(at(-3), at(DAYS + 3)).filter((day) => {
          const touch = makeReservation('new', { ...asked, kind: wanted.kind, from: day, to: day, ...(asked.channel === null ? {} : { plannedDate: day }) });
          const isTooNear = asked.channel !== null && standing.some((one) => one.contact === asked.contact && one.channel === asked.channel && one.plannedDate !== undefined && Math.abs(parseDay(one.plannedDate)! - parseDay(day)!) < cooldownDays);
          return !isTooNear && naiveConflicts([...standing, touch], board.limits).every((conflict) => !conflict.reservations.includes('new'));
        });
        expect(slots.value.flatMap((slot) => daysBetween(slot.from, slot.to))).toEqual(free);
      }),
      { numRuns: 400, seed: 4 },
    );
  });
});
