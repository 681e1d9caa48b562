import type { ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { namesRows, rowResults } from '../staging/staging-schema.ts';
import { dayOf, historyTables, isOfFile, isSameEvent, secondOf, stagedRows, type HistoryTable } from './history-table.ts';
import { rejectRows } from './reject-rows.ts';

const isEmpty = (sqlite: Sqlite, sql: string): boolean => sqlite.prepare(sql).get() === undefined;

/** True where rows of a target name themselves by an id. */
export function hasSourceKeys({ targets }: ImportSettings, at: number): boolean {
  const mapping = targets[at];
  return mapping !== undefined && namesRows(mapping);
}

export const isTableEmpty = (sqlite: Sqlite, table: string): boolean => isEmpty(sqlite, `SELECT 1 FROM ${table}`);

/** Rejects rows whose contact is unknown (where that is wanted) or not clear. */
export function rejectByReference(sqlite: Sqlite, at: number, settings: ImportSettings): void {
  const column = settings.targets[at]?.fields['contact']?.column ?? settings.targets[at]?.fields['contact_email']?.column ?? null;
  if (!isEmpty(sqlite, 'SELECT 1 FROM who WHERE hits > 1')) {
    rejectRows(sqlite, {
      at,
      column,
      rule: 'Several contacts of the workspace fit.',
      select: `SELECT s.row, who.hits || ' contacts of the workspace fit "' || r.text || '".' AS reason FROM staged_${at} AS s JOIN who ON who.ref = s.ref JOIN staged_refs AS r ON r.id = s.ref WHERE who.hits > 1`,
    });
  }
  if (settings.unknownContact === 'create' || isEmpty(sqlite, 'SELECT 1 FROM who WHERE hits = 0 AND is_staged = 0')) return;
  rejectRows(sqlite, {
    at,
    column,
    rule: 'The contact is not in the workspace.',
    select: `SELECT s.row, 'Contact "' || r.text || '" is not in the workspace.' AS reason FROM staged_${at} AS s JOIN who ON who.ref = s.ref JOIN staged_refs AS r ON r.id = s.ref WHERE who.hits = 0 AND who.is_staged = 0`,
  });
}

/**
 * Finds rows of the file that tell of the same event again: with an id, the same id; without, the same contact, time,
 * channel and kind. The first counts. A later one with another amount is rejected rather than lost. O(rows log rows).
 */
function findRepeats(sqlite: Sqlite, at: number, settings: ImportSettings, history: HistoryTable): void {
  const result = `result_${at}`;
  const open = `s.row NOT IN (SELECT row FROM ${result})`;
  if (hasSourceKeys(settings, at)) {
    sqlite.exec(
      `INSERT INTO ${result} (row, result) SELECT s.row, ${rowResults.duplicate} FROM staged_${at} AS s WHERE s.source_key IS NOT NULL AND ${open}
       AND s.row NOT IN (SELECT min(s.row) FROM staged_${at} AS s WHERE s.source_key IS NOT NULL AND ${open} GROUP BY s.source_key)`,
    );
  }
  sqlite.exec('DROP TABLE IF EXISTS temp.repeated');
  sqlite.exec(
    `CREATE TEMP TABLE repeated AS SELECT who.contact, s.moment, s.what, min(s.row) AS first FROM staged_${at} AS s JOIN who ON who.ref = s.ref WHERE s.source_key IS NULL AND ${open} GROUP BY 1, 2, 3 HAVING count(*) > 1`,
  );
  if (isEmpty(sqlite, 'SELECT 1 FROM repeated')) return;
  sqlite.exec('CREATE INDEX temp.repeated_by_event ON repeated (contact, moment, what)');
  sqlite.exec('DROP TABLE IF EXISTS temp.later');
  sqlite.exec(
    `CREATE TEMP TABLE later AS SELECT s.row, g.first, s.amount IS f.amount OR s.amount IS NULL AS is_same
     FROM staged_${at} AS s JOIN who ON who.ref = s.ref JOIN repeated AS g ON g.contact = who.contact AND g.moment = s.moment AND g.what = s.what JOIN staged_${at} AS f ON f.row = g.first
     WHERE s.row <> g.first AND s.source_key IS NULL AND ${open}`,
  );
  judgeLaterRows(sqlite, at, settings, history);
}

/** Marks the rows in `later`, which tell of what an earlier row told: duplicates, and rejected where the amount differs. */
export function judgeLaterRows(sqlite: Sqlite, at: number, settings: ImportSettings, history: HistoryTable): void {
  sqlite.exec(`INSERT INTO result_${at} (row, result) SELECT row, ${rowResults.duplicate} FROM later WHERE is_same`);
  rejectRows(sqlite, {
    at,
    column: settings.targets[at]?.fields[history.amount]?.column ?? null,
    rule: `The same ${history.noun} stands on an earlier row with another ${history.amount}.`,
    select: `SELECT row, 'The same ${history.noun} stands on row ' || first || ' with another ${history.amount}. An id column keeps both.' AS reason FROM later WHERE NOT is_same`,
  });
}

/** Finds rows that the workspace has already, as they are or with other values. */
function findExisting(sqlite: Sqlite, at: number, settings: ImportSettings, history: HistoryTable): void {
  const { table, amount, hasCampaign } = history;
  const open = `s.row NOT IN (SELECT row FROM result_${at})`;
  const amountDiffers = `(s.amount IS NOT NULL AND s.amount IS NOT t.${amount})`;
  const insert = `INSERT INTO result_${at} (row, result, match) SELECT s.row, CASE WHEN`;
  const rest = `THEN ${rowResults.updated} ELSE ${rowResults.unchanged} END, t.id FROM ${stagedRows(at)} CROSS JOIN ${table} AS t`;
  if (hasSourceKeys(settings, at)) {
    const eventDiffers = `t.contact_id <> who.contact OR t.day <> ${dayOf('s')} OR t.second <> ${secondOf('s')} OR t.channel <> w.channel OR t.kind <> w.kind${hasCampaign ? " OR (w.campaign <> '' AND ifnull(t.campaign, '') <> w.campaign)" : ''}`;
    sqlite.exec(`${insert} ${eventDiffers} OR ${amountDiffers} ${rest} ON t.source_key = s.source_key AND ${isOfFile(history)} WHERE s.source_key IS NOT NULL AND ${open}`);
  }
  sqlite.exec(`${insert} ${amountDiffers} ${rest} ON ${isSameEvent(history)} WHERE s.source_key IS NULL AND ${open}`);
}

/** Rejects what the mode does not allow. */
export function rejectByMode(sqlite: Sqlite, at: number, { mode }: ImportSettings, { noun }: HistoryTable): void {
  if (mode === 'create') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: `The ${noun} exists with other values, and the import creates only.`,
      select: `SELECT row, 'The ${noun} exists with other values, and the import creates only.' AS reason FROM result_${at} WHERE result = ${rowResults.updated}`,
    });
  }
  if (mode === 'update') {
    rejectRows(sqlite, {
      at,
      column: null,
      rule: `The ${noun} is not in the workspace, and the import updates only.`,
      select: `SELECT s.row, 'The ${noun} is not in the workspace, and the import updates only.' AS reason FROM staged_${at} AS s WHERE s.row NOT IN (SELECT row FROM result_${at})`,
    });
  }
}

/** Decides for every staged touch or outcome what it is to the workspace, without writing. Needs `who`. O(rows log rows). */
export function compareHistory(sqlite: Sqlite, at: number, settings: ImportSettings): void {
  const target = settings.targets[at]?.target;
  if (target !== 'touches' && target !== 'outcomes') return;
  const history = historyTables[target];
  rejectByReference(sqlite, at, settings);
  findRepeats(sqlite, at, settings, history);
  if (!isTableEmpty(sqlite, history.table)) findExisting(sqlite, at, settings, history);
  rejectByMode(sqlite, at, settings, history);
}
