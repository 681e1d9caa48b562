import fc from 'fast-check';
import { expect, it } from 'vitest';
import { autoResolve } from '../../../src/engine/coordination/auto-resolve.ts';
import { findConflicts, type CampaignBoard } from '../../../src/engine/coordination/detect-conflicts.ts';
import { findFreeSlots } from '../../../src/engine/coordination/free-slots.ts';
import type { ReservationChange } from '../../../src/engine/coordination/reservation-change.ts';
import { executeReservation, expireStale, preemptReservation, releaseReservation } from '../../../src/engine/coordination/reservation-lifecycle.ts';
import { extendReservation, reserve, type ReserveAnswer } from '../../../src/engine/coordination/reserve.ts';
import { resolveConflict } from '../../../src/engine/coordination/resolve-conflict.ts';
import type { Result } from '../../../src/engine/base/fault.ts';
import { Reservation, type Resolution } from '../../../src/engine/model/campaign.ts';
import { anyBoard, anyReservation, at, DAYS } from './support/make-board.ts';
import { byRank, daysBetween, inOrder, naiveConflicts, naiveStanding } from './support/naive-recount.ts';
import { runs } from '../../support/runs.ts';

/** One step of a planner's day; `pick` chooses among what is there. */
type Operation =
  | { readonly name: 'reserve'; readonly wanted: Reservation; readonly mayPreempt: boolean }
  | { readonly name: 'extend' | 'execute'; readonly pick: number; readonly days: number }
  | { readonly name: 'release'; readonly pick: number }
  | { readonly name: 'preempt'; readonly pick: number; readonly by: number }
  | { readonly name: 'expire'; readonly today: number }
  | { readonly name: 'resolve'; readonly pick: number; readonly resolution: Resolution }
  | { readonly name: 'autoResolve'; readonly policy: 'preempt' | 'defer' }
  | { readonly name: 'undo' };

const pick = fc.nat(1000);
const reserving = fc.record({ name: fc.constant('reserve' as const), wanted: anyReservation('wanted'), mayPreempt: fc.boolean() });
const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  reserving,
  reserving,
  reserving,
  fc.record({ name: fc.constantFrom('extend' as const, 'execute' as const), pick, days: fc.integer({ min: -1, max: 4 }) }),
  fc.record({ name: fc.constant('release' as const), pick }),
  fc.record({ name: fc.constant('preempt' as const), pick, by: pick }),
  fc.record({ name: fc.constant('expire' as const), today: fc.nat(DAYS) }),
  fc.record({ name: fc.constant('resolve' as const), pick, resolution: fc.constantFrom<Resolution>('firstWins', 'secondWins', 'merge', 'defer') }),
  fc.record({ name: fc.constant('autoResolve' as const), policy: fc.constantFrom('preempt' as const, 'defer' as const) }),
  fc.record({ name: fc.constant('undo' as const) }),
);

const dayAfter = (date: string, days: number): string => daysBetween(date, at(DAYS + 40))[days] ?? at(-5);
const changed = <T>(result: Result<T>, read: (value: T) => readonly ReservationChange[]): readonly ReservationChange[] => (result.ok ? read(result.value) : []);
const single = (before: Reservation, result: Result<Reservation>): readonly ReservationChange[] => changed(result, (after) => [{ before, after }]);

/** Conflicts of a reservation by the recount, as if its campaign were active. */
const naiveConflictsOf = (one: Reservation, board: CampaignBoard) =>
  naiveConflicts([...naiveStanding(board).filter((other) => other.id !== one.id), one], board.limits).filter((conflict) => conflict.reservations.includes(one.id));

function checkReserve(operation: Operation & { name: 'reserve' }, id: string, board: CampaignBoard): readonly ReservationChange[] {
  const { status: _status, ...wanted } = operation.wanted;
  const answer = reserve({ ...wanted, id }, board, operation.mayPreempt);
  if (!answer.ok) throw new Error(answer.fault.message);
  const expected = naiveConflictsOf({ ...wanted, id, status: 'active' }, board);
  if (answer.value.outcome === 'conflict') {
    expect(inOrder(answer.value.conflicts)).toEqual(inOrder(expected));
    return [];
  }
  const losers = answer.value.changes.map((change) => change.after).filter((one) => one.id !== id);
  expect(losers.every((one) => one.status === 'preempted' && one.preemptedBy === id && one.canPreempt && one.priority < wanted.priority)).toBe(true);
  expect(answer.value.reservation.preempted ?? []).toEqual(expect.arrayContaining(losers.map((one) => one.id)));
  if (!operation.mayPreempt) expect(expected).toEqual([]);
  const lost = new Set(losers.map((one) => one.id));
  expect(naiveConflictsOf(answer.value.reservation, { ...board, reservations: board.reservations.filter((one) => !lost.has(one.id)) })).toEqual([]);
  return answer.value.changes;
}

function checkExtend(before: Reservation, to: string, board: CampaignBoard): readonly ReservationChange[] {
  const answer: Result<ReserveAnswer> = extendReservation(before, to, board);
  const campaign = board.campaigns.find((one) => one.id === before.campaign)!;
  const isLegal = before.status === 'active' && to > before.to && (campaign.from ?? '') <= before.from && to <= (campaign.to ?? '9999');
  expect(answer.ok).toBe(isLegal);
  if (!answer.ok) return [];
  const meets = naiveConflictsOf({ ...before, to }, board).some((conflict) => conflict.kind !== 'frequency' && conflict.to > before.to);
  expect(answer.value.outcome).toBe(meets ? 'conflict' : 'reserved');
  return answer.value.outcome === 'reserved' ? answer.value.changes : [];
}

/** Carries out one operation and compares its answer with what the recount expects. */
function carryOut(operation: Operation, board: CampaignBoard, step: number): readonly ReservationChange[] {
  const { reservations } = board;
  const chosen = 'pick' in operation ? reservations[operation.pick % reservations.length] : undefined;
  switch (operation.name) {
    case 'reserve':
      return checkReserve(operation, `n${step}`, board);
    case 'extend':
      return chosen === undefined ? [] : checkExtend(chosen, dayAfter(chosen.to, operation.days), board);
    case 'execute': {
      if (chosen === undefined) return [];
      const day = dayAfter(chosen.from, operation.days);
      const result = executeReservation(chosen, day);
      expect(result.ok).toBe(chosen.status === 'active' && chosen.channel !== null && daysBetween(chosen.from, chosen.to).includes(day));
      return single(chosen, result);
    }
    case 'release':
      return chosen === undefined ? [] : single(chosen, releaseReservation(chosen));
    case 'preempt': {
      const winner = reservations[operation.by % reservations.length];
      if (chosen === undefined || winner === undefined || winner.id === chosen.id) return [];
      const result = preemptReservation(winner, chosen);
      const isHigher = byRank([winner, chosen])[0]!.id === winner.id;
      expect(result.ok).toBe(chosen.status === 'active' && chosen.canPreempt && (winner.status === 'active' || winner.status === 'executed') && isHigher);
      return changed(result, (both) => [{ before: winner, after: both.winner }, { before: chosen, after: both.loser }]);
    }
    case 'expire': {
      const expired = expireStale(reservations, at(operation.today));
      expect(expired.map((change) => change.after.id)).toEqual(reservations.filter((one) => one.status === 'active' && at(operation.today) > one.to).map((one) => one.id));
      return expired;
    }
    case 'resolve': {
      const conflicts = findConflicts(board);
      const conflict = conflicts.ok ? conflicts.value[operation.pick % Math.max(1, conflicts.value.length)] : undefined;
      return conflict === undefined ? [] : changed(resolveConflict(conflict, operation.resolution, board), (decision) => decision.changes);
    }
    case 'autoResolve':
      return changed(autoResolve(board, operation.policy), (report) => report.changes);
    case 'undo':
      return [];
  }
}

function applyChanges(board: CampaignBoard, changes: readonly ReservationChange[]): CampaignBoard {
  const after = new Map(changes.map((change) => [change.after.id, change.after]));
  const added = changes.filter((change) => change.before === null).map((change) => change.after);
  for (const { before, after: now } of changes) if (before !== null) expect(board.reservations.find((one) => one.id === now.id)).toBe(before);
  return { ...board, reservations: [...board.reservations.map((one) => after.get(one.id) ?? one), ...added] };
}

function checkBoard(board: CampaignBoard): void {
  const standing = naiveStanding(board);
  const expected = naiveConflicts(standing, board.limits);
  const found = findConflicts(board);
  expect(found.ok && inOrder(found.value)).toEqual(inOrder(expected));
  const byId = new Map(board.reservations.map((one) => [one.id, one]));
  for (const one of board.reservations) {
    expect(Reservation.safeParse(one).error).toBeUndefined();
    if (one.preemptedBy !== undefined) expect(byId.get(one.preemptedBy)?.preempted).toContain(one.id);
    for (const loser of one.preempted ?? []) expect(byId.get(loser)?.preemptedBy).toBe(one.id);
  }
  const slots = findFreeSlots({ campaign: null, contact: 'c1', channel: 'email', kind: 'exclusive' }, { from: at(0), to: at(DAYS) }, standing);
  const held = (day: string): boolean => standing.some((one) => one.status === 'active' && one.contact === 'c1' && one.channel !== 'visit' && daysBetween(one.from, one.to).includes(day));
  expect(slots.ok && slots.value.flatMap((slot) => daysBetween(slot.from, slot.to))).toEqual(daysBetween(at(0), at(DAYS)).filter((day) => !held(day)));
}

it('thousands of random operations on reservations agree with a recount day by day after each', () => {
  const counts = new Map<string, number>();
  fc.assert(
    fc.property(anyBoard(10), fc.array(anyOperation, { minLength: 5, maxLength: 25, size: 'max' }), (start, operations) => {
      const open = start.campaigns.map(({ from: _from, to: _to, ...campaign }) => campaign);
      const history: CampaignBoard[] = [{ ...start, campaigns: open }];
      for (const [step, operation] of operations.entries()) {
        const board = history.at(-1)!;
        if (operation.name === 'undo' && history.length > 1) history.pop();
        const changes = carryOut(operation, board, step);
        if (changes.length > 0) {
          history.push(applyChanges(board, changes));
          counts.set(operation.name, (counts.get(operation.name) ?? 0) + 1);
        }
        checkBoard(history.at(-1)!);
      }
    }),
    { numRuns: runs(600), seed: 7 },
  );
  for (const name of ['reserve', 'extend', 'execute', 'release', 'preempt', 'expire', 'resolve', 'autoResolve']) expect([name, (counts.get(name) ?? 0) >= runs(30)]).toEqual([name, true]);
});
