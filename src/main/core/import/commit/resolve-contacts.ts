import type { Sqlite } from '../../db/connection.ts';
import { referenceKinds } from '../staging/staging-schema.ts';

/**
 * Finds the contact of every reference in `who`: by id, by e-mail (any case), by NPI, where an e-mail or NPI may also be
 * the contact's id. An unknown one gets its own negative number. `is_staged` = the file itself brings that contact.
 */
export function resolveReferences(sqlite: Sqlite, contactsAt: number | null): void {
  const { key, email, npi } = referenceKinds;
  sqlite.exec('DROP TABLE IF EXISTS temp.who');
  sqlite.exec('CREATE TEMP TABLE who (ref INTEGER PRIMARY KEY, contact INTEGER NOT NULL, hits INTEGER NOT NULL, is_staged INTEGER NOT NULL DEFAULT 0)');
  const found = (kind: number, condition: string): string =>
    `SELECT r.id AS ref, c.id AS contact FROM staged_refs AS r CROSS JOIN contacts AS c ON ${condition} WHERE r.kind = ${kind}`;
  sqlite.exec(`INSERT INTO who (ref, contact, hits) SELECT ref, min(contact), count(*) FROM (${found(key, 'c.key = r.text')} UNION ALL ${found(email, 'lower(c.email) = r.text')} UNION ALL ${found(npi, 'c.npi = r.text')}) GROUP BY ref`);
  sqlite.exec(`INSERT INTO who (ref, contact, hits) SELECT r.id, c.id, 1 FROM staged_refs AS r CROSS JOIN contacts AS c ON c.key = r.text WHERE r.kind <> ${key} AND r.id NOT IN (SELECT ref FROM who)`);
  sqlite.exec('INSERT INTO who (ref, contact, hits) SELECT id, -id, 0 FROM staged_refs WHERE id NOT IN (SELECT ref FROM who)');
  if (contactsAt === null) return;
  const coming = `SELECT key FROM staged_${contactsAt} WHERE row NOT IN (SELECT row FROM result_${contactsAt})`;
  sqlite.exec(`UPDATE who SET is_staged = 1 WHERE hits = 0 AND ref IN (SELECT id FROM staged_refs WHERE text IN (${coming}))`);
}

/** Makes a bare contact for every unknown reference that a row still to be written of a target has. Answers how many were made. */
export function createBareContacts(sqlite: Sqlite, at: number, importId: number): number {
  const { email, npi } = referenceKinds;
  if (sqlite.prepare('SELECT 1 FROM who WHERE hits = 0').get() === undefined) return 0;
  const used = sqlite.prepare(`SELECT 1 FROM result_${at}`).get() === undefined ? `SELECT ref FROM staged_${at}` : `SELECT ref FROM staged_${at} WHERE row NOT IN (SELECT row FROM result_${at})`;
  const made = sqlite
    .prepare(
      `INSERT INTO contacts (key, email, npi, import_id) SELECT r.text, CASE r.kind WHEN ${email} THEN r.text END, CASE r.kind WHEN ${npi} THEN r.text END, ?
       FROM who JOIN staged_refs AS r ON r.id = who.ref WHERE who.hits = 0 AND who.ref IN (${used}) ORDER BY r.id ON CONFLICT (key) DO NOTHING`,
    )
    .run(importId).changes;
  sqlite.exec('UPDATE who SET contact = c.id, hits = 1 FROM staged_refs AS r, contacts AS c WHERE who.hits = 0 AND r.id = who.ref AND c.key = r.text');
  return made;
}
