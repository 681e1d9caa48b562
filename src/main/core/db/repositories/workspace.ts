import type { WorkspaceInfo } from '../../../../contract/workspace.ts';
import { formatDay } from '../../../../engine/base/day.ts';
import { eq } from 'drizzle-orm';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { uiState, workspace } from '../schema/workspace.ts';

export interface StoredWorkspace {
  uuid: string;
  name: string;
  currency: string;
  contactNoun: 'contact' | 'HCP';
}

/** Gives a new file its name and its lasting id. */
export function insertWorkspace(sqlite: Sqlite, made: { uuid: string; name: string; nowMs: number }): void {
  ormOf(sqlite).insert(workspace).values({ id: 1, uuid: made.uuid, name: made.name, createdAt: made.nowMs }).run();
}

export function readWorkspace(sqlite: Sqlite): StoredWorkspace {
  const { uuid, name, currency, contactNoun } = workspace;
  const stored = ormOf(sqlite).select({ uuid, name, currency, contactNoun }).from(workspace).get();
  if (stored === undefined) throw new Error('The workspace has no row of its own.');
  return stored;
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
  const row = ormOf(sqlite).select().from(uiState).where(eq(uiState.key, key)).get();
  return row === undefined ? null : (JSON.parse(row.value) as unknown);
}

export function writeUiState(sqlite: Sqlite, key: string, value: unknown): void {
  const text = JSON.stringify(value);
  ormOf(sqlite).insert(uiState).values({ key, value: text }).onConflictDoUpdate({ target: uiState.key, set: { value: text } }).run();
}
