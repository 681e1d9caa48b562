import { z } from 'zod';
import { ResponseSummary, type ResponseEstimate } from '../../../../contract/response.ts';
import { responseInterval } from '../../../../engine/response/interval.ts';
import type { Sqlite } from '../connection.ts';

/** Writes a fit stands on, by their numbers, the hash of the attribution run that linked its outcomes, and where segments come from (JSON). */
export const FitBasis = z.strictObject({ contacts: z.int(), touches: z.int(), outcomes: z.int(), attribution: z.string().nullable(), segment: z.string() });
export type FitBasis = z.infer<typeof FitBasis>;

/** What a stored fit says, without what only the moment of reading knows. */
export const StoredSummary = ResponseSummary.omit({ snapshotId: true, madeAt: true, stale: true, newOutcomes: true, wouldLinkBy: true, isKept: true, hasPrevious: true }).extend({
  /** Null in snapshots of earlier versions. */
  basis: FitBasis.nullable().default(null),
  /** Hash of the inputs for which the planner stayed with this fit. */
  keptFor: z.string().nullable().default(null),
  /** True where the planner put an earlier fit back in use. */
  isChosen: z.boolean().default(false),
});
export type StoredSummary = z.infer<typeof StoredSummary>;

export interface ResponseSnapshot {
  readonly id: number;
  readonly madeAt: number;
  readonly asOfDay: number;
  readonly inputHash: string;
  readonly summary: StoredSummary;
}

/** Estimates by columns: entry contact × channels.length + channel. */
export interface EstimateColumns {
  readonly contactIds: readonly number[];
  readonly channels: readonly string[];
  readonly mean: Float64Array;
  readonly sd: Float64Array;
  readonly touches: Int32Array;
}

/** Stores a fit; older snapshots stay only as far as `keep`. Call inside a transaction. */
export function insertSnapshot(sqlite: Sqlite, snapshot: { madeAt: number; asOfDay: number; inputHash: string; summary: StoredSummary; estimates: EstimateColumns }, keep = 3): number {
  const inserted = sqlite
    .prepare('INSERT INTO response_snapshots (made_at, as_of_day, input_hash, summary) VALUES (?, ?, ?, ?)')
    .run(snapshot.madeAt, snapshot.asOfDay, snapshot.inputHash, JSON.stringify(snapshot.summary));
  const id = Number(inserted.lastInsertRowid);
  const insert = sqlite.prepare('INSERT INTO response_estimates (snapshot_id, contact_id, channel, mean, sd, touches) VALUES (?, ?, ?, ?, ?, ?)');
  const { contactIds, channels, mean, sd, touches } = snapshot.estimates;
  for (const [row, contactId] of contactIds.entries()) {
    for (const [column, channel] of channels.entries()) {
      const at = row * channels.length + column;
      insert.run(id, contactId, channel, mean[at], sd[at], touches[at]);
    }
  }
  sqlite.prepare('DELETE FROM response_snapshots WHERE id NOT IN (SELECT id FROM response_snapshots ORDER BY id DESC LIMIT ?)').run(keep);
  return id;
}

export function readLatestSnapshot(sqlite: Sqlite): ResponseSnapshot | null {
  const row = sqlite.prepare('SELECT id, made_at AS madeAt, as_of_day AS asOfDay, input_hash AS inputHash, summary FROM response_snapshots ORDER BY id DESC LIMIT 1').get() as
    | { id: number; madeAt: number; asOfDay: number; inputHash: string; summary: string }
    | undefined;
  return row === undefined ? null : { ...row, summary: StoredSummary.parse(JSON.parse(row.summary)) };
}

/** Id of the snapshot before the one in use, null where none is kept. */
export function readPreviousSnapshotId(sqlite: Sqlite): number | null {
  return (sqlite.prepare('SELECT id FROM response_snapshots ORDER BY id DESC LIMIT 1 OFFSET 1').pluck().get() as number | undefined) ?? null;
}

/** Notes that the planner stays with a snapshot for these inputs. Call inside a transaction. */
export function keepSnapshot(sqlite: Sqlite, snapshot: ResponseSnapshot, inputHash: string): void {
  sqlite.prepare('UPDATE response_snapshots SET summary = ? WHERE id = ?').run(JSON.stringify({ ...snapshot.summary, keptFor: inputHash }), snapshot.id);
}

/** Copies a snapshot as the newest one, marked as chosen; answers its id. Call inside a transaction. O(estimates). */
export function copySnapshot(sqlite: Sqlite, id: number): number {
  const copied = sqlite.prepare("INSERT INTO response_snapshots (made_at, as_of_day, input_hash, summary) SELECT made_at, as_of_day, input_hash, json_set(summary, '$.isChosen', json('true')) FROM response_snapshots WHERE id = ?").run(id);
  const copyId = Number(copied.lastInsertRowid);
  sqlite.prepare('INSERT INTO response_estimates (snapshot_id, contact_id, channel, mean, sd, touches) SELECT ?, contact_id, channel, mean, sd, touches FROM response_estimates WHERE snapshot_id = ?').run(copyId, id);
  sqlite.prepare('INSERT INTO response_profiles (snapshot_id, document) SELECT ?, document FROM response_profiles WHERE snapshot_id = ?').run(copyId, id);
  return copyId;
}

/** Whether a snapshot has an estimate for every contact on each of these channels. O(contacts · channels). */
export function hasEveryEstimate(sqlite: Sqlite, snapshotId: number, channels: readonly string[]): boolean {
  const missing = sqlite.prepare('SELECT 1 FROM contacts WHERE NOT EXISTS (SELECT 1 FROM response_estimates WHERE snapshot_id = ? AND contact_id = contacts.id AND channel = ?) LIMIT 1').pluck();
  return channels.every((channel) => missing.get(snapshotId, channel) === undefined);
}

/** Estimates of one contact in the newest snapshot, with 90 % credible intervals. */
export function readEstimates(sqlite: Sqlite, contactId: number): ResponseEstimate[] {
  const rows = sqlite
    .prepare('SELECT channel, mean, sd, touches FROM response_estimates WHERE snapshot_id = (SELECT max(id) FROM response_snapshots) AND contact_id = ? ORDER BY channel')
    .all(contactId) as { channel: string; mean: number; sd: number; touches: number }[];
  return rows.map((row) => ({ ...row, ...responseInterval(row.mean, row.sd, 0.9) }));
}

/** Mean and sd of every contact of a snapshot on one channel, by contact id. */
export function readChannelEstimates(sqlite: Sqlite, snapshotId: number, channel: string): Map<number, { mean: number; sd: number }> {
  const rows = sqlite.prepare('SELECT contact_id, mean, sd FROM response_estimates WHERE snapshot_id = ? AND channel = ?').raw().all(snapshotId, channel) as [number, number, number][];
  return new Map(rows.map(([contactId, mean, sd]) => [contactId, { mean, sd }]));
}
