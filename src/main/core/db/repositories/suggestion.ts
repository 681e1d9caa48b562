import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { parseDay } from '../../../../engine/base/day.ts';
import { PlanChange, RebalanceSummary, RebalanceTrigger, SuggestionOptions } from '../../../../engine/model/rebalance.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

export interface StoredSuggestion {
  readonly id: number;
  readonly planId: number;
  readonly newPlanId: number | null;
  readonly madeAt: number;
  readonly state: 'open' | 'accepted' | 'dismissed';
  readonly triggers: readonly RebalanceTrigger[];
  readonly options: SuggestionOptions;
  readonly summary: RebalanceSummary;
  readonly reason: string;
  readonly decidedAt: number | null;
}

const COLUMNS = 'id, plan_id AS planId, new_plan_id AS newPlanId, made_at AS madeAt, state, triggers, options, summary, reason, decided_at AS decidedAt';

function parseSuggestion(row: unknown): StoredSuggestion {
  const { triggers, options, summary, ...rest } = row as Omit<StoredSuggestion, 'triggers' | 'options' | 'summary'> & { triggers: string; options: string; summary: string };
  return { ...rest, triggers: z.array(RebalanceTrigger).parse(JSON.parse(triggers)), options: SuggestionOptions.parse(JSON.parse(options)), summary: RebalanceSummary.parse(JSON.parse(summary)) };
}

/** Newest first. */
export const readSuggestions = (sqlite: Sqlite, planId: number): StoredSuggestion[] => sqlite.prepare(`SELECT ${COLUMNS} FROM rebalance_suggestions WHERE plan_id = ? ORDER BY id DESC`).all(planId).map(parseSuggestion);

export function readSuggestion(sqlite: Sqlite, id: number): StoredSuggestion | null {
  const row = sqlite.prepare(`SELECT ${COLUMNS} FROM rebalance_suggestions WHERE id = ?`).get(id);
  return row === undefined ? null : parseSuggestion(row);
}

/** The suggestion that made an accepted version; null for plans of their own. */
export function readOrigin(sqlite: Sqlite, planId: number): StoredSuggestion | null {
  const row = sqlite.prepare(`SELECT ${COLUMNS} FROM rebalance_suggestions WHERE new_plan_id = ? AND state = 'accepted'`).get(planId);
  return row === undefined ? null : parseSuggestion(row);
}

/** The plan that an accepted version was made from; null for plans of their own. */
export const readBasePlan = (sqlite: Sqlite, planId: number): number | null => readOrigin(sqlite, planId)?.planId ?? null;

/** Actions that a suggestion keeps or moves and that its plan has done since it was worked out: the version holds them a second time. O(version + done). */
export function countDoneSince(sqlite: Sqlite, { id, planId, newPlanId, options: { lastEntry } }: Pick<StoredSuggestion, 'id' | 'planId' | 'newPlanId' | 'options'>): number {
  if (lastEntry === undefined) return 0;
  const done = sqlite
    .prepare(
      `SELECT contact, channel, execution_actions.day FROM execution_actions JOIN plan_actions USING (plan_id, position) WHERE plan_id = ? AND state = 'done'
         AND (contact, channel, done_day) IN (SELECT contact, channel, day FROM ledger_entries WHERE id > ? AND plan_id = ? AND target = 'used')`,
    )
    .raw()
    .all(planId, lastEntry, planId) as [string, string, number][];
  if (done.length === 0) return 0;
  const keyOf = (contact: string, channel: string, day: number): string => JSON.stringify([contact, channel, day]);
  const open = new Set(done.map(([contact, channel, day]) => keyOf(contact, channel, day)));
  for (const [contact, channel, day] of sqlite.prepare('SELECT contact, channel, day FROM plan_actions WHERE plan_id = ?').raw().iterate(newPlanId) as Iterable<[string, string, number]>) open.delete(keyOf(contact, channel, day));
  for (const { kind, contact, channel, from } of readChanges(sqlite, id)) if (kind === 'moved') open.delete(keyOf(contact, channel, parseDay(from ?? '') ?? -1));
  return done.length - open.size;
}

/** Stores an open suggestion; call inside a transaction. Drafts of open suggestions before it go with them. */
export function insertSuggestion(sqlite: Sqlite, { planId, newPlanId, madeAt, triggers, options, summary }: Pick<StoredSuggestion, 'planId' | 'newPlanId' | 'madeAt' | 'triggers' | 'options' | 'summary'>, changes: readonly PlanChange[]): number {
  const { lastInsertRowid } = sqlite
    .prepare("INSERT INTO rebalance_suggestions (plan_id, new_plan_id, made_at, state, triggers, options, summary) VALUES (?, ?, ?, 'open', ?, ?, ?)")
    .run(planId, newPlanId, madeAt, JSON.stringify(triggers), JSON.stringify(options), JSON.stringify(summary));
  sqlite.prepare('INSERT INTO rebalance_changes (suggestion_id, document) VALUES (?, ?)').run(lastInsertRowid, gzipSync(JSON.stringify(changes), { level: 4 }));
  return Number(lastInsertRowid);
}

/** Open suggestions of a plan, which a newer one stands in place of. */
export const readOpen = (sqlite: Sqlite, planId: number): StoredSuggestion[] => readSuggestions(sqlite, planId).filter(({ state }) => state === 'open');

/** Takes steps that could be redone on a suggestion off the list, before suggestions go; call inside a transaction. */
export const dropUndoneSteps = (sqlite: Sqlite): void => void sqlite.prepare(`UPDATE edits SET state = 'dropped', changes = '[]' WHERE state = 'undone' AND instr(changes, '"rebalance_suggestions"') > 0`).run();

export const deleteSuggestion = (sqlite: Sqlite, id: number): void => void sqlite.prepare('DELETE FROM rebalance_suggestions WHERE id = ?').run(id);

export function readChanges(sqlite: Sqlite, id: number): PlanChange[] {
  const document = sqlite.prepare('SELECT document FROM rebalance_changes WHERE suggestion_id = ?').pluck().get(id) as Buffer | undefined;
  return document === undefined ? [] : z.array(PlanChange).parse(JSON.parse(gunzipSync(document).toString('utf8')));
}

/** Writes what was decided on a suggestion. */
export function putDecided(recorder: EditRecorder, { id }: StoredSuggestion, decided: { state: 'accepted' | 'dismissed'; reason: string; nowMs: number }): void {
  recorder.put('rebalance_suggestions', { id, state: decided.state, reason: decided.reason, decided_at: decided.nowMs });
}
