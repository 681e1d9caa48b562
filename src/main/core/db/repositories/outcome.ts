import { formatDay } from '../../../../engine/base/day.ts';
import type { OutcomeEvent, OutcomeStatus, RejectionCode } from '../../../../engine/model/outcome.ts';
import type { Sqlite } from '../connection.ts';

/** Which events a list shows; `search` is a text in contact, kind or event id. Days are included at both ends. */
export interface OutcomeFilter {
  readonly status?: OutcomeStatus | undefined;
  readonly sourceSystem?: string | undefined;
  readonly kind?: string | undefined;
  readonly contact?: string | undefined;
  readonly search?: string | undefined;
  readonly fromDay?: number | undefined;
  readonly toDay?: number | undefined;
}

interface Part {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

const likePattern = (text: string): string => `%${text.replace(/[\\%_]/gu, '\\$&')}%`;

/** Conditions of a filter; `of` names the columns that differ between taken and rejected events. */
function conditions(filter: OutcomeFilter, of: { contact: string; eventId: string }): Part {
  const parts: Part[] = [];
  const add = (sql: string, ...values: (string | number)[]): void => void parts.push({ sql, values });
  if (filter.sourceSystem !== undefined) add('source_system = ?', filter.sourceSystem);
  if (filter.kind !== undefined) add('kind = ?', filter.kind);
  if (filter.contact !== undefined) add(`${of.contact} = ?`, filter.contact);
  if (filter.fromDay !== undefined) add('day >= ?', filter.fromDay);
  if (filter.toDay !== undefined) add('day <= ?', filter.toDay);
  if (filter.search !== undefined && filter.search !== '') {
    const pattern = likePattern(filter.search);
    add(`(${of.contact} LIKE ? ESCAPE '\\' OR kind LIKE ? ESCAPE '\\' OR ${of.eventId} LIKE ? ESCAPE '\\')`, pattern, pattern, pattern);
  }
  return { sql: parts.length === 0 ? '1' : parts.map((part) => part.sql).join(' AND '), values: parts.flatMap((part) => part.values) };
}

interface StoredEvent {
  id: string;
  sourceSystem: string;
  sourceEventId: string | null;
  contact: string | null;
  contactName: string | null;
  channel: string;
  day: number | null;
  second: number;
  kind: string | null;
  value: number | null;
  status: OutcomeStatus;
  reason: string | null;
  code: RejectionCode | null;
  receivedAt: number;
  processedAt: number | null;
}

const twoDigits = (part: number): string => String(part).padStart(2, '0');
const formatTime = (second: number): string | null => (second < 0 ? null : [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map(twoDigits).join(':'));
const toEvent = ({ day, second, ...event }: StoredEvent): OutcomeEvent => ({ ...event, date: day === null ? null : formatDay(day), time: formatTime(second) });

const TAKEN = 'FROM outcomes JOIN contacts ON contacts.id = outcomes.contact_id';
const takenNames = { contact: 'contacts.key', eventId: 'source_key' };
const rejectedNames = { contact: 'contact', eventId: 'source_event_id' };

/**
 * A page of events: the rejected ones first, since they wait for somebody, then the others; newest arrival first in each.
 * O(rows that fit).
 */
export function readOutcomes(sqlite: Sqlite, filter: OutcomeFilter, page: { offset: number; limit: number }): { total: number; rows: OutcomeEvent[] } {
  const rejected = conditions(filter, rejectedNames);
  const taken = conditions(filter, takenNames);
  const takenSql = filter.status === undefined ? taken.sql : `${taken.sql} AND outcomes.status = '${filter.status}'`;
  const hasRejected = filter.status === undefined || filter.status === 'rejected';
  const hasTaken = filter.status !== 'rejected';
  const from = hasTaken && taken.sql === '1' ? 'FROM outcomes' : TAKEN;
  const rejectedTotal = hasRejected ? (sqlite.prepare(`SELECT count(*) FROM rejected_outcomes WHERE ${rejected.sql}`).pluck().get(...rejected.values) as number) : 0;
  const takenTotal = hasTaken ? (sqlite.prepare(`SELECT count(*) ${from} WHERE ${takenSql}`).pluck().get(...taken.values) as number) : 0;
  const rows: StoredEvent[] = [];
  if (page.offset < rejectedTotal) {
    rows.push(
      ...(sqlite
        .prepare(
          `SELECT 'r' || id AS id, source_system AS sourceSystem, source_event_id AS sourceEventId, contact, NULL AS contactName, channel, day, second, kind, value, 'rejected' AS status, reason, code, received_at AS receivedAt, NULL AS processedAt
           FROM rejected_outcomes WHERE ${rejected.sql} ORDER BY rejected_outcomes.id DESC LIMIT ? OFFSET ?`,
        )
        .all(...rejected.values, page.limit, page.offset) as StoredEvent[]),
    );
  }
  if (hasTaken && rows.length < page.limit) {
    rows.push(
      ...(sqlite
        .prepare(
          `SELECT 'o' || outcomes.id AS id, source_system AS sourceSystem, source_key AS sourceEventId, contacts.key AS contact, contacts.name AS contactName, channel, day, second, kind, outcomes.value AS value, status, NULL AS reason, NULL AS code, received_at AS receivedAt, processed_at AS processedAt
           ${TAKEN} WHERE ${takenSql} ORDER BY outcomes.id DESC LIMIT ? OFFSET ?`,
        )
        .all(...taken.values, page.limit - rows.length, Math.max(0, page.offset - rejectedTotal)) as StoredEvent[]),
    );
  }
  return { total: rejectedTotal + takenTotal, rows: rows.map(toEvent) };
}

export interface OutcomeCount {
  readonly sourceSystem: string;
  readonly status: OutcomeStatus;
  readonly events: number;
}

/** Events by source system and status. O(rows). */
export function countOutcomes(sqlite: Sqlite): OutcomeCount[] {
  return sqlite
    .prepare(
      `SELECT source_system AS sourceSystem, status, count(*) AS events FROM outcomes GROUP BY 1, 2
       UNION ALL SELECT source_system, 'rejected', count(*) FROM rejected_outcomes GROUP BY 1 ORDER BY 1, 2`,
    )
    .all() as OutcomeCount[];
}

export interface RejectedOutcome {
  readonly id: number;
  readonly sourceSystem: string;
  readonly sourceEventId: string;
  readonly contact: string | null;
  readonly code: RejectionCode;
  readonly reason: string;
  readonly record: string;
}

/** A rejected event with its record, null where it is no longer there. */
export function readRejected(sqlite: Sqlite, id: number): RejectedOutcome | null {
  const row = sqlite.prepare('SELECT id, source_system AS sourceSystem, source_event_id AS sourceEventId, contact, code, reason, record FROM rejected_outcomes WHERE id = ?').get(id) as RejectedOutcome | undefined;
  return row ?? null;
}
