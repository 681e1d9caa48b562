import type { WorkspaceInfo } from '../../../../contract/workspace.ts';
import { formatDay } from '../../../../engine/base/day.ts';
import type { Sqlite } from '../connection.ts';

export interface StoredWorkspace {
  uuid: string;
  name: string;
  currency: string;
  contactNoun: 'contact' | 'HCP';
}

/** Fills a new file: its name, and default planning rules on a horizon that starts on the next Monday. */
export function insertWorkspace(sqlite: Sqlite, workspace: { uuid: string; name: string; nowMs: number }): void {
  sqlite.prepare('INSERT INTO workspace (id, uuid, name, created_at) VALUES (1, ?, ?, ?)').run(workspace.uuid, workspace.name, workspace.nowMs);
}

export function readWorkspace(sqlite: Sqlite): StoredWorkspace {
  return sqlite.prepare('SELECT uuid, name, currency, contact_noun AS contactNoun FROM workspace WHERE id = 1').get() as StoredWorkspace;
}

/** The workspace with its counts. O(touches) the first time, from the page cache afterwards. */
export function describeWorkspace(sqlite: Sqlite, path: string): WorkspaceInfo {
  const stored = readWorkspace(sqlite);
  const counts = sqlite
    .prepare('SELECT (SELECT count(*) FROM contacts) AS contacts, (SELECT count(*) FROM touches) AS touches, (SELECT count(*) FROM outcomes) AS outcomes')
    .get() as { contacts: number; touches: number; outcomes: number };
  const lastDay = readLastHistoryDay(sqlite);
  return { name: stored.name, path, currency: stored.currency, contactNoun: stored.contactNoun, ...counts, lastDate: lastDay === null ? null : formatDay(lastDay) };
}

/** Day of the newest touch or outcome, null without history. */
export function readLastHistoryDay(sqlite: Sqlite): number | null {
  const row = sqlite.prepare('SELECT max((SELECT max(day) FROM touches), (SELECT max(day) FROM outcomes)) AS both, (SELECT max(day) FROM touches) AS touch, (SELECT max(day) FROM outcomes) AS outcome').get() as {
    both: number | null;
    touch: number | null;
    outcome: number | null;
  };
  return row.both ?? row.touch ?? row.outcome;
}

export function readUiState(sqlite: Sqlite, key: string): unknown {
  const row = sqlite.prepare('SELECT value FROM ui_state WHERE key = ?').get(key) as { value: string } | undefined;
  return row === undefined ? null : (JSON.parse(row.value) as unknown);
}

export function writeUiState(sqlite: Sqlite, key: string, value: unknown): void {
  sqlite.prepare('INSERT INTO ui_state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value').run(key, JSON.stringify(value));
}
