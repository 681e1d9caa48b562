import type { ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { rowResults } from '../staging/staging-schema.ts';
import { compareHistory, hasSourceKeys, isTableEmpty, judgeLaterRows, rejectByMode, rejectByReference } from './compare-history.ts';
import { dayOf, historyTables, isSameEvent, secondOf, stagedRows, type HistoryTable } from './history-table.ts';
import { createBareContacts } from './resolve-contacts.ts';
import { keepImages } from './row-images.ts';

const count = (sqlite: Sqlite, sql: string): number => sqlite.prepare(sql).pluck().get() as number;

/**
 * Inserts the rows of a target that have no other result, in staged order and with ids in that order. `orIgnore` leaves out
 * what the table's unique index knows already. Answers how many went in.
 */
function insertCreated(sqlite: Sqlite, at: number, write: { importId: number; base: number; orIgnore: boolean }, { table, amount, hasCampaign, isEvent }: HistoryTable): number {
  const isFiltered = !isTableEmpty(sqlite, `result_${at}`);
  return sqlite
    .prepare(
      `INSERT ${write.orIgnore ? 'OR IGNORE ' : ''}INTO ${table} (id, source_key, contact_id, channel, day, second, kind, ${hasCampaign ? 'campaign, ' : ''}${amount}, import_id${isEvent ? ', received_at' : ''})
       SELECT ${write.base} + s.position, s.source_key, who.contact, w.channel, ${dayOf('s')}, ${secondOf('s')}, w.kind, ${hasCampaign ? "nullif(w.campaign, ''), " : ''}s.amount, ${write.importId}${isEvent ? `, (SELECT committed_at FROM imports WHERE id = ${write.importId})` : ''}
       FROM staged_${at} AS s CROSS JOIN who ON who.ref = s.ref CROSS JOIN staged_what_${at} AS w ON w.id = s.what ${isFiltered ? `WHERE s.row NOT IN (SELECT row FROM result_${at})` : ''} ORDER BY s.position`,
    )
    .run().changes;
}

function updateChanged(sqlite: Sqlite, at: number, importId: number, { table, amount, hasCampaign, isEvent }: HistoryTable): void {
  const changed = `SELECT match FROM result_${at} WHERE result = ${rowResults.updated}`;
  keepImages(sqlite, { importId, table, side: 'before' }, `id IN (${changed})`);
  sqlite.exec(
    `UPDATE ${table} SET contact_id = n.contact, channel = n.channel, day = n.day, second = n.second, kind = n.kind, ${hasCampaign ? "campaign = coalesce(nullif(n.campaign, ''), touches.campaign), " : ''}${amount} = coalesce(n.amount, ${table}.${amount})${isEvent ? ", status = 'pending', processed_at = NULL" : ''}
     FROM (SELECT r.match AS matched, who.contact, w.channel, ${dayOf('s')} AS day, ${secondOf('s')} AS second, w.kind, w.campaign, s.amount FROM ${stagedRows(at)} JOIN result_${at} AS r ON r.row = s.row WHERE r.result = ${rowResults.updated}) AS n
     WHERE ${table}.id = n.matched`,
  );
}

/** What the unique index kept out: rows the workspace had, and rows that stand in the file more than once. */
function judgeIgnored(sqlite: Sqlite, at: number, base: number, settings: ImportSettings, history: HistoryTable): void {
  const { table, amount } = history;
  sqlite.exec('DROP TABLE IF EXISTS temp.ignored');
  sqlite.exec(
    `CREATE TEMP TABLE ignored AS SELECT s.row, s.amount, t.id AS match, t.${amount} AS had FROM ${stagedRows(at)} CROSS JOIN ${table} AS t ON ${isSameEvent(history)}
     WHERE s.row NOT IN (SELECT row FROM result_${at}) AND NOT EXISTS (SELECT 1 FROM ${table} AS made WHERE made.id = ${base} + s.position)`,
  );
  sqlite.exec('CREATE INDEX temp.ignored_by_match ON ignored (match, row)');
  sqlite.exec(
    `INSERT INTO result_${at} (row, result, match) SELECT i.row, CASE WHEN i.amount IS NOT NULL AND i.amount IS NOT i.had THEN ${rowResults.updated} ELSE ${rowResults.unchanged} END, i.match
     FROM ignored AS i WHERE i.match <= ${base} AND i.row = (SELECT min(o.row) FROM ignored AS o WHERE o.match = i.match)`,
  );
  sqlite.exec('DROP TABLE IF EXISTS temp.later');
  sqlite.exec(
    `CREATE TEMP TABLE later AS SELECT i.row, f.row AS first, i.amount IS NULL OR i.amount IS f.amount AS is_same FROM ignored AS i CROSS JOIN staged_${at} AS f ON f.position = i.match - ${base} WHERE i.match > ${base}
     UNION ALL SELECT i.row, f.row, i.amount IS NULL OR i.amount IS f.amount FROM ignored AS i JOIN ignored AS f ON f.match = i.match AND f.row = (SELECT min(o.row) FROM ignored AS o WHERE o.match = i.match) WHERE i.match <= ${base} AND i.row <> f.row`,
  );
  judgeLaterRows(sqlite, at, settings, history);
  if (settings.mode === 'create') rejectByMode(sqlite, at, settings, history);
}

const nextId = (sqlite: Sqlite, table: string): number => count(sqlite, `SELECT ifnull(max(id), 0) FROM ${table}`);

/**
 * Compares and writes one target. Rows without ids of their own go straight in, and the table's unique index tells which
 * repeat another or are known: nothing has to be sorted. The others are compared first. Answers how many bare contacts were
 * made for references nobody knew.
 */
export function applyHistory(sqlite: Sqlite, at: number, importId: number, settings: ImportSettings): number {
  const target = settings.targets[at]?.target;
  if (target !== 'touches' && target !== 'outcomes') return 0;
  const history = historyTables[target];
  const base = nextId(sqlite, history.table);
  const isDirect = !hasSourceKeys(settings, at) && settings.mode !== 'update';
  if (isDirect) rejectByReference(sqlite, at, settings);
  else compareHistory(sqlite, at, settings);
  const contactsMade = createBareContacts(sqlite, at, importId);
  const expected = count(sqlite, `SELECT (SELECT count(*) FROM staged_${at}) - (SELECT count(*) FROM result_${at})`);
  const inserted = insertCreated(sqlite, at, { importId, base, orIgnore: isDirect }, history);
  if (inserted < expected) judgeIgnored(sqlite, at, base, settings, history);
  updateChanged(sqlite, at, importId, history);
  const created = count(sqlite, `SELECT (SELECT count(*) FROM staged_${at}) - (SELECT count(*) FROM result_${at})`);
  if (created !== inserted) throw new Error(`${inserted} ${history.table} were written, ${created} were expected.`);
  return contactsMade;
}
