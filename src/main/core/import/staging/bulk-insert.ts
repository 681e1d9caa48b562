import type { Statement } from 'better-sqlite3';
import type { Sqlite } from '../../db/connection.ts';

type Value = string | number | null;

const ROWS_PER_STATEMENT = 64;

/** Inserts rows many at a time: one statement of 64 rows costs little more than a few single ones. */
export interface BulkInsert {
  /** Cells of the rows that wait; a row is filled in from the place that `next` answers. */
  readonly cells: Value[];
  /** Begins a row and answers the place of its first cell. */
  next(): number;
  /** Takes one row; its values are copied. */
  add(row: readonly Value[]): void;
  /** Writes what is still held. */
  flush(): void;
}

export function createBulkInsert(sqlite: Sqlite, table: string, columns: readonly string[]): BulkInsert {
  const width = columns.length;
  const group = `(${columns.map(() => '?').join(',')})`;
  const prepare = (rows: number): Statement => sqlite.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => group).join(',')}`);
  const many = prepare(ROWS_PER_STATEMENT);
  const one = prepare(1);
  const cells: Value[] = Array.from({ length: width * ROWS_PER_STATEMENT }, () => null);
  let rows = 0;
  const next = (): number => {
    if (rows === ROWS_PER_STATEMENT) {
      many.run(...cells);
      rows = 0;
    }
    rows += 1;
    return (rows - 1) * width;
  };
  return {
    cells,
    next,
    add(row) {
      const offset = next();
      for (let at = 0; at < width; at += 1) cells[offset + at] = row[at] ?? null;
    },
    flush() {
      for (let at = 0; at < rows; at += 1) one.run(...cells.slice(at * width, (at + 1) * width));
      rows = 0;
    },
  };
}
