import type { ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { contactColumns, rowResults } from '../staging/staging-schema.ts';
import { rejectRows } from './reject-rows.ts';

const fieldNouns = { key: 'id', email: 'e-mail', npi: 'NPI' } as const;

/** How a contact field is compared: e-mails without regard to case. */
const comparable = (alias: string, field: string): string => (field === 'email' ? `lower(${alias}.email)` : `${alias}.${field}`);

/** SQL that is true where a staged contact says something else than the stored one; empty cells say nothing. */
const differs = (keepsKey: boolean): string =>
  contactColumns
    .filter((field) => !(field === 'key' && keepsKey))
    .map((field) => (field === 'attributes' ? `(s.attributes <> c.attributes AND json_patch(c.attributes, s.attributes) <> json(c.attributes))` : `(s.${field} IS NOT NULL AND s.${field} IS NOT c.${field})`))
    .join(' OR ');

/**
 * Decides for every staged contact what it is to the workspace. The first row of an id (e-mail, NPI) counts, later ones
 * are duplicates. O(rows log rows).
 */
export function compareContacts(sqlite: Sqlite, at: number, { mode, matchOn }: ImportSettings): void {
  const staged = `staged_${at}`;
  const result = `result_${at}`;
  const match = matchOn === 'email' || matchOn === 'npi' ? matchOn : 'key';
  const open = `s.row NOT IN (SELECT row FROM ${result})`;
  sqlite.exec(`INSERT INTO ${result} (row, result) SELECT row, ${rowResults.duplicate} FROM ${staged} WHERE row NOT IN (SELECT min(row) FROM ${staged} AS s GROUP BY ${comparable('s', match)})`);
  if (match !== 'key') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: `The id stands on an earlier row with another ${fieldNouns[match]}.`,
      select: `SELECT s.row, 'The id "' || s.key || '" stands on an earlier row with another ${fieldNouns[match]}.' AS reason FROM ${staged} AS s
        WHERE ${open} AND s.row NOT IN (SELECT min(s.row) FROM ${staged} AS s WHERE ${open} GROUP BY s.key)`,
    });
  }
  sqlite.exec('DROP TABLE IF EXISTS temp.matching');
  sqlite.exec(
    `CREATE TEMP TABLE matching AS SELECT s.row, min(c.id) AS id, count(*) AS hits FROM ${staged} AS s CROSS JOIN contacts AS c ON ${comparable('c', match)} = ${comparable('s', match)} WHERE ${open} GROUP BY s.row`,
  );
  rejectRows(sqlite, {
    at,
    column: null,
    rule: `Several contacts of the workspace have this ${fieldNouns[match]}.`,
    select: `SELECT s.row, m.hits || ' contacts of the workspace have the ${fieldNouns[match]} "' || s.${match} || '".' AS reason FROM matching AS m JOIN ${staged} AS s ON s.row = m.row WHERE m.hits > 1`,
  });
  sqlite.exec(
    `INSERT INTO ${result} (row, result, match) SELECT s.row, CASE WHEN ${differs(match !== 'key')} THEN ${rowResults.updated} ELSE ${rowResults.unchanged} END, c.id
     FROM matching AS m JOIN ${staged} AS s ON s.row = m.row JOIN contacts AS c ON c.id = m.id WHERE m.hits = 1`,
  );
  if (match !== 'key') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: `The id belongs to a contact with another ${fieldNouns[match]}.`,
      select: `SELECT s.row, 'The id "' || s.key || '" belongs to a contact with another ${fieldNouns[match]}.' AS reason FROM ${staged} AS s WHERE ${open} AND EXISTS (SELECT 1 FROM contacts AS c WHERE c.key = s.key)`,
    });
  }
  if (mode === 'create') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: 'The contact exists with other values, and the import creates only.',
      select: `SELECT s.row, 'Contact "' || s.key || '" exists with other values, and the import creates only.' AS reason FROM ${staged} AS s JOIN ${result} AS r ON r.row = s.row WHERE r.result = ${rowResults.updated}`,
    });
  }
  if (mode === 'update') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: 'The contact is not in the workspace, and the import updates only.',
      select: `SELECT s.row, 'Contact "' || s.key || '" is not in the workspace, and the import updates only.' AS reason FROM ${staged} AS s WHERE ${open}`,
    });
  }
}
