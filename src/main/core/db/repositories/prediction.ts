import type { Sqlite } from '../connection.ts';

/** One stored estimate: contact id, channel, mean, standard deviation, touches behind it. */
export type EstimateRow = readonly [contactId: number, channel: string, mean: number, sd: number, touches: number];

/** Contacts whose ids lie in a range, both ends included. */
export interface IdRange {
  readonly fromId: number;
  readonly toId: number;
}

/** Estimates of a snapshot for a range of contacts, by contact and channel. */
export const readEstimateRows = (sqlite: Sqlite, snapshotId: number, { fromId, toId }: IdRange): EstimateRow[] =>
  sqlite.prepare('SELECT contact_id, channel, mean, sd, touches FROM response_estimates WHERE snapshot_id = ? AND contact_id BETWEEN ? AND ? ORDER BY contact_id, channel').raw().all(snapshotId, fromId, toId) as unknown as EstimateRow[];

/** Last touch of every pair of the contacts from one id to another that could be judged by the day of its channel. */
export function readLastJudged(sqlite: Sqlite, { fromId, toId }: IdRange, judgedUntil: Readonly<Record<string, number>>): [contactId: number, channel: string, day: number][] {
  return sqlite
    .prepare(
      `SELECT touches.contact_id, touches.channel, max(touches.day) FROM touches JOIN json_each(?) AS judged ON judged.key = touches.channel
       WHERE touches.contact_id BETWEEN ? AND ? AND touches.day <= judged.value GROUP BY touches.contact_id, touches.channel`,
    )
    .raw()
    .all(JSON.stringify(judgedUntil), fromId, toId) as [number, string, number][];
}
