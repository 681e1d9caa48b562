import { parseDay, type DayNumber } from '../base/day.ts';
import type { Reservation, ReservationKind } from '../model/campaign.ts';
import { compareIds } from './rank.ts';

/** Channel of a hold on the whole contact. */
export const EVERY_CHANNEL = -1;
/** Planned day of a reservation without one. */
export const NO_DAY = -2_147_483_648;
/** Codes of the column `kind`. */
export const kindCodes: Readonly<Record<ReservationKind, number>> = { exclusive: 0, priority: 1, soft: 2 };

/**
 * Standing reservations by columns, one entry a reservation. `campaigns`, `contacts` and `channels` name the indices of the
 * columns beside them and rise by code units, so that order by index is order by id.
 */
export interface ReservationTable {
  readonly ids: readonly string[];
  readonly campaigns: readonly string[];
  readonly contacts: readonly string[];
  readonly channels: readonly string[];
  readonly campaign: Int32Array;
  readonly contact: Int32Array;
  /** Index of a channel, or `EVERY_CHANNEL`. */
  readonly channel: Int32Array;
  readonly kind: Uint8Array;
  readonly priority: Uint8Array;
  readonly fromDay: Int32Array;
  readonly toDay: Int32Array;
  /** Day of the touch, or `NO_DAY`. */
  readonly plannedDay: Int32Array;
  /** 1 where it may be preempted. */
  readonly canPreempt: Uint8Array;
  /** 1 where it was executed: its touch counts, it holds no more days. */
  readonly isExecuted: Uint8Array;
}

const sortedNames = (names: Iterable<string>): string[] => [...new Set(names)].sort(compareIds);

function createIndex(names: readonly string[]): (name: string) => number {
  const places = new Map(names.map((name, at) => [name, at]));
  return (name) => places.get(name)!;
}

/** Reads every distinct date once: a million reservations share a few hundred. */
function createDayReader(): (date: string) => DayNumber {
  const known = new Map<string, DayNumber>();
  return (date) => {
    const day = known.get(date) ?? parseDay(date) ?? NO_DAY;
    known.set(date, day);
    return day;
  };
}

/** Turns standing reservations into columns, in their order. O(n + names · log names). */
export function createReservationTable(reservations: readonly Reservation[]): ReservationTable {
  const count = reservations.length;
  const campaigns = sortedNames(reservations.map((reservation) => reservation.campaign));
  const contacts = sortedNames(reservations.map((reservation) => reservation.contact));
  const channels = sortedNames(reservations.flatMap((reservation) => reservation.channel ?? []));
  const [campaignAt, contactAt, channelAt, readDay] = [createIndex(campaigns), createIndex(contacts), createIndex(channels), createDayReader()];
  const table = {
    ids: reservations.map((reservation) => reservation.id),
    campaigns,
    contacts,
    channels,
    campaign: new Int32Array(count),
    contact: new Int32Array(count),
    channel: new Int32Array(count),
    kind: new Uint8Array(count),
    priority: new Uint8Array(count),
    fromDay: new Int32Array(count),
    toDay: new Int32Array(count),
    plannedDay: new Int32Array(count),
    canPreempt: new Uint8Array(count),
    isExecuted: new Uint8Array(count),
  };
  for (const [row, reservation] of reservations.entries()) {
    table.campaign[row] = campaignAt(reservation.campaign);
    table.contact[row] = contactAt(reservation.contact);
    table.channel[row] = reservation.channel === null ? EVERY_CHANNEL : channelAt(reservation.channel);
    table.kind[row] = kindCodes[reservation.kind];
    table.priority[row] = reservation.priority;
    table.fromDay[row] = readDay(reservation.from);
    table.toDay[row] = readDay(reservation.to);
    table.plannedDay[row] = reservation.plannedDate === undefined ? NO_DAY : readDay(reservation.plannedDate);
    table.canPreempt[row] = reservation.canPreempt ? 1 : 0;
    table.isExecuted[row] = reservation.status === 'executed' ? 1 : 0;
  }
  return table;
}

/** The order of `compareRank` on two rows of a table. */
export function compareRows(table: ReservationTable, first: number, second: number): number {
  return (
    table.isExecuted[second]! - table.isExecuted[first]! ||
    table.priority[second]! - table.priority[first]! ||
    table.fromDay[first]! - table.fromDay[second]! ||
    compareIds(table.ids[first]!, table.ids[second]!)
  );
}
