import { type Challenge, ChallengeKind, ChallengeState, defaultFeedbackSettings, FeedbackSettings } from '../../../../engine/model/feedback.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** A challenge with what became of it. */
export interface StoredChallenge extends Challenge {
  readonly id: number;
  readonly planId: number;
  readonly state: ChallengeState;
  /** Null while it waits. */
  readonly decidedBy: 'rule' | 'planner' | null;
  readonly because: string;
  readonly file: string;
  readonly importedAt: number;
}

export function readFeedbackSettings(sqlite: Sqlite): FeedbackSettings {
  const body = sqlite.prepare('SELECT body FROM feedback_settings').pluck().get() as string | undefined;
  return body === undefined ? defaultFeedbackSettings : FeedbackSettings.parse(JSON.parse(body));
}

export const putFeedbackSettings = (recorder: EditRecorder, settings: FeedbackSettings): void => recorder.put('feedback_settings', { id: 1, body: JSON.stringify(settings) });

const COLUMNS = 'id, plan_id AS planId, contact, channel, rep, kind, planned, goal, reason, state, decided_by AS decidedBy, because, file, imported_at AS importedAt';

const parse = (row: unknown): StoredChallenge => {
  const stored = row as StoredChallenge;
  return { ...stored, kind: ChallengeKind.parse(stored.kind), state: ChallengeState.parse(stored.state) };
};

/** Challenges of a plan in one state, or all, in the order they came. */
export function readChallenges(sqlite: Sqlite, planId: number, state?: ChallengeState): StoredChallenge[] {
  const rows = state === undefined ? sqlite.prepare(`SELECT ${COLUMNS} FROM challenges WHERE plan_id = ? ORDER BY id`).all(planId) : sqlite.prepare(`SELECT ${COLUMNS} FROM challenges WHERE plan_id = ? AND state = ? ORDER BY id`).all(planId, state);
  return rows.map(parse);
}

/** Accepted challenges on contacts that are still there. */
export function readAcceptedOnContacts(sqlite: Sqlite, planId: number): StoredChallenge[] {
  const isThere = sqlite.prepare('SELECT 1 FROM contacts WHERE key = ?').pluck();
  return readChallenges(sqlite, planId, 'accepted').filter(({ contact }) => isThere.get(contact) !== undefined);
}

export const nextChallengeId = (sqlite: Sqlite): number => (sqlite.prepare('SELECT ifnull(max(id), 0) + 1 AS next FROM challenges').get() as { next: number }).next;

export function putChallenge(recorder: EditRecorder, { planId, decidedBy, importedAt, ...challenge }: StoredChallenge): void {
  recorder.put('challenges', { ...challenge, plan_id: planId, decided_by: decidedBy, imported_at: importedAt });
}

export interface ChallengeQuery {
  readonly planId: number;
  readonly state?: ChallengeState | undefined;
  readonly kind?: ChallengeKind | undefined;
  readonly rep?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: { readonly column: 'contact' | 'channel' | 'rep' | 'kind' | 'state' | 'id'; readonly direction: 'asc' | 'desc' } | undefined;
  readonly offset: number;
  readonly limit: number;
}

const NAME = "coalesce(contacts.name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), ''))";

/** A window of the challenges that match, with the names of their contacts. */
export function readChallengePage(sqlite: Sqlite, { planId, state, kind, rep, search, sort, offset, limit }: ChallengeQuery): { total: number; rows: (StoredChallenge & { name: string | null })[] } {
  const parts: [string, string | number][] = [['plan_id = ?', planId]];
  if (state !== undefined) parts.push(['state = ?', state]);
  if (kind !== undefined) parts.push(['kind = ?', kind]);
  if (rep !== undefined) parts.push(['challenges.rep = ?', rep]);
  if (search !== undefined && search !== '') parts.push([`instr(lower(challenges.contact || ' ' || ifnull(${NAME}, '') || ' ' || channel || ' ' || challenges.rep || ' ' || reason), lower(?)) > 0`, search]);
  const from = `FROM challenges LEFT JOIN contacts ON contacts.key = challenges.contact WHERE ${parts.map(([sql]) => sql).join(' AND ')}`;
  const values = parts.map(([, value]) => value);
  const { total } = sqlite.prepare(`SELECT count(*) AS total ${from}`).get(...values) as { total: number };
  const order = sort === undefined || sort.column === 'id' ? `challenges.id ${sort?.direction === 'desc' ? 'DESC' : 'ASC'}` : `challenges.${sort.column} ${sort.direction === 'asc' ? 'ASC' : 'DESC'}, challenges.id`;
  const columns = COLUMNS.replace('id,', 'challenges.id,').replace('contact,', 'challenges.contact,').replace(' rep,', ' challenges.rep,');
  const rows = sqlite.prepare(`SELECT ${columns}, ${NAME} AS name ${from} ORDER BY ${order} LIMIT ? OFFSET ?`).all(...values, limit, offset) as (StoredChallenge & { name: string | null })[];
  return { total, rows: rows.map((row) => ({ ...parse(row), name: row.name })) };
}
