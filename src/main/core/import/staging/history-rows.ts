import type { Sqlite } from '../../db/connection.ts';
import { createBulkInsert } from './bulk-insert.ts';
import type { TableWriter } from './table-file.ts';

const RUN_ROWS = 1 << 20;
const FIRST_CAPACITY = 1 << 12;
const MAX_GROUPED_REFS = 1 << 22;

/** Takes touches or outcomes on their way to the staging table. */
export interface HistoryRows {
  add(row: number, ref: number, moment: number, what: number, amount: number | null, sourceKey: string | null): void;
  flush(): void;
}

/** Positions of rows brought together by reference, in row order within each. Counting sort: O(rows + references). */
export function groupByReference(refs: Int32Array, count: number, maxRef: number): Int32Array {
  const starts = new Int32Array(maxRef + 2);
  for (let at = 0; at < count; at += 1) {
    const next = (refs[at] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let ref = 1; ref < starts.length; ref += 1) starts[ref] = (starts[ref] ?? 0) + (starts[ref - 1] ?? 0);
  const order = new Int32Array(count);
  for (let at = 0; at < count; at += 1) {
    const ref = refs[at] ?? 0;
    const place = starts[ref] ?? 0;
    order[place] = at;
    starts[ref] = place + 1;
  }
  return order;
}

/**
 * Stages rows in runs of a million, each run grouped by contact. The commit then fills the table and its index contact by
 * contact, page after page, where rows in file order would land all over the index or have to be sorted by SQLite.
 * Memory: 28 bytes per row of one run.
 */
export function createGroupedRows(table: TableWriter): HistoryRows {
  let capacity = FIRST_CAPACITY;
  let rows = new Int32Array(capacity);
  let refs = new Int32Array(capacity);
  let whats = new Int32Array(capacity);
  let moments = new Float64Array(capacity);
  let amounts = new Float64Array(capacity);
  let count = 0;
  let maxRef = 0;
  const integers = [0, 0, 0, 0];

  const grow = (): void => {
    capacity *= 2;
    const wider = <T extends Int32Array | Float64Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    rows = wider(rows, new Int32Array(capacity));
    refs = wider(refs, new Int32Array(capacity));
    whats = wider(whats, new Int32Array(capacity));
    moments = wider(moments, new Float64Array(capacity));
    amounts = wider(amounts, new Float64Array(capacity));
  };
  const write = (): void => {
    const order = maxRef <= MAX_GROUPED_REFS ? groupByReference(refs, count, maxRef) : null;
    for (let place = 0; place < count; place += 1) {
      const at = order === null ? place : (order[place] ?? 0);
      const amount = amounts[at] ?? Number.NaN;
      integers[0] = rows[at] ?? 0;
      integers[1] = refs[at] ?? 0;
      integers[2] = moments[at] ?? 0;
      integers[3] = whats[at] ?? 0;
      table.append(integers, Number.isNaN(amount) ? null : amount);
    }
    count = 0;
  };

  return {
    add(row, ref, moment, what, amount) {
      if (count === capacity) {
        if (capacity < RUN_ROWS) grow();
        else write();
      }
      rows[count] = row;
      refs[count] = ref;
      moments[count] = moment;
      whats[count] = what;
      amounts[count] = amount ?? Number.NaN;
      if (ref > maxRef) maxRef = ref;
      count += 1;
    },
    flush: write,
  };
}

/** Stages rows that name themselves by an id, in file order. */
export function createKeyedRows(sqlite: Sqlite, table: string): HistoryRows {
  const insert = createBulkInsert(sqlite, table, ['row', 'ref', 'moment', 'what', 'amount', 'source_key']);
  const values: (string | number | null)[] = [0, 0, 0, 0, null, null];
  return {
    add(row, ref, moment, what, amount, sourceKey) {
      values[0] = row;
      values[1] = ref;
      values[2] = moment;
      values[3] = what;
      values[4] = amount;
      values[5] = sourceKey;
      insert.add(values);
    },
    flush: () => insert.flush(),
  };
}
