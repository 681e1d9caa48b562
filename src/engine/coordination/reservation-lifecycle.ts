import { formatDay } from '../base/day.ts';
import { fail, succeed, type Result } from '../base/fault.ts';
import type { Reservation } from '../model/campaign.ts';
import { mayPreempt } from './rank.ts';
import type { ReservationChange } from './reservation-change.ts';
import { dayOf } from './touch-limits.ts';

/** Refuses whatever is not active: the other states are final. */
function requireActive(reservation: Reservation): Result<Reservation> {
  if (reservation.status === 'active') return succeed(reservation);
  return fail('CONFLICT', `Reservation ${reservation.id} is ${reservation.status}.`, { hint: 'Only active reservations change.', path: 'status' });
}

/** Gives an active reservation back. */
export function releaseReservation(reservation: Reservation): Result<Reservation> {
  const active = requireActive(reservation);
  return active.ok ? succeed({ ...active.value, status: 'released' }) : active;
}

/** First day on which an active reservation is stale: its own, or the day after its last. */
export const staleFrom = (reservation: Reservation): string => reservation.expiresAt ?? formatDay(dayOf(reservation.to) + 1);

/** Ends a reservation that was not used in time; `CONFLICT` before it is stale. */
export function expireReservation(reservation: Reservation, today: string): Result<Reservation> {
  const active = requireActive(reservation);
  if (!active.ok) return active;
  if (today < staleFrom(reservation)) return fail('CONFLICT', `Reservation ${reservation.id} stands until ${staleFrom(reservation)}; today is ${today}.`, { path: 'expiresAt' });
  return succeed({ ...reservation, status: 'expired' });
}

/** Expires every stale active reservation; the others are not in the answer. O(n). */
export function expireStale(reservations: readonly Reservation[], today: string): ReservationChange[] {
  return reservations.flatMap((before) => {
    const after = expireReservation(before, today);
    return after.ok ? [{ before, after: after.value }] : [];
  });
}

/** Records that the touch happened on a day held; the day becomes the planned date. A hold on the whole contact has no touch. */
export function executeReservation(reservation: Reservation, day: string): Result<Reservation> {
  const active = requireActive(reservation);
  if (!active.ok) return active;
  if (reservation.channel === null) return fail('CONFLICT', `Reservation ${reservation.id} holds the whole contact and has no touch.`, { hint: 'Release it when it is no longer needed.', path: 'channel' });
  if (day < reservation.from || day > reservation.to) return fail('BAD_INPUT', `${day} is outside ${reservation.from} to ${reservation.to} of reservation ${reservation.id}.`, { path: 'plannedDate' });
  return succeed({ ...reservation, status: 'executed', plannedDate: day });
}

/** Both sides of a preemption. */
export interface Preemption {
  readonly winner: Reservation;
  readonly loser: Reservation;
}

/** Adds a preempted reservation to the record of its winner. */
export const recordPreempted = (winner: Reservation, loser: string): Reservation => ({ ...winner, preempted: [...(winner.preempted ?? []), loser] });

/**
 * One reservation takes the place of another, recorded on both. `CONFLICT` where the loser does not allow it or has the
 * higher rank, or where one of the two no longer stands.
 */
export function preemptReservation(winner: Reservation, loser: Reservation): Result<Preemption> {
  const active = requireActive(loser);
  if (!active.ok) return active;
  if (winner.status !== 'active' && winner.status !== 'executed') return fail('CONFLICT', `Reservation ${winner.id} is ${winner.status} and cannot take another's place.`, { path: 'status' });
  if (!loser.canPreempt) return fail('CONFLICT', `Reservation ${loser.id} does not allow preemption.`, { hint: 'Release or move it by hand.', path: 'canPreempt' });
  if (!mayPreempt(winner, loser)) return fail('CONFLICT', `Reservation ${winner.id} (priority ${winner.priority}) does not outrank ${loser.id} (priority ${loser.priority}).`, { path: 'priority' });
  return succeed({ winner: recordPreempted(winner, loser.id), loser: { ...loser, status: 'preempted', preemptedBy: winner.id } });
}
