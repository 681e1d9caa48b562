import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findConflicts, type CampaignBoard } from '../../../src/engine/coordination/detect-conflicts.ts';
import { resolveConflict } from '../../../src/engine/coordination/resolve-conflict.ts';
import { Reservation, type Conflict, type Resolution } from '../../../src/engine/model/campaign.ts';
import { anyBoard, at, makeCampaign, makeReservation } from './support/make-board.ts';
import { naiveConflicts, naiveStanding } from './support/naive-recount.ts';

const campaigns = [makeCampaign('A'), makeCampaign('B', { to: at(12) })];
const high = makeReservation('high', { priority: 80, kind: 'priority', plannedDate: at(0) });
const low = makeReservation('low', { campaign: 'B', priority: 20, from: at(3), to: at(7), plannedDate: at(4), canPreempt: true });
const boardOf = (...reservations: Reservation[]): CampaignBoard => ({ campaigns, reservations, limits: [] });

function conflictsOf(board: CampaignBoard): Conflict[] {
  const conflicts = findConflicts(board);
  if (!conflicts.ok) throw new Error(conflicts.fault.message);
  return conflicts.value;
}

const decide = (board: CampaignBoard, resolution: Resolution) => resolveConflict(conflictsOf(board)[0]!, resolution, board);

/** The reservations after a decision about the first conflict. */
function after(board: CampaignBoard, resolution: Resolution): Reservation[] {
  const decision = decide(board, resolution);
  if (!decision.ok) throw new Error(decision.fault.message);
  return decision.value.changes.map((change) => change.after);
}

describe('a decision by hand', () => {
  it('first wins: preempts where the loser allows it, releases it otherwise', () => {
    expect(after(boardOf(high, low), 'firstWins')).toEqual([{ ...high, preempted: ['low'] }, { ...low, status: 'preempted', preemptedBy: 'high' }]);
    expect(after(boardOf(high, { ...low, canPreempt: false }), 'firstWins')).toEqual([{ ...low, canPreempt: false, status: 'released' }]);
  });

  it('second wins: releases the first, since a lower rank never preempts', () => {
    expect(after(boardOf({ ...high, canPreempt: true }, low), 'secondWins')).toEqual([{ ...high, canPreempt: true, status: 'released' }]);
  });

  it('merge: one touch on the days in common serves both campaigns', () => {
    expect(after(boardOf(high, low), 'merge')).toEqual([
      { ...high, kind: 'exclusive', from: at(3), to: at(4), plannedDate: at(4), canPreempt: false, sharedWith: ['B'] },
      { ...low, status: 'released', mergedInto: 'high' },
    ]);
  });

  it('merge with a hold on the whole contact keeps the channel of the touch', () => {
    const { plannedDate: _none, ...rest } = high;
    const [merged] = after(boardOf({ ...rest, channel: null, kind: 'exclusive' }, low), 'merge');
    expect(merged).toMatchObject({ id: 'high', channel: 'email', plannedDate: at(4) });
  });

  it('defer: moves the loser behind the winner, its touch along, and around what is there', () => {
    expect(after(boardOf(high, low), 'defer')).toEqual([{ ...low, from: at(5), to: at(9), plannedDate: at(6) }]);
    const third = makeReservation('third', { from: at(6), to: at(6) });
    expect(after(boardOf(high, low, third), 'defer')).toEqual([{ ...low, from: at(7), to: at(11), plannedDate: at(8) }]);
  });

  it('defer: says so where the campaign ends too early', () => {
    const decision = decide({ ...boardOf(high, low), campaigns: [campaigns[0]!, makeCampaign('B', { to: at(8) })] }, 'defer');
    expect(decision).toMatchObject({ ok: false, fault: { code: 'CONFLICT', message: expect.stringContaining('No room for reservation low') } });
  });

  it('a full window: the named one stays, as many others go as are too many, touches of different days do not merge', () => {
    const touch = (id: string, day: number, priority: number, changes: Partial<Reservation> = {}) => makeReservation(id, { from: at(day), to: at(day), plannedDate: at(day), priority, ...changes });
    const board: CampaignBoard = { campaigns, reservations: [touch('x', 0, 90), touch('y', 2, 60), touch('z', 4, 30)], limits: [{ contact: null, channel: null, max: 1, windowDays: 7 }] };
    const released = (resolution: Resolution): string[] => after(board, resolution).map((one) => `${one.id} ${one.status}`);
    expect(released('firstWins')).toEqual(['y released', 'z released']);
    expect(released('secondWins')).toEqual(['x released', 'z released']);
    expect(after(board, 'defer').map((one) => [one.id, one.plannedDate])).toEqual([['y', at(7)], ['z', at(14)]]);
    expect(decide(board, 'merge')).toMatchObject({ ok: false, fault: { code: 'NOT_SUPPORTED' } });
    const done = { ...board, reservations: [touch('x', 0, 10, { status: 'executed' }), touch('y', 2, 60)] };
    expect(decide(done, 'secondWins')).toMatchObject({ ok: false, fault: { code: 'CONFLICT' } });
  });

  it('is refused where the conflict is gone or its order has turned', () => {
    const [conflict] = conflictsOf(boardOf(high, low));
    expect(resolveConflict(conflict!, 'firstWins', boardOf(high))).toMatchObject({ ok: false, fault: { code: 'STALE' } });
    expect(resolveConflict(conflict!, 'firstWins', boardOf(high, { ...low, priority: 90 }))).toMatchObject({ ok: false, fault: { code: 'STALE' } });
  });

  it('ends the conflict, touches nobody else, and a move brings no new one', () => {
    const tally = new Map<string, number>();
    const anyResolution = fc.constantFrom<Resolution>('firstWins', 'secondWins', 'merge', 'defer');
    fc.assert(
      fc.property(anyBoard(), anyResolution, fc.nat(), (board, resolution, pick) => {
        const conflicts = conflictsOf(board);
        const conflict = conflicts[pick % Math.max(1, conflicts.length)];
        if (conflict === undefined) return;
        const copy = structuredClone(board);
        const decision = resolveConflict(conflict, resolution, board);
        expect(board).toEqual(copy);
        if (!decision.ok) {
          expect(['CONFLICT', 'NOT_SUPPORTED']).toContain(decision.fault.code);
          return;
        }
        tally.set(resolution, (tally.get(resolution) ?? 0) + 1);
        const changed = new Map(decision.value.changes.map((change) => [change.after.id, change.after]));
        for (const one of changed.values()) {
          expect(conflict.reservations).toContain(one.id);
          expect(Reservation.safeParse(one).error).toBeUndefined();
        }
        const left = naiveConflicts(naiveStanding({ ...board, reservations: board.reservations.map((one) => changed.get(one.id) ?? one) }), board.limits);
        const isSame = (other: Conflict): boolean => JSON.stringify([other.reservations, other.limit]) === JSON.stringify([conflict.reservations, conflict.limit]);
        expect(left.some(isSame)).toBe(false);
        if (resolution === 'defer') for (const moved of changed.keys()) expect(left.some((other) => other.reservations.includes(moved))).toBe(false);
      }),
      { numRuns: 1500, seed: 6 },
    );
    for (const resolution of ['firstWins', 'secondWins', 'merge', 'defer']) expect(tally.get(resolution) ?? 0).toBeGreaterThan(40);
  });
});
