import { parseDay, type DayNumber } from '../../../../engine/base/day.ts';
import type { PastTouch } from '../../../../engine/coordination/match-touches.ts';
import type { ActionReport } from '../../../../engine/schedule/match-done.ts';
import type { Sqlite } from '../connection.ts';

/** Contacts, touches and outcomes of a workspace as columns; entries are positions in `contactIds` and `channels`. */
export interface HistoryColumns {
  readonly contactIds: number[];
  readonly segmentOf: Int32Array;
  readonly segmentNames: string[];
  readonly channels: readonly string[];
  readonly touches: { readonly contact: Int32Array; readonly channel: Uint16Array; readonly day: Int32Array };
  /** Ids of the touches' rows. */
  readonly touchIds: Float64Array;
  readonly outcomes: { readonly contact: Int32Array; readonly channel: Int32Array; readonly day: Int32Array; readonly kind: Int32Array };
  /** When each outcome came in, ms since 1970; 0 where it was not noted. */
  readonly receivedAt: Float64Array;
  readonly outcomeKinds: string[];
}

const count = (sqlite: Sqlite, table: 'touches' | 'outcomes'): number => (sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

/** Gives each name of a list a number as it is met. */
function createNumbering(names: string[] = []): { names: string[]; numberOf: (name: string) => number } {
  const numbers = new Map(names.map((name, at) => [name, at]));
  return {
    names,
    numberOf(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      names.push(name);
      return names.length - 1;
    },
  };
}

/** Touches from one date to another, both included, by the contact's key; by day, contact and channel. */
export function readTouchesInDays(sqlite: Sqlite, from: string, to: string): PastTouch[] {
  const rows = sqlite
    .prepare('SELECT contacts.key, touches.channel, touches.day, nullif(trim(touches.campaign), \'\') FROM touches JOIN contacts ON contacts.id = touches.contact_id WHERE touches.day BETWEEN ? AND ? ORDER BY touches.day, contacts.key, touches.channel, touches.id')
    .raw()
    .all(parseDay(from), parseDay(to)) as [string, string, number, string | null][];
  return rows.map(([contact, channel, day, campaign]) => ({ contact, channel, day, campaign }));
}

/** A kind as it is compared: letters and digits, whatever their case and what stands between them. */
const plainKind = (kind: string): string => kind.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();

/**
 * Touches from one day to another, both included, and outcomes that name a channel and say that an action failed, by the contact's key.
 * @param failedKinds kinds of either that say so
 */
export function readReportsInDays(sqlite: Sqlite, from: DayNumber, to: DayNumber, failedKinds: readonly string[]): ActionReport[] {
  const failures = new Set(failedKinds.map(plainKind));
  const isFailure = (kind: string): boolean => failures.has(plainKind(kind));
  const read = (table: 'touches' | 'outcomes', kinds: readonly string[] | null): ActionReport[] => {
    const rows = sqlite
      .prepare(`SELECT contacts.key, channel, day, kind FROM ${table} JOIN contacts ON contacts.id = contact_id WHERE day BETWEEN ? AND ? AND channel <> ''${kinds === null ? '' : ` AND kind IN (${kinds.map(() => '?').join(', ')})`} ORDER BY day, contacts.key, channel, ${table}.id`)
      .raw()
      .all(from, to, ...(kinds ?? [])) as [string, string, number, string][];
    return rows.map(([contact, channel, day, kind]) => ({ contact, channel, day, isFailure: isFailure(kind) }));
  };
  const failedOutcomes = (sqlite.prepare('SELECT DISTINCT kind FROM outcomes').pluck().all() as string[]).filter(isFailure);
  return [...read('touches', null), ...(failedOutcomes.length === 0 ? [] : read('outcomes', failedOutcomes))];
}

/**
 * Reads the whole history by contact, day and channel, so that the same content gives the same arrays whatever order it
 * was imported in. Touches on channels outside `channels` are left out; an outcome on such a channel names none.
 */
export function readHistory(sqlite: Sqlite, channels: readonly string[], segmentExpression: { sql: string; values: readonly (string | number)[] }): HistoryColumns {
  const contactIds: number[] = [];
  const segments: number[] = [];
  const segmentNumbers = createNumbering();
  const contactNumber = new Map<number, number>();
  for (const [id, segment] of sqlite.prepare(`SELECT contacts.id, ${segmentExpression.sql} FROM contacts ORDER BY key`).raw().iterate(...segmentExpression.values) as Iterable<[number, string | number | null]>) {
    contactNumber.set(id, contactIds.length);
    contactIds.push(id);
    segments.push(segment === null || segment === '' ? -1 : segmentNumbers.numberOf(String(segment)));
  }
  const channelNumber = new Map(channels.map((channel, at) => [channel, at]));
  const touchTotal = count(sqlite, 'touches');
  const touches = { contact: new Int32Array(touchTotal), channel: new Uint16Array(touchTotal), day: new Int32Array(touchTotal) };
  const touchIds = new Float64Array(touchTotal);
  let kept = 0;
  for (const [contactId, channel, day, id] of sqlite.prepare('SELECT contact_id, channel, day, id FROM touches ORDER BY contact_id, day, channel, second, kind').raw().iterate() as Iterable<[number, string, number, number]>) {
    const known = channelNumber.get(channel);
    if (known === undefined) continue;
    touches.contact[kept] = contactNumber.get(contactId) ?? -1;
    touches.channel[kept] = known;
    touches.day[kept] = day;
    touchIds[kept] = id;
    kept += 1;
  }
  const outcomeTotal = count(sqlite, 'outcomes');
  const outcomes = { contact: new Int32Array(outcomeTotal), channel: new Int32Array(outcomeTotal), day: new Int32Array(outcomeTotal), kind: new Int32Array(outcomeTotal) };
  const receivedAt = new Float64Array(outcomeTotal);
  const kinds = createNumbering();
  let at = 0;
  for (const [contactId, channel, day, kind, received] of sqlite.prepare('SELECT contact_id, channel, day, kind, received_at FROM outcomes ORDER BY contact_id, day, kind, channel, second').raw().iterate() as Iterable<[number, string, number, string, number]>) {
    outcomes.contact[at] = contactNumber.get(contactId) ?? -1;
    outcomes.channel[at] = channelNumber.get(channel) ?? -1;
    outcomes.day[at] = day;
    outcomes.kind[at] = kinds.numberOf(kind);
    receivedAt[at] = received;
    at += 1;
  }
  return {
    contactIds,
    segmentOf: Int32Array.from(segments),
    segmentNames: segmentNumbers.names,
    channels,
    touches: { contact: touches.contact.slice(0, kept), channel: touches.channel.slice(0, kept), day: touches.day.slice(0, kept) },
    touchIds: touchIds.slice(0, kept),
    outcomes,
    receivedAt,
    outcomeKinds: kinds.names,
  };
}
