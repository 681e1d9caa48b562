import { z } from 'zod';
import type { Sqlite } from '../connection.ts';

/** Tables whose rows a planner edits, with their primary keys. */
const editableTables = {
  workspace: ['id'],
  audiences: ['id'],
  channels: ['id'],
  rule_settings: ['name'],
  constraints: ['id'],
  pinned_actions: ['contact', 'channel', 'date'],
  reps: ['id'],
  territory_assignments: ['id'],
} as const;
export type EditableTable = keyof typeof editableTables;

type Cell = string | number | null;
export type Row = Record<string, Cell>;

const RowImage = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export const RowChange = z.strictObject({
  table: z.enum(Object.keys(editableTables) as [EditableTable, ...EditableTable[]]),
  before: RowImage.nullable(),
  after: RowImage.nullable(),
});
/** One row as it was and as it became; null = no such row. */
export type RowChange = z.infer<typeof RowChange>;

const keyOf = (table: EditableTable, row: Row): Cell[] => editableTables[table].map((column) => row[column] ?? null);
const keyCondition = (table: EditableTable): string => editableTables[table].map((column) => `${column} = ?`).join(' AND ');

function readRow(sqlite: Sqlite, table: EditableTable, row: Row): Row | null {
  return (sqlite.prepare(`SELECT * FROM ${table} WHERE ${keyCondition(table)}`).get(...keyOf(table, row)) as Row | undefined) ?? null;
}

function writeRow(sqlite: Sqlite, table: EditableTable, row: Row): void {
  const columns = Object.keys(row);
  const updates = columns.filter((column) => !(editableTables[table] as readonly string[]).includes(column));
  const onConflict = updates.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${updates.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  sqlite
    .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (${editableTables[table].join(', ')}) ${onConflict}`)
    .run(...columns.map((column) => row[column] ?? null));
}

function deleteRow(sqlite: Sqlite, table: EditableTable, row: Row): void {
  sqlite.prepare(`DELETE FROM ${table} WHERE ${keyCondition(table)}`).run(...keyOf(table, row));
}

/** Writes rows and remembers how they were, so that the step can be undone. */
export interface EditRecorder {
  /** Inserts a row, or replaces the one with the same key; columns left out of a new row take their defaults. */
  put(table: EditableTable, row: Row): void;
  /** Removes a row by its key; nothing happens where there is none. */
  remove(table: EditableTable, key: Row): void;
}

export function createRecorder(sqlite: Sqlite): { recorder: EditRecorder; changes: RowChange[] } {
  const changes: RowChange[] = [];
  const recorder: EditRecorder = {
    put(table, row) {
      const before = readRow(sqlite, table, row);
      writeRow(sqlite, table, before === null ? row : { ...before, ...row });
      changes.push({ table, before, after: readRow(sqlite, table, row) });
    },
    remove(table, key) {
      const before = readRow(sqlite, table, key);
      if (before === null) return;
      deleteRow(sqlite, table, key);
      changes.push({ table, before, after: null });
    },
  };
  return { recorder, changes };
}

/** Puts every row back as it was before the step (`before`) or after it (`after`). */
export function applyImages(sqlite: Sqlite, changes: readonly RowChange[], side: 'before' | 'after'): void {
  const ordered = side === 'before' ? [...changes].reverse() : changes;
  for (const change of ordered) {
    const image = change[side];
    const present = change.before ?? change.after;
    if (image !== null) writeRow(sqlite, change.table, image);
    else if (present !== null) deleteRow(sqlite, change.table, present);
  }
}

/** A step of the undo list. Imports keep their own images and stand here by id. */
export interface EditStep {
  readonly id: number;
  readonly name: string;
  readonly changes: readonly RowChange[];
  readonly importId: number | null;
}

const readStep = (row: unknown): EditStep | null => {
  if (row === undefined) return null;
  const { id, name, changes, importId } = row as { id: number; name: string; changes: string; importId: number | null };
  return { id, name, changes: z.array(RowChange).parse(JSON.parse(changes)), importId };
};

/** Adds a done step and drops what could have been redone. Call inside the transaction that writes. */
export function appendStep(sqlite: Sqlite, step: { name: string; nowMs: number; changes: readonly RowChange[]; importId?: number }): void {
  sqlite.prepare("UPDATE edits SET state = 'dropped', changes = '[]' WHERE state = 'undone'").run();
  sqlite
    .prepare('INSERT INTO edits (name, made_at, changes, import_id) VALUES (?, ?, ?, ?)')
    .run(step.name, step.nowMs, JSON.stringify(step.changes), step.importId ?? null);
}

/** The step that undo would take. */
export const lastDone = (sqlite: Sqlite): EditStep | null =>
  readStep(sqlite.prepare("SELECT id, name, changes, import_id AS importId FROM edits WHERE state = 'done' ORDER BY id DESC LIMIT 1").get());

/** The step that redo would take. */
export const firstUndone = (sqlite: Sqlite): EditStep | null =>
  readStep(sqlite.prepare("SELECT id, name, changes, import_id AS importId FROM edits WHERE state = 'undone' ORDER BY id LIMIT 1").get());

export function setStepState(sqlite: Sqlite, id: number, state: 'done' | 'undone'): void {
  sqlite.prepare('UPDATE edits SET state = ? WHERE id = ?').run(state, id);
}
