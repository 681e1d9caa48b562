import { formatDay } from '../base/day.ts';
import type { Conflict, ConflictKind, FrequencyLimit } from '../model/campaign.ts';
import { EVERY_CHANNEL, type ReservationTable } from './reservation-table.ts';

/** Kinds by code of the column `kind`. */
export const conflictKinds: readonly ConflictKind[] = ['overlap', 'frequency', 'preemption'];
export const OVERLAP = 0;
export const FREQUENCY = 1;
export const PREEMPTION = 2;

/** Whole numbers in a typed array that doubles as it fills. */
class NumberColumn {
  private values = new Int32Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  take(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

/** Conflicts by columns, over the rows of a reservation table. */
export interface ConflictColumns {
  /** Conflicts found; more than the columns hold where a ceiling was given. */
  readonly total: number;
  /** Conflicts the columns hold. */
  readonly count: number;
  readonly kind: Int32Array;
  readonly contact: Int32Array;
  /** Index of the shared channel, or `EVERY_CHANNEL`. */
  readonly channel: Int32Array;
  readonly fromDay: Int32Array;
  readonly toDay: Int32Array;
  /** Index of the limit passed, −1 unless frequency. */
  readonly limit: Int32Array;
  /** Conflict c has the rows `members[memberStart[c]] … members[memberStart[c + 1] − 1]`, highest rank first. */
  readonly memberStart: Int32Array;
  readonly members: Int32Array;
}

/** One conflict as it is found. */
export interface FoundConflict {
  readonly kind: number;
  readonly contact: number;
  readonly channel: number;
  readonly fromDay: number;
  readonly toDay: number;
  readonly limit: number;
}

/** Collects conflicts up to a ceiling and counts all. */
export class ConflictCollector {
  private total = 0;
  private readonly columns = { kind: new NumberColumn(), contact: new NumberColumn(), channel: new NumberColumn(), fromDay: new NumberColumn(), toDay: new NumberColumn(), limit: new NumberColumn() };
  private readonly memberStart = new NumberColumn();
  private readonly members = new NumberColumn();
  private readonly ceiling: number;

  constructor(ceiling: number) {
    this.ceiling = ceiling;
    this.memberStart.push(0);
  }

  /** Counts one more conflict; false where it is not kept, so that its parts need not be worked out. */
  isKept(): boolean {
    this.total += 1;
    return this.total <= this.ceiling;
  }

  /** Keeps the conflict just counted; its members come highest rank first. */
  keep(conflict: FoundConflict, members: Iterable<number>): void {
    this.columns.kind.push(conflict.kind);
    this.columns.contact.push(conflict.contact);
    this.columns.channel.push(conflict.channel);
    this.columns.fromDay.push(conflict.fromDay);
    this.columns.toDay.push(conflict.toDay);
    this.columns.limit.push(conflict.limit);
    for (const row of members) this.members.push(row);
    this.memberStart.push(this.members.length);
  }

  finish(): ConflictColumns {
    const { kind, contact, channel, fromDay, toDay, limit } = this.columns;
    return {
      total: this.total,
      count: kind.length,
      kind: kind.take(),
      contact: contact.take(),
      channel: channel.take(),
      fromDay: fromDay.take(),
      toDay: toDay.take(),
      limit: limit.take(),
      memberStart: this.memberStart.take(),
      members: this.members.take(),
    };
  }
}

/** One conflict of the columns in the product's words. `limits` are those the conflicts were found with. */
export function readConflict(table: ReservationTable, limits: readonly FrequencyLimit[], conflicts: ConflictColumns, at: number): Conflict {
  const rows = [...conflicts.members.subarray(conflicts.memberStart[at], conflicts.memberStart[at + 1])];
  const channel = conflicts.channel[at]!;
  const limit = limits[conflicts.limit[at]!];
  return {
    kind: conflictKinds[conflicts.kind[at]!]!,
    contact: table.contacts[conflicts.contact[at]!]!,
    channel: limit === undefined ? (channel === EVERY_CHANNEL ? null : table.channels[channel]!) : limit.channel,
    from: formatDay(conflicts.fromDay[at]!),
    to: formatDay(conflicts.toDay[at]!),
    reservations: rows.map((row) => table.ids[row]!),
    campaigns: [...new Set(rows.map((row) => table.campaigns[table.campaign[row]!]!))],
    ...(limit === undefined ? {} : { limit }),
  };
}
