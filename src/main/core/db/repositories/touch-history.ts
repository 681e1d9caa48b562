import type { TouchHistory } from '../../../../engine/attribution/touch-history.ts';
import type { Sqlite } from '../connection.ts';

/** Touches and outcomes for attribution, with the ids of their rows. */
export interface StoredHistory {
  readonly history: TouchHistory;
  readonly touchIds: Float64Array;
  readonly outcomeIds: Float64Array;
}

interface NameCount {
  readonly name: string;
  readonly rows: number;
}

/** Channels of touches, or kinds of outcomes, by name with their numbers of rows. */
export const countTouchChannels = (sqlite: Sqlite): NameCount[] => sqlite.prepare('SELECT channel AS name, count(*) AS rows FROM touches GROUP BY 1 ORDER BY 1').all() as NameCount[];
export const countOutcomeKinds = (sqlite: Sqlite): NameCount[] => sqlite.prepare('SELECT kind AS name, count(*) AS rows FROM outcomes GROUP BY 1 ORDER BY 1').all() as NameCount[];

const positionsOf = (names: readonly string[]): ReadonlyMap<string, number> => new Map(names.map((name, at) => [name, at]));

/** Columns of so many rows, of which the first `rows` are filled. */
interface Columns {
  readonly contact: Int32Array;
  readonly name: Int32Array;
  readonly day: Int32Array;
  readonly second: Int32Array;
  readonly value: Float64Array;
  readonly ids: Float64Array;
}

const createColumns = (size: number): Columns => ({
  contact: new Int32Array(size),
  name: new Int32Array(size),
  day: new Int32Array(size),
  second: new Int32Array(size),
  value: new Float64Array(size),
  ids: new Float64Array(size),
});

type StoredRow = [id: number, contactId: number, name: string, day: number, second: number, value: number | null];

/** Reads rows into columns, numbering contacts and names. Values below 0 count as 0: there is no credit below nothing. */
function fillColumns(rows: Iterable<StoredRow>, size: number, contactAt: ReadonlyMap<number, number>, nameAt: ReadonlyMap<string, number>): Columns {
  const columns = createColumns(size);
  let at = 0;
  for (const [id, contactId, name, day, second, value] of rows) {
    columns.ids[at] = id;
    columns.contact[at] = contactAt.get(contactId)!;
    columns.name[at] = nameAt.get(name)!;
    columns.day[at] = day;
    columns.second[at] = second;
    columns.value[at] = Math.max(0, value ?? 0);
    at += 1;
  }
  return columns;
}

/**
 * Reads every touch and the outcomes of all kinds but the excluded ones, in an order that depends on their content alone.
 * O(rows · log rows).
 */
export function readTouchHistory(sqlite: Sqlite, excludedKinds: readonly string[]): StoredHistory {
  const contactIds = sqlite.prepare('SELECT id FROM contacts ORDER BY key').pluck().all() as number[];
  const contactAt = new Map(contactIds.map((id, at) => [id, at]));
  const channels = countTouchChannels(sqlite);
  const kinds = countOutcomeKinds(sqlite).filter(({ name }) => !excludedKinds.includes(name));
  const channelNames = channels.map(({ name }) => name);
  const kindNames = kinds.map(({ name }) => name);
  const total = (counts: readonly NameCount[]): number => counts.reduce((sum, { rows }) => sum + rows, 0);
  const touches = fillColumns(
    sqlite.prepare("SELECT id, contact_id, channel, day, second, cost FROM touches ORDER BY contact_id, day, channel, second, kind, ifnull(campaign, ''), ifnull(source_key, '')").raw().iterate() as Iterable<StoredRow>,
    total(channels),
    contactAt,
    positionsOf(channelNames),
  );
  const outcomes = fillColumns(
    sqlite
      .prepare(`SELECT id, contact_id, kind, day, second, value FROM outcomes WHERE kind IN (SELECT value FROM json_each(?)) ORDER BY contact_id, day, kind, channel, second, ifnull(source_key, ''), source_system`)
      .raw()
      .iterate(JSON.stringify(kindNames)) as Iterable<StoredRow>,
    total(kinds),
    contactAt,
    positionsOf(kindNames),
  );
  return {
    history: {
      contactCount: contactIds.length,
      channels: channelNames,
      kinds: kindNames,
      touches: { contact: touches.contact, channel: touches.name, day: touches.day, second: touches.second },
      outcomes: { contact: outcomes.contact, kind: outcomes.name, day: outcomes.day, second: outcomes.second, value: outcomes.value },
    },
    touchIds: touches.ids,
    outcomeIds: outcomes.ids,
  };
}
