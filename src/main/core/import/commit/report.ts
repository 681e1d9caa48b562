import type { ImportCounts, ImportReport, ImportSettings } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { rowResults } from '../staging/staging-schema.ts';
import type { StagedFile } from '../staging/stage-file.ts';

const MAX_REASONS = 200;

/** Counts of one target: every staged row has one result, `created` where none is noted; a row rejected as a whole counts in every target. */
function countTarget(sqlite: Sqlite, at: number): ImportCounts {
  const pluck = (sql: string): number => sqlite.prepare(sql).pluck().get() as number;
  const staged = pluck(`SELECT count(*) FROM staged_${at}`);
  const rejectedWhole = pluck('SELECT count(*) FROM staged_rejects WHERE whole = 1');
  const by = new Map(sqlite.prepare(`SELECT result, count(*) FROM result_${at} GROUP BY result`).raw().all() as [number, number][]);
  const of = (result: number): number => by.get(result) ?? 0;
  const noted = [...by.values()].reduce((sum, n) => sum + n, 0);
  return {
    rows: staged + rejectedWhole,
    created: staged - noted,
    updated: of(rowResults.updated),
    unchanged: of(rowResults.unchanged),
    duplicates: of(rowResults.duplicate),
    rejected: of(rowResults.rejected) + rejectedWhole,
  };
}

/** Counts of the file: each row once, with the weightiest of its results (rejected, created, updated, duplicate, unchanged). */
function countFile(sqlite: Sqlite, targets: readonly ImportCounts[], rows: number): ImportCounts {
  const [only] = targets;
  if (targets.length === 1 && only !== undefined) return { ...only, rows, unchanged: only.unchanged + rows - only.rows };
  const weights = targets.map(
    (_, at) =>
      `SELECT s.row, CASE r.result WHEN ${rowResults.rejected} THEN 0 WHEN ${rowResults.updated} THEN 2 WHEN ${rowResults.duplicate} THEN 3 WHEN ${rowResults.unchanged} THEN 4 ELSE 1 END AS weight FROM staged_${at} AS s LEFT JOIN result_${at} AS r ON r.row = s.row`,
  );
  const counted = sqlite.prepare(`SELECT weight, count(*) FROM (SELECT row, min(weight) AS weight FROM (SELECT row, 0 AS weight FROM staged_rejects UNION ALL ${weights.join(' UNION ALL ')}) GROUP BY row) GROUP BY weight`).raw().all() as [number, number][];
  const by = new Map(counted);
  const of = (weight: number): number => by.get(weight) ?? 0;
  const told = of(0) + of(1) + of(2) + of(3) + of(4);
  return { rows, rejected: of(0), created: of(1), updated: of(2), duplicates: of(3), unchanged: of(4) + rows - told };
}

export interface ReportExtras {
  readonly contactsCreatedFromReferences: number;
  readonly channelsCreated: string[];
  readonly notes?: readonly string[] | undefined;
}

/** The report of a compared or written import. */
export function buildReport(sqlite: Sqlite, file: StagedFile, settings: ImportSettings, extras: ReportExtras): ImportReport {
  const counts = settings.targets.map((_, at) => countTarget(sqlite, at));
  const reasons = sqlite
    .prepare('SELECT rule AS reason, column_name AS "column", count(*) AS count FROM staged_rejects GROUP BY rule, column_name ORDER BY count(*) DESC, rule, column_name LIMIT ?')
    .all(MAX_REASONS) as ImportReport['reasons'];
  return {
    fileName: file.fileName,
    fileBytes: file.fileBytes,
    fileHash: file.fileHash,
    rows: file.rows,
    skipped: { ...file.skipped },
    total: countFile(sqlite, counts, file.rows),
    targets: settings.targets.map(({ target }, at) => ({ target, counts: counts[at] ?? { rows: 0, created: 0, updated: 0, unchanged: 0, duplicates: 0, rejected: 0 } })),
    contactsCreatedFromReferences: extras.contactsCreatedFromReferences,
    channelsCreated: extras.channelsCreated,
    reasons,
    settings,
    ...(extras.notes === undefined || extras.notes.length === 0 ? {} : { notes: [...extras.notes] }),
  };
}
