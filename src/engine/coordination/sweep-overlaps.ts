import { OVERLAP, PREEMPTION, type ConflictCollector } from './conflict-columns.ts';
import { compareIds } from './rank.ts';
import { compareRows, EVERY_CHANNEL, kindCodes, type ReservationTable } from './reservation-table.ts';
import { groupStarts, sortRowsBy } from './sort-rows.ts';

/** Rows of one contact that are still open, by what they hold. */
interface OpenRows {
  /** Exclusive and priority rows per channel. */
  readonly firm: number[][];
  /** Soft rows per channel. */
  readonly soft: number[][];
  /** Holds on the whole contact. */
  readonly wide: number[];
}

/** Active rows by contact, then first day, last day and id. O(n), and n log n in ids where many reservations share all days. */
function orderHolds(table: ReservationTable): Int32Array {
  const active = table.contact.map((_, row) => row).filter((row) => table.isExecuted[row] === 0);
  const { contact, fromDay, toDay, ids } = table;
  const rows = sortRowsBy(sortRowsBy(sortRowsBy(active, toDay), fromDay), contact);
  const isTie = (first: number, second: number): boolean => toDay[first] === toDay[second] && fromDay[first] === fromDay[second] && contact[first] === contact[second];
  for (let at = 0; at < rows.length; ) {
    let end = at + 1;
    while (end < rows.length && isTie(rows[at]!, rows[end]!)) end += 1;
    if (end - at > 1) rows.subarray(at, end).sort((first, second) => compareIds(ids[first]!, ids[second]!));
    at = end;
  }
  return rows;
}

const emptyLists = (count: number): number[][] => Array.from({ length: count }, () => []);

/**
 * Finds pairs that collide. The rows of a contact are swept from the earliest first day on: each meets the open rows it
 * shares a channel with, two soft ones never. O(n + p) after sorting, p the pairs that share contact, channel and day; pairs
 * of one campaign count in p.
 */
export class OverlapSweep {
  private readonly open: OpenRows;
  private readonly table: ReservationTable;
  private readonly collector: ConflictCollector;
  private readonly rows: Int32Array;
  private readonly start: Int32Array;

  constructor(table: ReservationTable, collector: ConflictCollector) {
    this.table = table;
    this.collector = collector;
    this.open = { firm: emptyLists(table.channels.length), soft: emptyLists(table.channels.length), wide: [] };
    this.rows = orderHolds(table);
    this.start = groupStarts(this.rows, table.contact, table.contacts.length);
  }

  /** Sweeps one contact. */
  sweep(contact: number): void {
    const { table, open } = this;
    const [begin, end] = [this.start[contact]!, this.start[contact + 1]!];
    if (end - begin < 2) return;
    for (const lists of [open.firm, open.soft]) for (const list of lists) list.length = 0;
    open.wide.length = 0;
    for (let at = begin; at < end; at += 1) {
      const row = this.rows[at]!;
      const channel = table.channel[row]!;
      this.meet(row, open.wide);
      if (channel === EVERY_CHANNEL) {
        for (const list of open.firm) this.meet(row, list);
        for (const list of open.soft) this.meet(row, list);
        open.wide.push(row);
      } else {
        const isSoft = table.kind[row] === kindCodes.soft;
        this.meet(row, open.firm[channel]!);
        if (!isSoft) this.meet(row, open.soft[channel]!);
        (isSoft ? open.soft : open.firm)[channel]!.push(row);
      }
    }
  }

  /** Reports a row against a list of earlier ones and drops those that ended before it begins. */
  private meet(row: number, list: number[]): void {
    const { table } = this;
    const from = table.fromDay[row]!;
    const campaign = table.campaign[row]!;
    let left = 0;
    for (let at = 0; at < list.length; at += 1) {
      const other = list[at]!;
      if (table.toDay[other]! < from) continue;
      list[left] = other;
      left += 1;
      if (table.campaign[other] !== campaign) this.report(other, row);
    }
    list.length = left;
  }

  private report(earlier: number, later: number): void {
    if (!this.collector.isKept()) return;
    const { table } = this;
    const [first, second] = compareRows(table, earlier, later) < 0 ? [earlier, later] : [later, earlier];
    const isPreemption = table.canPreempt[second] === 1 && table.priority[second]! < table.priority[first]!;
    this.collector.keep(
      {
        kind: isPreemption ? PREEMPTION : OVERLAP,
        contact: table.contact[later]!,
        channel: table.channel[earlier] === EVERY_CHANNEL ? table.channel[later]! : table.channel[earlier]!,
        fromDay: table.fromDay[later]!,
        toDay: Math.min(table.toDay[earlier]!, table.toDay[later]!),
        limit: -1,
      },
      [first, second],
    );
  }
}
