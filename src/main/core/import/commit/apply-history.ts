import type { ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { rowResults } from '../staging/staging-schema.ts';
import { compareHistory, findRepeats, hasSourceKeys, isTableEmpty } from './compare-history.ts';
import { dayOf, historyTables, secondOf, stagedRows, type HistoryTable } from './history-table.ts';
import { keepImages } from './row-images.ts';

const count = (sqlite: Sqlite, sql: string): number => sqlite.prepare(sql).pluck().get() as number;

/** Inserts the rows of a target that have no other result, in the order of the table's index. Answers how many went in. */
function insertCreated(sqlite: Sqlite, at: number, importId: number, { table, amount, hasCampaign }: HistoryTable, orIgnore: boolean): number {
  const order = table === 'touches' ? 'who.contact, day, w.channel, second, w.kind, w.campaign, s.row' : 'who.contact, day, w.kind, w.channel, second, s.row';
  const isFiltered = !isTableEmpty(sqlite, `result_${at}`);
  return sqlite
    .prepare(
      `INSERT ${orIgnore ? 'OR IGNORE ' : ''}INTO ${table} (source_key, contact_id, channel, day, second, kind, ${hasCampaign ? 'campaign, ' : ''}${amount}, import_id)
       SELECT s.source_key, who.contact, w.channel, ${dayOf('s')} AS day, ${secondOf('s')} AS second, w.kind, ${hasCampaign ? "nullif(w.campaign, ''), " : ''}s.amount, ?
       FROM ${stagedRows(at)} ${isFiltered ? `WHERE s.row NOT IN (SELECT row FROM result_${at})` : ''} ORDER BY ${order}`,
    )
    .run(importId).changes;
}

function updateChanged(sqlite: Sqlite, at: number, importId: number, { table, amount, hasCampaign }: HistoryTable): void {
  const changed = `SELECT match FROM result_${at} WHERE result = ${rowResults.updated}`;
  keepImages(sqlite, { importId, table, side: 'before' }, `id IN (${changed})`);
  sqlite.exec(
    `UPDATE ${table} SET contact_id = n.contact, channel = n.channel, day = n.day, second = n.second, kind = n.kind, ${hasCampaign ? "campaign = coalesce(nullif(n.campaign, ''), touches.campaign), " : ''}${amount} = coalesce(n.amount, ${table}.${amount})
     FROM (SELECT r.match AS matched, who.contact, w.channel, ${dayOf('s')} AS day, ${secondOf('s')} AS second, w.kind, w.campaign, s.amount FROM ${stagedRows(at)} JOIN result_${at} AS r ON r.row = s.row WHERE r.result = ${rowResults.updated}) AS n
     WHERE ${table}.id = n.matched`,
  );
}

/**
 * Compares and writes one target. Into an empty table all rows go in at once, and the table's own unique index tells
 * whether any repeats another: sorting them twice is only paid for when one does.
 */
export function applyHistory(sqlite: Sqlite, at: number, importId: number, settings: ImportSettings): void {
  const target = settings.targets[at]?.target;
  if (target !== 'touches' && target !== 'outcomes') return;
  const history = historyTables[target];
  const isFresh = isTableEmpty(sqlite, history.table) && !hasSourceKeys(settings, at) && settings.mode !== 'update';
  if (!isFresh) {
    updateChanged(sqlite, at, importId, history);
    insertCreated(sqlite, at, importId, history, false);
    return;
  }
  const expected = count(sqlite, `SELECT (SELECT count(*) FROM staged_${at}) - (SELECT count(*) FROM result_${at})`);
  const inserted = insertCreated(sqlite, at, importId, history, true);
  if (inserted === expected) return;
  findRepeats(sqlite, at, settings, history);
  const created = count(sqlite, `SELECT (SELECT count(*) FROM staged_${at}) - (SELECT count(*) FROM result_${at})`);
  if (created !== inserted) throw new Error(`${inserted} ${history.table} were written, ${created} were expected.`);
}

/** Compares a target as `applyHistory` needs it. */
export function compareForWriting(sqlite: Sqlite, at: number, settings: ImportSettings): void {
  const target = settings.targets[at]?.target;
  if (target !== 'touches' && target !== 'outcomes') return;
  compareHistory(sqlite, at, settings, { skipRepeats: isTableEmpty(sqlite, historyTables[target].table) && !hasSourceKeys(settings, at) && settings.mode !== 'update' });
}
