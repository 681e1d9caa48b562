import { succeed, type Result } from '../base/fault.ts';
import type { Campaign, Conflict, FrequencyLimit, Reservation } from '../model/campaign.ts';
import { standingReservations } from './collide.ts';
import { ConflictCollector, readConflict, type ConflictColumns } from './conflict-columns.ts';
import { createReservationTable, type ReservationTable } from './reservation-table.ts';
import { FrequencySweep } from './sweep-frequency.ts';
import { OverlapSweep } from './sweep-overlaps.ts';

/** Everything a decision about reservations reads. */
export interface CampaignBoard {
  readonly campaigns: readonly Campaign[];
  readonly reservations: readonly Reservation[];
  readonly limits: readonly FrequencyLimit[];
}

/**
 * All conflicts of all campaigns at once: contact by contact, first pairs that collide in the order of their common first
 * day, then windows that are too full, limit by limit. The order depends on ids and days alone, not on that of the rows.
 * O(n log n + pairs that share contact, channel and day + members of full windows).
 * @param ceiling most conflicts to keep; all are counted. Fifty campaigns that all want the same days are 1,225 pairs a contact.
 */
export function detectConflicts(table: ReservationTable, limits: readonly FrequencyLimit[], ceiling = Infinity): ConflictColumns {
  const collector = new ConflictCollector(ceiling);
  const overlaps = new OverlapSweep(table, collector);
  const frequency = new FrequencySweep(table, limits, collector);
  for (let contact = 0; contact < table.contacts.length; contact += 1) {
    overlaps.sweep(contact);
    frequency.sweep(contact);
  }
  return collector.finish();
}

/** Conflicts among reservations that all stand, in the product's words. */
export function listConflicts(standing: readonly Reservation[], limits: readonly FrequencyLimit[]): Conflict[] {
  const table = createReservationTable(standing);
  const found = detectConflicts(table, limits);
  return Array.from({ length: found.count }, (_, at) => readConflict(table, limits, found, at));
}

/** Conflicts of a board: only active reservations of active campaigns and the touches of executed ones count. */
export function findConflicts(board: CampaignBoard): Result<Conflict[]> {
  const standing = standingReservations(board.campaigns, board.reservations);
  return standing.ok ? succeed(listConflicts(standing.value, board.limits)) : standing;
}
