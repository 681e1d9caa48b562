import type { Sqlite } from '../connection.ts';
import { createRowStore, keyColumns, type Cell, type EditableTable, type Row, type RowChange, type RowWriter } from './edit.ts';

/** Rows of a step made ready in temporary tables, which lock nothing; the file itself is written at once, table by table. */
export interface StagedEdit {
  /** Takes rows, each once and new ones whole. */
  readonly writer: RowWriter;
  readonly changes: readonly RowChange[];
  /** Writes what was taken; call inside the transaction that keeps it. Tells after every group of rows how many are written. */
  write(onWritten: (rows: number) => void): void;
  /** Lets go of the temporary tables. */
  drop(): void;
}

/** Rows that differ from what stands in the same columns of one table, or new ones. */
interface Group {
  readonly sql: string;
  readonly staged: string;
  take(values: readonly Cell[]): void;
  rows: number;
}

const list = (names: readonly string[], name: (column: string) => string, by = ', '): string => names.map(name).join(by);

/** Starts a step whose rows are staged first; `name` keeps the temporary tables of two of them apart. */
export function createStagedEdit(sqlite: Sqlite, name: string): StagedEdit {
  const rows = createRowStore(sqlite);
  const changes: RowChange[] = [];
  const taken = new Set<string>();
  const groups = new Map<string, Group>();

  const openGroup = (table: EditableTable, isNew: boolean, columns: readonly string[]): Group => {
    const group = `${isNew ? 'insert' : 'update'} ${table} ${columns.join()}`;
    const known = groups.get(group);
    if (known !== undefined) return known;
    const staged = `temp.${name}_${groups.size}`;
    const keys = keyColumns(table);
    const kept = isNew ? columns : [...keys, ...columns];
    sqlite.exec(`CREATE TABLE ${staged} (${kept.join(', ')})`);
    const sql = isNew
      ? `INSERT INTO main.${table} (${kept.join(', ')}) SELECT ${kept.join(', ')} FROM ${staged} ORDER BY rowid`
      : `UPDATE main.${table} AS present SET ${list(columns, (column) => `${column} = staged.${column}`)} FROM ${staged} AS staged WHERE ${list(keys, (key) => `present.${key} = staged.${key}`, ' AND ')}`;
    const insert = sqlite.prepare(`INSERT INTO ${staged} VALUES (${list(kept, () => '?')})`);
    const opened = { sql, staged, take: (values: readonly Cell[]) => void insert.run(...values), rows: 0 };
    groups.set(group, opened);
    return opened;
  };

  return {
    writer: {
      put(table, row) {
        const key = JSON.stringify([table, ...keyColumns(table).map((column) => row[column] ?? null)]);
        if (taken.has(key)) throw new Error(`${key} is staged twice.`);
        taken.add(key);
        const before = rows.read(table, row);
        const after: Row = { ...before, ...row };
        changes.push({ table, before, after });
        const columns = before === null ? Object.keys(row) : Object.keys(row).filter((column) => row[column] !== before[column]);
        if (columns.length === 0) return;
        const group = openGroup(table, before === null, columns);
        const kept = before === null ? columns : [...keyColumns(table), ...columns];
        group.take(kept.map((column) => after[column] ?? null));
        group.rows += 1;
      },
    },
    changes,
    write(onWritten) {
      let written = 0;
      for (const group of groups.values()) {
        const { changes: count } = sqlite.prepare(group.sql).run();
        if (count !== group.rows) throw new Error(`${count} of ${group.rows} staged rows were written.`);
        written += group.rows;
        onWritten(written);
      }
    },
    drop() {
      for (const { staged } of groups.values()) sqlite.exec(`DROP TABLE IF EXISTS ${staged}`);
      groups.clear();
    },
  };
}
