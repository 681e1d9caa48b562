import type { FrequencyLimit } from '../model/campaign.ts';
import { FREQUENCY, type ConflictCollector } from './conflict-columns.ts';
import { compareRows, EVERY_CHANNEL, NO_DAY, type ReservationTable } from './reservation-table.ts';
import { dayOf } from './touch-limits.ts';
import { groupStarts, sortRowsBy } from './sort-rows.ts';

/** Rows with a touch by contact, then day. O(n). */
function orderTouches(table: ReservationTable): Int32Array {
  const touches = table.contact.map((_, row) => row).filter((row) => table.plannedDay[row] !== NO_DAY);
  return sortRowsBy(sortRowsBy(touches, table.plannedDay), table.contact);
}

/** Test of a limit's dates and several channels; null where it has none of both. */
function createTouchTest(table: ReservationTable, { channels, from, to }: FrequencyLimit): ((row: number) => boolean) | null {
  if (channels === undefined && from === undefined && to === undefined) return null;
  const [first, last] = [from === undefined ? -Infinity : dayOf(from), to === undefined ? Infinity : dayOf(to)];
  const isIn = table.channels.map((channel) => channels === undefined || channels.includes(channel));
  return (row) => {
    const day = table.plannedDay[row]!;
    return day >= first && day <= last && isIn[table.channel[row]!] === true;
  };
}

/** Finds windows with more touches than a limit allows, contact by contact. */
export class FrequencySweep {
  private readonly table: ReservationTable;
  private readonly limits: readonly FrequencyLimit[];
  private readonly collector: ConflictCollector;
  /** Places of limits for each contact alone, and for all. */
  private readonly ofContact = new Map<string, number[]>();
  private readonly ofAll: number[] = [];
  private readonly channelOf: readonly number[];
  /** Which touches a limit counts, null = all of its channel. */
  private readonly tests: readonly (((row: number) => boolean) | null)[];
  private readonly touches: Int32Array;
  private readonly start: Int32Array;

  constructor(table: ReservationTable, limits: readonly FrequencyLimit[], collector: ConflictCollector) {
    this.table = table;
    this.limits = limits;
    this.collector = collector;
    this.touches = limits.length === 0 ? new Int32Array() : orderTouches(table);
    this.start = groupStarts(this.touches, table.contact, table.contacts.length);
    const channels = new Map(table.channels.map((channel, at) => [channel, at]));
    this.channelOf = limits.map((limit) => (limit.channel === null ? EVERY_CHANNEL : (channels.get(limit.channel) ?? table.channels.length)));
    this.tests = limits.map((limit) => createTouchTest(table, limit));
    for (const [at, limit] of limits.entries()) {
      if (limit.contact === null) this.ofAll.push(at);
      else this.ofContact.set(limit.contact, [...(this.ofContact.get(limit.contact) ?? []), at]);
    }
  }

  /** Counts the touches of one contact against each of its limits. O(limits · k + members of conflicts) for k touches. */
  sweep(contact: number): void {
    const touches = this.touches.subarray(this.start[contact], this.start[contact + 1]);
    if (touches.length < 2) return;
    for (const limit of this.ofAll) this.countLimit(limit, touches);
    for (const limit of this.ofContact.get(this.table.contacts[contact]!) ?? []) this.countLimit(limit, touches);
  }

  private countLimit(limit: number, touches: Int32Array): void {
    const channel = this.channelOf[limit]!;
    const counts = this.tests[limit] ?? null;
    const ofChannel = channel === EVERY_CHANNEL ? touches : touches.filter((row) => this.table.channel[row] === channel);
    this.countWindows(limit, counts === null ? ofChannel : ofChannel.filter(counts));
  }

  /** Reports each window that is too full and not part of a larger one: it ends where the next touch would push out its first. */
  private countWindows(limitAt: number, touches: Int32Array): void {
    const { max, windowDays } = this.limits[limitAt]!;
    if (touches.length <= max) return;
    const dayAt = (at: number): number => this.table.plannedDay[touches[at]!]!;
    let first = 0;
    for (let last = 0; last < touches.length; last += 1) {
      while (dayAt(last) - dayAt(first) >= windowDays) first += 1;
      const isLargest = last + 1 === touches.length || dayAt(last + 1) - dayAt(first) >= windowDays;
      if (isLargest && last - first + 1 > max && this.collector.isKept()) this.keep(limitAt, touches.slice(first, last + 1));
    }
  }

  private keep(limit: number, touches: Int32Array): void {
    const { table } = this;
    const place = { contact: table.contact[touches[0]!]!, channel: this.channelOf[limit]!, fromDay: table.plannedDay[touches[0]!]!, toDay: table.plannedDay[touches.at(-1)!]! };
    this.collector.keep({ kind: FREQUENCY, ...place, limit }, touches.sort((one, other) => compareRows(table, one, other)));
  }
}
