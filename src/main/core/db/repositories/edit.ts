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
  campaigns: ['id'],
  reservations: ['id'],
  conflict_log: ['id'],
  sync_sources: ['id'],
  attribution_settings: ['id'],
  queue_settings: ['id'],
  queue_decisions: ['contact'],
  queue_choices: ['contact', 'channel', 'date'],
  scenarios: ['id'],
  scenario_removals: ['subject', 'id'],
  problem_drafts: ['id'],
  export_settings: ['profile'],
  feedback_settings: ['id'],
  challenges: ['id'],
  executions: ['plan_id'],
  execution_actions: ['plan_id', 'position'],
  execution_settings: ['id'],
  rebalance_suggestions: ['id'],
} as const;
export type EditableTable = keyof typeof editableTables;

export type Cell = string | number | null;
export type Row = Record<string, Cell>;

const RowImage = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export const RowChange = z.strictObject({
  table: z.enum(Object.keys(editableTables) as [EditableTable, ...EditableTable[]]),
  before: RowImage.nullable(),
  after: RowImage.nullable(),
});
/** One row as it was and as it became; null = no such row. */
export type RowChange = z.infer<typeof RowChange>;

/** Columns of a table's primary key. */
export const keyColumns = (table: EditableTable): readonly string[] => editableTables[table];

const keyOf = (table: EditableTable, row: Row): Cell[] => editableTables[table].map((column) => row[column] ?? null);
const keyCondition = (table: EditableTable): string => editableTables[table].map((column) => `${column} = ?`).join(' AND ');

/** Rows of a step, read and written by statements that are prepared once. */
export interface RowStore {
  read(table: EditableTable, row: Row): Row | null;
  write(table: EditableTable, row: Row): void;
  /** Turns a row that stands as `from` into `to`, writing only what differs, so that indices of other columns rest. */
  change(table: EditableTable, from: Row, to: Row): void;
  remove(table: EditableTable, row: Row): void;
}

function writeSql(table: EditableTable, columns: readonly string[]): string {
  const updates = columns.filter((column) => !(editableTables[table] as readonly string[]).includes(column));
  const onConflict = updates.length === 0 ? 'DO NOTHING' : `DO UPDATE SET ${updates.map((column) => `${column} = excluded.${column}`).join(', ')}`;
  return `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (${editableTables[table].join(', ')}) ${onConflict}`;
}

const changeSql = (table: EditableTable, columns: readonly string[]): string => `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${keyCondition(table)}`;

export function createRowStore(sqlite: Sqlite): RowStore {
  const prepareNew = (sql: string) => sqlite.prepare(sql);
  const prepared = new Map<string, ReturnType<typeof prepareNew>>();
  /** Statement of a kind on some columns of a table; its text is made once. */
  const prepare = (kind: 'read' | 'write' | 'change' | 'remove', table: EditableTable, columns: readonly string[] = []): ReturnType<typeof prepareNew> => {
    const name = `${kind} ${table} ${columns.join()}`;
    const known = prepared.get(name);
    if (known !== undefined) return known;
    const texts = { read: () => `SELECT * FROM ${table} WHERE ${keyCondition(table)}`, write: () => writeSql(table, columns), change: () => changeSql(table, columns), remove: () => `DELETE FROM ${table} WHERE ${keyCondition(table)}` };
    const statement = prepareNew(texts[kind]());
    prepared.set(name, statement);
    return statement;
  };
  const write = (table: EditableTable, row: Row): void => void prepare('write', table, Object.keys(row)).run(...Object.values(row));
  return {
    read: (table, row) => (prepare('read', table).get(...keyOf(table, row)) as Row | undefined) ?? null,
    write,
    change(table, from, to) {
      const columns = Object.keys(to).filter((column) => to[column] !== from[column]);
      if (columns.length === 0) return;
      const { changes } = prepare('change', table, columns).run(...columns.map((column) => to[column] ?? null), ...keyOf(table, from));
      if (changes === 0) write(table, to);
    },
    remove: (table, row) => void prepare('remove', table).run(...keyOf(table, row)),
  };
}

/** Takes rows that a step writes. */
export interface RowWriter {
  /** Inserts a row, or replaces the one with the same key; columns left out of a new row take their defaults. */
  put(table: EditableTable, row: Row): void;
}

/** Writes rows and remembers how they were, so that the step can be undone. */
export interface EditRecorder extends RowWriter {
  /** Removes a row by its key; nothing happens where there is none. */
  remove(table: EditableTable, key: Row): void;
}

export function createRecorder(sqlite: Sqlite): { recorder: EditRecorder; changes: RowChange[] } {
  const changes: RowChange[] = [];
  const rows = createRowStore(sqlite);
  const recorder: EditRecorder = {
    put(table, row) {
      const before = rows.read(table, row);
      if (before === null) rows.write(table, row);
      else rows.change(table, before, { ...before, ...row });
      changes.push({ table, before, after: before === null ? rows.read(table, row) : { ...before, ...row } });
    },
    remove(table, key) {
      const before = rows.read(table, key);
      if (before === null) return;
      rows.remove(table, key);
      changes.push({ table, before, after: null });
    },
  };
  return { recorder, changes };
}

/** Puts every row back as it was before the step (`before`) or after it (`after`). */
export function applyImages(sqlite: Sqlite, changes: readonly RowChange[], side: 'before' | 'after'): void {
  const rows = createRowStore(sqlite);
  const ordered = side === 'before' ? [...changes].reverse() : changes;
  for (const change of ordered) {
    const image = change[side];
    const other = change[side === 'before' ? 'after' : 'before'];
    const present = change.before ?? change.after;
    if (image !== null && other !== null) rows.change(change.table, other, image);
    else if (image !== null) rows.write(change.table, image);
    else if (present !== null) rows.remove(change.table, present);
  }
}

/** A step of the undo list. Imports keep their own images and stand here by id. */
export interface EditStep {
  readonly id: number;
  readonly name: string;
  readonly changes: readonly RowChange[];
  readonly importId: number | null;
  /** Who decided it, where the decision log says so. */
  readonly actor: string | null;
}

const readStep = (row: unknown): EditStep | null => {
  if (row === undefined) return null;
  const { changes, ...step } = row as Omit<EditStep, 'changes'> & { changes: string };
  return { ...step, changes: z.array(RowChange).parse(JSON.parse(changes)) };
};

interface NewStep {
  readonly name: string;
  readonly nowMs: number;
  readonly importId?: number;
  readonly actor?: string | undefined;
}

/** Adds a done step and drops what could have been redone. Call inside the transaction that writes. */
export const appendStep = (sqlite: Sqlite, step: NewStep & { readonly changes: readonly RowChange[] }): void => appendWrittenStep(sqlite, step, JSON.stringify(step.changes));

/** Adds a done step whose changes are JSON already. */
export function appendWrittenStep(sqlite: Sqlite, step: NewStep, changes: string): void {
  sqlite.prepare("UPDATE edits SET state = 'dropped', changes = '[]' WHERE state = 'undone'").run();
  sqlite
    .prepare('INSERT INTO edits (name, made_at, changes, import_id, actor) VALUES (?, ?, ?, ?, ?)')
    .run(step.name, step.nowMs, changes, step.importId ?? null, step.actor ?? null);
}

const UNDO_FIRST = "FROM edits WHERE state = 'done' ORDER BY id DESC LIMIT 1";
const REDO_FIRST = "FROM edits WHERE state = 'undone' ORDER BY id LIMIT 1";
const STEP_COLUMNS = 'id, name, changes, import_id AS importId, actor';

/** Changes with every step that is done, undone or redone: what was made of edits is known to be current by it. */
export const readStepStamp = (sqlite: Sqlite): string => sqlite.prepare("SELECT ifnull(max(id), 0) || ' ' || count(*) FILTER (WHERE state = 'undone') FROM edits").pluck().get() as string;

/** The step that undo would take. */
export const lastDone = (sqlite: Sqlite): EditStep | null => readStep(sqlite.prepare(`SELECT ${STEP_COLUMNS} ${UNDO_FIRST}`).get());

/** The step that redo would take. */
export const firstUndone = (sqlite: Sqlite): EditStep | null => readStep(sqlite.prepare(`SELECT ${STEP_COLUMNS} ${REDO_FIRST}`).get());

/** Names of the steps that undo and redo would take, without reading their rows. */
export function readStepNames(sqlite: Sqlite): { undo: string | null; redo: string | null } {
  const nameOf = (place: string): string | null => (sqlite.prepare(`SELECT name ${place}`).pluck().get() as string | undefined) ?? null;
  return { undo: nameOf(UNDO_FIRST), redo: nameOf(REDO_FIRST) };
}

export function setStepState(sqlite: Sqlite, id: number, state: 'done' | 'undone'): void {
  sqlite.prepare('UPDATE edits SET state = ? WHERE id = ?').run(state, id);
}
