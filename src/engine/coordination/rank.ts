import type { Reservation } from '../model/campaign.ts';

/** Order of two ids by code units, the same on every machine. */
export const compareIds = (first: string, second: string): number => (first < second ? -1 : first > second ? 1 : 0);

const isDone = (reservation: Reservation): number => (reservation.status === 'executed' ? 1 : 0);

/**
 * Total order by rank, highest first: executed before active, then higher priority, then earlier first day, then smaller id.
 * Negative where the first outranks the second.
 */
export function compareRank(first: Reservation, second: Reservation): number {
  return isDone(second) - isDone(first) || second.priority - first.priority || compareIds(first.from, second.from) || compareIds(first.id, second.id);
}

/** True where the first reservation may take the place of the second: it has the higher rank and the second allows it. */
export function mayPreempt(first: Reservation, second: Reservation): boolean {
  return second.status === 'active' && second.canPreempt && compareRank(first, second) < 0;
}
