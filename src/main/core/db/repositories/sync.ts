import { Fault } from '../../../../engine/base/fault.ts';
import { SyncConfig, SyncCounts, SyncCursor, SyncState, type SyncSettings } from '../../../../engine/model/sync.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** A source as it was set up. */
export interface StoredSource extends SyncSettings {
  readonly id: string;
}

interface SourceRow {
  readonly id: string;
  readonly name: string;
  readonly sourceSystem: string;
  readonly config: string;
}

const COLUMNS = 'id, name, source_system AS sourceSystem, config';
const toSource = (row: SourceRow): StoredSource => ({ ...row, config: SyncConfig.parse(JSON.parse(row.config)) });

/** Sources by name. */
export const readSources = (sqlite: Sqlite): StoredSource[] => (sqlite.prepare(`SELECT ${COLUMNS} FROM sync_sources ORDER BY name`).all() as SourceRow[]).map(toSource);

export function readSource(sqlite: Sqlite, id: string): StoredSource | null {
  const row = sqlite.prepare(`SELECT ${COLUMNS} FROM sync_sources WHERE id = ?`).get(id) as SourceRow | undefined;
  return row === undefined ? null : toSource(row);
}

export const putSource = (recorder: EditRecorder, { id, name, sourceSystem, config }: StoredSource): void => recorder.put('sync_sources', { id, name, source_system: sourceSystem, config: JSON.stringify(config) });

/** How far a source was read and how its last run ended. */
export interface StoredState {
  readonly state: SyncState;
  readonly fault: Fault | null;
  readonly cursor: SyncCursor | null;
  readonly lastRunAt: number | null;
  readonly lastJobId: string | null;
  readonly counts: SyncCounts;
}

export const noCounts: SyncCounts = { pages: 0, received: 0, created: 0, updated: 0, unchanged: 0, ignored: 0, rejected: 0, retries: 0 };
const neverRun: StoredState = { state: 'never', fault: null, cursor: null, lastRunAt: null, lastJobId: null, counts: noCounts };

/** State of a source, `never` where it was not read yet. */
export function readSyncState(sqlite: Sqlite, sourceId: string): StoredState {
  const row = sqlite.prepare('SELECT state, fault, cursor, last_run_at AS lastRunAt, last_job_id AS lastJobId, counts FROM sync_states WHERE source_id = ?').get(sourceId) as
    | { state: string; fault: string | null; cursor: string | null; lastRunAt: number | null; lastJobId: string | null; counts: string }
    | undefined;
  if (row === undefined) return neverRun;
  return {
    ...row,
    state: SyncState.parse(row.state),
    fault: row.fault === null ? null : Fault.parse(JSON.parse(row.fault)),
    cursor: row.cursor === null ? null : SyncCursor.parse(JSON.parse(row.cursor)),
    counts: SyncCounts.parse(JSON.parse(row.counts)),
  };
}

export function writeSyncState(sqlite: Sqlite, sourceId: string, { state, fault, cursor, lastRunAt, lastJobId, counts }: StoredState): void {
  sqlite
    .prepare(
      `INSERT INTO sync_states (source_id, state, fault, cursor, last_run_at, last_job_id, counts) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (source_id) DO UPDATE SET state = excluded.state, fault = excluded.fault, cursor = excluded.cursor, last_run_at = excluded.last_run_at, last_job_id = excluded.last_job_id, counts = excluded.counts`,
    )
    .run(sourceId, state, fault === null ? null : JSON.stringify(fault), cursor === null ? null : JSON.stringify(cursor), lastRunAt, lastJobId, JSON.stringify(counts));
}

/** Forgets how far a source was read and which of its files: the next run begins anew. Events that were taken stay. */
export function forgetProgress(sqlite: Sqlite, sourceId: string): void {
  sqlite.prepare('DELETE FROM sync_states WHERE source_id = ?').run(sourceId);
  sqlite.prepare('DELETE FROM sync_files WHERE source_id = ?').run(sourceId);
}

/** Notes that the content of a payload file was read. */
export function noteFile(sqlite: Sqlite, file: { sourceId: string; hash: string; name: string; readAt: number; records: number }): void {
  sqlite.prepare('INSERT INTO sync_files (source_id, hash, name, read_at, records) VALUES (@sourceId, @hash, @name, @readAt, @records) ON CONFLICT DO NOTHING').run(file);
}

export const isFileRead = (sqlite: Sqlite, sourceId: string, hash: string): boolean => sqlite.prepare('SELECT 1 FROM sync_files WHERE source_id = ? AND hash = ?').get(sourceId, hash) !== undefined;
