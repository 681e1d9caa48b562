import { formatDay } from '../base/day.ts';
import { isSalesforceId } from './salesforce-id.ts';
import type { ExportCell, ExportColumn, ExportTable } from './table.ts';

/** A cell that the target would refuse. */
export interface Finding {
  /** Id of its table. */
  readonly table: string;
  /** Row of the table, from 0. */
  readonly row: number;
  readonly column: string;
  /** The cell, cut where it is long. */
  readonly value: string;
  /** The same text for the same fault, so that findings can be counted by it. */
  readonly expected: string;
  /** What it clashes with, where it clashes. */
  readonly detail?: string;
  readonly contact: string | null;
}

/** A table with what of it the target would take. */
export interface CheckedTable {
  readonly table: ExportTable;
  /** By row: 1 where it is refused. */
  readonly isRefused: Uint8Array;
  readonly refused: number;
  /** Rows as they are written: texts cut where that was asked for. */
  readonly rows: readonly (readonly ExportCell[])[];
}

export interface CheckedExport {
  readonly tables: readonly CheckedTable[];
  readonly findings: readonly Finding[];
  /** Texts that were cut. */
  readonly shortened: number;
}

const SHOWN_CHARACTERS = 120;
/** How what is expected of a row ends whose parent is refused. */
export const FALLS_WITH_PARENT = 'that is not refused itself';
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;
/** Half of a character that takes two units, without its other half. */
const LONE_HALF = /\p{Cs}/u;
const STARTS_FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const EMAIL = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+$/;

const isBlank = (cell: ExportCell): boolean => cell === null || (typeof cell === 'string' && cell.trim() === '');

function checkText(text: string, max: number): string | null {
  if (text.length > max) return `at most ${max} characters`;
  if (CONTROL.test(text)) return 'no control characters';
  return LONE_HALF.test(text) ? 'whole characters: half of one stands alone' : null;
}

function checkKey(text: string, max: number): string | null {
  if (STARTS_FORMULA.test(text)) return 'an id that starts no formula: no =, +, - or @ first';
  if (text !== text.trim()) return 'an id without blanks around it';
  if (/[\r\n]/.test(text)) return 'an id on one line';
  return checkText(text, max);
}

/** What was expected of a filled cell instead, null where it is well. */
function checkCell(cell: Exclude<ExportCell, null>, { type }: ExportColumn): string | null {
  switch (type.kind) {
    case 'text':
      return checkText(String(cell), type.max);
    case 'key':
      return checkKey(String(cell), type.max);
    case 'salesforceId':
      return isSalesforceId(String(cell)) ? null : 'a record id: 15 characters, or 18 whose last three fit';
    case 'email':
      if (String(cell).length > type.max) return `at most ${type.max} characters`;
      return EMAIL.test(String(cell)) && !STARTS_FORMULA.test(String(cell)) ? null : 'an email address';
    case 'picklist':
      return type.values.includes(String(cell)) ? null : `one of ${type.values.join(', ')}`;
    case 'number':
      if (typeof cell !== 'number' || !Number.isFinite(cell)) return 'a number';
      if (type.isWhole === true && !Number.isInteger(cell)) return 'a whole number';
      return cell < type.min ? `${type.min} or more` : null;
    case 'date':
      return typeof cell === 'number' && /^\d{4}-/.test(formatDay(cell)) ? null : 'a day of the years 0 to 9999';
    case 'dateTime':
      return typeof cell === 'number' ? null : 'a point in time';
    case 'flag':
      return typeof cell === 'boolean' ? null : 'yes or no';
  }
}

function showCell(cell: ExportCell, { type }: ExportColumn): string {
  if (cell === null) return '';
  const text = type.kind === 'date' && typeof cell === 'number' ? formatDay(cell) : String(cell);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS - 1)}…` : text;
}

/** Cuts a text to its field, never through a character of two units. */
export function shortenText(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  return `${LONE_HALF.test(cut) ? cut.slice(0, -1) : cut}…`;
}

/**
 * Checks tables in load order: required cells, types, lengths, ids that stand once, and that every row finds its parent; a
 * row falls with its parent. Every faulty cell is a finding, in the order of tables, rows, columns. O(cells).
 */
export function checkTables(tables: readonly ExportTable[], options: { readonly shorten: boolean }): CheckedExport {
  const findings: Finding[] = [];
  const keysOf = new Map<string, { readonly object: string; readonly accepted: ReadonlySet<string>; readonly present: ReadonlySet<string> }>();
  let shortened = 0;
  const checked = tables.map((table): CheckedTable => {
    const { columns } = table;
    const isRefused = new Uint8Array(table.rows.length);
    const seen = columns.map(({ isUnique }) => (isUnique === true ? new Map<string, number>() : null));
    const rows = table.rows.map((row, at) => {
      let written = row;
      const refuse = (column: ExportColumn, cell: ExportCell, expected: string, detail?: string): void => {
        isRefused[at] = 1;
        findings.push({ table: table.id, row: at, column: column.name, value: showCell(cell, column), expected, ...(detail === undefined ? {} : { detail }), contact: table.contacts[at] ?? null });
      };
      for (const [place, column] of columns.entries()) {
        const cell = row[place] ?? null;
        if (isBlank(cell) || cell === null) {
          if (column.isRequired) refuse(column, cell, column.needs ?? 'a value');
          continue;
        }
        if (options.shorten && column.type.kind === 'text' && column.type.canShorten === true && String(cell).length > column.type.max) {
          written = written.with(place, shortenText(String(cell), column.type.max));
          shortened += 1;
        }
        const fault = checkCell(written[place] ?? cell, column);
        if (fault !== null) refuse(column, cell, fault);
        const folded = String(cell).toLowerCase();
        const first = seen[place]?.get(folded);
        if (first !== undefined) refuse(column, cell, 'a value that stands once', `Row ${first + 2} has it too.`);
        else seen[place]?.set(folded, at);
        const parent = column.joins === undefined ? undefined : keysOf.get(column.joins);
        if (parent !== undefined && !parent.accepted.has(folded)) refuse(column, cell, parent.present.has(folded) ? `a row of ${parent.object} ${FALLS_WITH_PARENT}` : `a row of ${parent.object}`);
      }
      return written;
    });
    const key = columns.findIndex(({ name }) => name === table.key);
    const accepted = new Set<string>();
    const present = new Set<string>();
    for (const [at, row] of rows.entries()) {
      const id = String(row[key] ?? '').toLowerCase();
      present.add(id);
      if (isRefused[at] === 0) accepted.add(id);
    }
    keysOf.set(table.id, { object: table.object, accepted, present });
    return { table, isRefused, refused: isRefused.reduce((sum, one) => sum + one, 0), rows };
  });
  return { tables: checked, findings, shortened };
}
