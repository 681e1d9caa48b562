import type { z } from 'zod';
import { ResponseSummary, type ResponseEstimate } from '../../../../contract/response.ts';
import { responseInterval } from '../../../../engine/response/interval.ts';
import type { Sqlite } from '../connection.ts';

/** What a stored fit says, without what only the moment of reading knows. */
export const StoredSummary = ResponseSummary.omit({ snapshotId: true, madeAt: true, stale: true });
export type StoredSummary = z.infer<typeof StoredSummary>;

export interface ResponseSnapshot {
  readonly id: number;
  readonly madeAt: number;
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
  const row = sqlite.prepare('SELECT id, made_at AS madeAt, input_hash AS inputHash, summary FROM response_snapshots ORDER BY id DESC LIMIT 1').get() as
    | { id: number; madeAt: number; inputHash: string; summary: string }
    | undefined;
  return row === undefined ? null : { ...row, summary: StoredSummary.parse(JSON.parse(row.summary)) };
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
