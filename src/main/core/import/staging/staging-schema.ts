import { contactFields } from '../../../../engine/model/contact.ts';
import type { TargetMapping } from '../../../../engine/model/import.ts';

/**
 * Rows of a file between reading and commit stand in a SQLite file of their own, so that memory does not grow with the
 * file. One table per target: `staged_0`, `staged_1`, … A moment is `(day + DAY_OFFSET) × 86401 + second + 1`, second −1
 * where only the day is known, so that one whole number sorts by time. Touches and outcomes keep the `position` they were
 * staged in, which is that of writing.
 */
export const DAY_OFFSET = 1_000_000;
export const MOMENTS_PER_DAY = 86_401;

/** Kinds of reference to a contact. */
export const referenceKinds = { key: 0, email: 1, npi: 2 } as const;

/** Results of a row in one target, other than `created`; the numbers stand in `result_N`. */
export const rowResults = { unchanged: 1, updated: 2, duplicate: 3, rejected: 4 } as const;

export const SHARED_TABLES = `
  CREATE TABLE staged_refs (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, text TEXT NOT NULL, UNIQUE (kind, text));
  CREATE TABLE staged_rejects (row INTEGER PRIMARY KEY, target INTEGER NOT NULL, whole INTEGER NOT NULL, column_name TEXT, rule TEXT NOT NULL, reason TEXT NOT NULL, cells TEXT);
  CREATE TABLE staged_notes (name TEXT PRIMARY KEY, body TEXT NOT NULL);
`;

const RESULT_TABLE = (at: number): string => `CREATE TABLE result_${at} (row INTEGER PRIMARY KEY, result INTEGER NOT NULL, match INTEGER);`;

export const contactColumns = [...contactFields, 'attributes'] as const;

export const contactTable = (at: number): string => `
  CREATE TABLE staged_${at} (row INTEGER PRIMARY KEY, ${contactColumns.map((field) => `${field} ${field === 'value' ? 'REAL' : 'TEXT'}`).join(', ')});
  ${RESULT_TABLE(at)}`;

const HISTORY_COLUMNS = 'position INTEGER PRIMARY KEY, row INTEGER NOT NULL, ref INTEGER NOT NULL, moment INTEGER NOT NULL, what INTEGER NOT NULL, amount REAL, source_key TEXT';

/** The rows of a target of touches or outcomes. */
export const historyRows = (at: number): string => `CREATE TABLE staged_${at} (${HISTORY_COLUMNS})`;

/** What stands beside the rows of a target of touches or outcomes. */
export const historyTables = (at: number): string => `
  CREATE TABLE staged_what_${at} (id INTEGER PRIMARY KEY, channel TEXT NOT NULL, kind TEXT NOT NULL, campaign TEXT NOT NULL, UNIQUE (channel, kind, campaign));
  ${RESULT_TABLE(at)}`;

/** True where rows name themselves by an id. Those are staged in file order, others grouped by contact. */
export function namesRows({ fields }: TargetMapping): boolean {
  const source = fields['source_key'];
  return source !== undefined && (source.column !== undefined || source.constant !== undefined || source.rowNumber === true);
}
