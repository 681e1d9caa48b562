import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectConflicts, findConflicts, listConflicts } from '../../../src/engine/coordination/detect-conflicts.ts';
import { createReservationTable } from '../../../src/engine/coordination/reservation-table.ts';
import { sortRowsBy } from '../../../src/engine/coordination/sort-rows.ts';
import { Conflict } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, makeCampaign, makeReservation } from './support/make-board.ts';
import { inOrder, naiveConflicts, naiveStanding } from './support/naive-recount.ts';

const own = makeReservation('own');

describe('conflicts', () => {
  it('two campaigns on one contact, channel and day overlap on the days they share', () => {
    const other = makeReservation('other', { campaign: 'B', kind: 'priority', priority: 70, from: at(3), to: at(9) });
    expect(listConflicts([own, other], [])).toEqual([
      { kind: 'overlap', contact: 'c1', channel: 'email', from: at(3), to: at(4), reservations: ['other', 'own'], campaigns: ['B', 'A'] },
    ]);
  });

  it.each([
    ['the same campaign', {}],
    ['another contact', { campaign: 'B', contact: 'c2' }],
    ['another channel', { campaign: 'B', channel: 'visit' }],
    ['the day after', { campaign: 'B', from: at(5), to: at(6) }],
  ])('%s is no conflict', (_, changes) => {
    expect(listConflicts([own, makeReservation('other', changes)], [])).toEqual([]);
  });

  it('two soft ones live together, a soft one and a firm one do not', () => {
    const soft = (id: string, campaign: string) => makeReservation(id, { campaign, kind: 'soft' });
    expect(listConflicts([soft('x', 'A'), soft('y', 'B')], [])).toEqual([]);
    expect(listConflicts([soft('x', 'A'), makeReservation('y', { campaign: 'B', kind: 'priority' })], [])).toHaveLength(1);
  });

  it('a hold on the whole contact meets every channel, soft ones too', () => {
    const wide = makeReservation('wide', { campaign: 'B', channel: null });
    const soft = makeReservation('soft', { campaign: 'C', channel: 'visit', kind: 'soft' });
    expect(listConflicts([own, wide, soft], []).map(({ channel, reservations }) => [channel, ...reservations])).toEqual([['email', 'own', 'wide'], ['visit', 'soft', 'wide']]);
    expect(listConflicts([wide, makeReservation('wide2', { channel: null })], [])[0]?.channel).toBeNull();
  });

  it('it is preemption where the lower priority allows it, not among equals', () => {
    const kindAgainst = (priority: number, canPreempt: boolean): string | undefined => listConflicts([own, makeReservation('other', { campaign: 'B', priority, canPreempt })], [])[0]?.kind;
    expect(kindAgainst(49, true)).toBe('preemption');
    expect(kindAgainst(49, false)).toBe('overlap');
    expect(kindAgainst(50, true)).toBe('overlap');
  });

  it('planned and executed touches of all campaigns together break a limit', () => {
    const touch = (id: string, campaign: string, day: number, changes = {}) => makeReservation(id, { campaign, channel: id, from: at(day), to: at(day), plannedDate: at(day), ...changes });
    const touches = [touch('email', 'A', 0, { status: 'executed' as const }), touch('visit', 'B', 3), touch('phone', 'C', 6, { priority: 90 })];
    const limit = { contact: null, channel: null, max: 2, windowDays: 7 };
    expect(listConflicts(touches, [limit])).toEqual([
      { kind: 'frequency', contact: 'c1', channel: null, from: at(0), to: at(6), reservations: ['email', 'phone', 'visit'], campaigns: ['A', 'C', 'B'], limit },
    ]);
    expect(listConflicts(touches, [{ ...limit, windowDays: 6 }])).toEqual([]);
    expect(listConflicts(touches, [{ ...limit, channel: 'email' }])).toEqual([]);
    expect(listConflicts(touches, [{ ...limit, contact: 'c2' }])).toEqual([]);
  });

  it('only active reservations of active campaigns hold anything, and an unknown campaign is named', () => {
    const other = makeReservation('other', { campaign: 'B' });
    const board = { campaigns: [makeCampaign('A'), makeCampaign('B', { status: 'paused' })], reservations: [own, other], limits: [] };
    expect(findConflicts(board)).toEqual({ ok: true, value: [] });
    expect(findConflicts({ ...board, campaigns: [makeCampaign('A')] })).toMatchObject({ ok: false, fault: { code: 'UNKNOWN_REFERENCE' } });
  });

  it('match a recount day by day on random boards', () => {
    let found = 0;
    fc.assert(
      fc.property(anyBoard(), (board) => {
        const conflicts = findConflicts(board);
        if (!conflicts.ok) throw new Error(conflicts.fault.message);
        found += conflicts.value.length;
        expect(inOrder(conflicts.value)).toEqual(inOrder(naiveConflicts(naiveStanding(board), board.limits)));
        for (const conflict of conflicts.value) expect(Conflict.safeParse(conflict).success).toBe(true);
      }),
      { numRuns: 1500, seed: 1 },
    );
    expect(found).toBeGreaterThan(1000);
  });

  it('come in the same order whatever the order of the reservations', () => {
    fc.assert(
      fc.property(anyBoard().chain((board) => fc.tuple(fc.constant(board), fc.shuffledSubarray([...board.reservations], { minLength: board.reservations.length }))), ([board, shuffled]) => {
        expect(findConflicts({ ...board, reservations: shuffled })).toEqual(findConflicts(board));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('are all counted where only the first are kept', () => {
    const reservations = ['A', 'B', 'C', 'D'].map((campaign) => makeReservation(campaign, { campaign }));
    const table = createReservationTable(reservations);
    const all = detectConflicts(table, []);
    const some = detectConflicts(table, [], 2);
    expect([all.total, all.count, some.total, some.count]).toEqual([6, 6, 6, 2]);
    expect([...some.members]).toEqual([...all.members.subarray(0, 4)]);
    expect(some.memberStart).toHaveLength(3);
  });
});

describe('rows sorted by a key', () => {
  it('rise, equal keys in their old order, over one digit and two', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })), { maxLength: 50 }), (keys) => {
        const sorted = sortRowsBy(Int32Array.from(keys.keys()), Int32Array.from(keys));
        expect([...sorted]).toEqual([...keys.keys()].sort((first, second) => keys[first]! - keys[second]! || first - second));
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
