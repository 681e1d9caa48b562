import type { ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { contactColumns, rowResults } from '../staging/staging-schema.ts';
import { keepImages } from './row-images.ts';

/** Writes the compared contacts of one target: new ones in file order, changed ones with their former image kept. */
export function applyContacts(sqlite: Sqlite, at: number, importId: number, { matchOn }: ImportSettings): { created: number } {
  const updates = contactColumns
    .filter((field) => !(field === 'key' && matchOn !== 'key'))
    .map((field) => (field === 'attributes' ? 'attributes = json_patch(contacts.attributes, s.attributes)' : `${field} = coalesce(s.${field}, contacts.${field})`));
  keepImages(sqlite, { importId, table: 'contacts', side: 'before' }, `id IN (SELECT match FROM result_${at} WHERE result = ${rowResults.updated})`);
  sqlite.exec(
    `UPDATE contacts SET ${updates.join(', ')} FROM (SELECT r.match AS matched, staged.* FROM result_${at} AS r JOIN staged_${at} AS staged ON staged.row = r.row WHERE r.result = ${rowResults.updated}) AS s WHERE contacts.id = s.matched`,
  );
  const created = sqlite
    .prepare(`INSERT INTO contacts (${contactColumns.join(', ')}, import_id) SELECT ${contactColumns.map((field) => `s.${field}`).join(', ')}, ? FROM staged_${at} AS s WHERE s.row NOT IN (SELECT row FROM result_${at}) ORDER BY s.row`)
    .run(importId).changes;
  return { created };
}
