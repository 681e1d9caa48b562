import { z } from 'zod';
import { AttributionChoice, AttributionReport, AttributionSettings } from '../../../../engine/model/attribution.ts';
import { formatDay } from '../../../../engine/base/day.ts';
import type { OutcomeAttribution } from '../../../../contract/attribution.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

export const StoredAttributionSettings = z.strictObject({ choice: AttributionChoice, settings: AttributionSettings });
export type StoredAttributionSettings = z.infer<typeof StoredAttributionSettings>;

/** What the planner set, null while all is as it comes. */
export function readAttributionSettings(sqlite: Sqlite): StoredAttributionSettings | null {
  const body = sqlite.prepare('SELECT body FROM attribution_settings WHERE id = 1').pluck().get() as string | undefined;
  return body === undefined ? null : StoredAttributionSettings.parse(JSON.parse(body));
}

export const putAttributionSettings = (recorder: EditRecorder, settings: StoredAttributionSettings): void => recorder.put('attribution_settings', { id: 1, body: JSON.stringify(settings) });

export interface StoredRun {
  readonly id: number;
  readonly madeAt: number;
  readonly inputHash: string;
  readonly settings: StoredAttributionSettings;
  readonly report: AttributionReport;
}

/** The newest run that was finished. */
export function readLatestRun(sqlite: Sqlite): StoredRun | null {
  const row = sqlite.prepare("SELECT id, made_at AS madeAt, input_hash AS inputHash, settings, report FROM attribution_runs WHERE state = 'done' ORDER BY id DESC LIMIT 1").get() as
    | { id: number; madeAt: number; inputHash: string; settings: string; report: string }
    | undefined;
  if (row === undefined) return null;
  return { ...row, settings: StoredAttributionSettings.parse(JSON.parse(row.settings)), report: AttributionReport.parse(JSON.parse(row.report)) };
}

/** Opens a run whose credits are written next. */
export function insertRun(sqlite: Sqlite, run: Omit<StoredRun, 'id'>): number {
  const inserted = sqlite
    .prepare("INSERT INTO attribution_runs (state, made_at, settings, input_hash, report) VALUES ('writing', ?, ?, ?, ?)")
    .run(run.madeAt, JSON.stringify(run.settings), run.inputHash, JSON.stringify(run.report));
  return Number(inserted.lastInsertRowid);
}

/** One outcome with its credited touches, oldest first. */
export interface CreditedOutcome {
  readonly outcomeId: number;
  readonly primaryTouchId: number | null;
  readonly confidence: number;
  readonly credits: readonly { readonly touchId: number; readonly share: number; readonly value: number }[];
}

/** Writes credits of a run. Call inside a transaction. */
export function insertCredits(sqlite: Sqlite, runId: number, outcomes: Iterable<CreditedOutcome>): void {
  const insertOutcome = sqlite.prepare('INSERT INTO outcome_attributions (run_id, outcome_id, primary_touch_id, confidence) VALUES (?, ?, ?, ?)');
  const insertCredit = sqlite.prepare('INSERT INTO outcome_credits (run_id, outcome_id, position, touch_id, share, value) VALUES (?, ?, ?, ?, ?, ?)');
  for (const { outcomeId, primaryTouchId, confidence, credits } of outcomes) {
    insertOutcome.run(runId, outcomeId, primaryTouchId, confidence);
    for (const [position, { touchId, share, value }] of credits.entries()) insertCredit.run(runId, outcomeId, position, touchId, share, value);
  }
}

/**
 * Makes a run the one that counts and notes what became of each outcome that is still there; outcomes of kinds that take no
 * part are unattributed. Call inside a transaction. O(outcomes).
 */
export function finishRun(sqlite: Sqlite, runId: number, excludedKinds: readonly string[], nowMs: number): void {
  sqlite.prepare("UPDATE attribution_runs SET state = 'done' WHERE id = ?").run(runId);
  sqlite
    .prepare(
      `UPDATE outcomes SET processed_at = ?, status = CASE WHEN credited.primary_touch_id IS NULL THEN 'unattributed' ELSE 'attributed' END
       FROM outcome_attributions AS credited WHERE credited.run_id = ? AND credited.outcome_id = outcomes.id`,
    )
    .run(nowMs, runId);
  sqlite.prepare("UPDATE outcomes SET processed_at = ?, status = 'unattributed' WHERE kind IN (SELECT value FROM json_each(?))").run(nowMs, JSON.stringify(excludedKinds));
}

/** Ids of runs that are not the newest finished one: what their credits take is given back. */
export function listOldRuns(sqlite: Sqlite, keptId: number | null): number[] {
  return sqlite.prepare('SELECT id FROM attribution_runs WHERE id IS NOT ? ORDER BY id').pluck().all(keptId) as number[];
}

/** Removes up to `limit` outcomes of a run with their credits, at last the run itself; answers whether it is gone. Call inside a transaction. */
export function removeRunPart(sqlite: Sqlite, runId: number, limit: number): boolean {
  const last = sqlite.prepare('SELECT outcome_id FROM outcome_attributions WHERE run_id = ? ORDER BY outcome_id LIMIT 1 OFFSET ?').pluck().get(runId, limit - 1) as number | undefined;
  const through = last ?? Number.MAX_SAFE_INTEGER;
  sqlite.prepare('DELETE FROM outcome_credits WHERE run_id = ? AND outcome_id <= ?').run(runId, through);
  sqlite.prepare('DELETE FROM outcome_attributions WHERE run_id = ? AND outcome_id <= ?').run(runId, through);
  if (last !== undefined) return false;
  sqlite.prepare('DELETE FROM attribution_runs WHERE id = ?').run(runId);
  return true;
}

/** How a run credited one outcome, null where it did not see it. */
export function readOutcomeAttribution(sqlite: Sqlite, runId: number, outcomeId: number): Omit<OutcomeAttribution, 'model'> | null {
  const outcome = sqlite.prepare('SELECT primary_touch_id AS primaryTouchId, confidence FROM outcome_attributions WHERE run_id = ? AND outcome_id = ?').get(runId, outcomeId) as { primaryTouchId: number | null; confidence: number } | undefined;
  if (outcome === undefined) return null;
  const rows = sqlite
    .prepare(
      `SELECT credits.touch_id AS touchId, touches.channel, touches.day, touches.kind, touches.campaign, credits.share, credits.value
       FROM outcome_credits AS credits LEFT JOIN touches ON touches.id = credits.touch_id WHERE credits.run_id = ? AND credits.outcome_id = ? ORDER BY credits.position`,
    )
    .all(runId, outcomeId) as { touchId: number; channel: string | null; day: number | null; kind: string | null; campaign: string | null; share: number; value: number }[];
  return { confidence: outcome.confidence, touches: rows.map(({ day, ...row }) => ({ ...row, date: day === null ? null : formatDay(day), isPrimary: row.touchId === outcome.primaryTouchId })) };
}

/** Touches that a run made the first reason of an outcome; with `knownUntil` of those that had come in by then (ms since 1970). O(outcomes). */
export function readPrimaryTouches(sqlite: Sqlite, runId: number, knownUntil = Number.MAX_SAFE_INTEGER): Set<number> {
  return new Set(
    sqlite
      .prepare('SELECT DISTINCT primary_touch_id FROM outcome_attributions JOIN outcomes ON outcomes.id = outcome_id WHERE run_id = ? AND primary_touch_id IS NOT NULL AND received_at <= ?')
      .pluck()
      .all(runId, knownUntil) as number[],
  );
}
