import type { Statement } from 'better-sqlite3';
import type { Sqlite } from '../../db/connection.ts';

type Value = string | number | null;

const ROWS_PER_STATEMENT = 64;

/** Inserts rows many at a time: one statement of 64 rows costs little more than a few single ones. */
export interface BulkInsert {
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
  return {
    add(row) {
      const offset = rows * width;
      for (let at = 0; at < width; at += 1) cells[offset + at] = row[at] ?? null;
      rows += 1;
      if (rows < ROWS_PER_STATEMENT) return;
      many.run(...cells);
      rows = 0;
    },
    flush() {
      for (let at = 0; at < rows; at += 1) one.run(...cells.slice(at * width, (at + 1) * width));
      rows = 0;
    },
  };
}
