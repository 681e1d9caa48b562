import { parseDay, type DayNumber } from '../base/day.ts';
import type { FrequencyLimit, Reservation } from '../model/campaign.ts';

/** Day number of a date that its schema has checked. */
export function dayOf(date: string): DayNumber {
  const day = parseDay(date);
  if (day === null) throw new Error(`${date} is not a checked date`);
  return day;
}

/** True where a limit counts touches of a contact on a channel, on some day. */
export function limitFits({ contact: only, channel: one, channels: some }: FrequencyLimit, contact: string, channel: string): boolean {
  return (only === null || only === contact) && (one === null || one === channel) && (some === undefined || some.includes(channel));
}

/** True where a limit counts touches of a day. */
export const limitCovers = ({ from, to }: FrequencyLimit, date: string): boolean => (from === undefined || date >= from) && (to === undefined || date <= to);

/** True where a limit counts the planned date of a reservation. */
export function limitCounts(limit: FrequencyLimit, reservation: Reservation): boolean {
  return reservation.plannedDate !== undefined && reservation.channel !== null && limitCovers(limit, reservation.plannedDate) && limitFits(limit, reservation.contact, reservation.channel);
}

/** A reservation with the day of its touch, null without one. */
export interface DatedReservation {
  readonly reservation: Reservation;
  readonly plannedDay: DayNumber | null;
}

/** Reads the planned date of a reservation. */
export const datePlanned = (reservation: Reservation): DatedReservation => ({ reservation, plannedDay: reservation.plannedDate === undefined ? null : dayOf(reservation.plannedDate) });

/**
 * Touches that stand in one window with a further one and already fill it; empty where the further one has room.
 * O(touches²), for the handful of touches a contact has.
 * @param touches reservations that the limit counts
 */
export function fillersOf(day: DayNumber, touches: readonly DatedReservation[], limit: FrequencyLimit): readonly Reservation[] {
  const near = touches.flatMap(({ reservation, plannedDay }) => (plannedDay === null || Math.abs(plannedDay - day) >= limit.windowDays ? [] : [{ reservation, plannedDay }]));
  for (const end of [day, ...near.map((other) => other.plannedDay).filter((other) => other > day)]) {
    const inside = near.filter((other) => other.plannedDay <= end && end - other.plannedDay < limit.windowDays);
    if (inside.length >= limit.max) return inside.map((other) => other.reservation);
  }
  return [];
}
