import { z } from 'zod';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import type { ContactFilter } from '../../../../engine/model/filter.ts';
import type { Reservation, ReservationKind, ReservationStatus } from '../../../../engine/model/campaign.ts';
import type { Sqlite } from '../connection.ts';
import { filterSql, type SqlPart } from './contact-query.ts';
import type { Row, RowWriter } from './edit.ts';

const Names = z.array(z.string());

/** Status as of a day: an active reservation that is stale by then has expired. Without a day, as stored. */
const STATUS = "iif(reservations.status = 'active' AND coalesce(reservations.expires_day, reservations.to_day + 1) <= @today, 'expired', reservations.status)";
const COLUMNS = `reservations.id, reservations.campaign, reservations.contact, reservations.channel, reservations.kind, reservations.priority, ${STATUS} AS status, reservations.from_day, reservations.to_day,
  reservations.planned_day, reservations.can_preempt, reservations.expires_day, reservations.preempted_by, reservations.merged_into, reservations.preempted, reservations.shared_with`;

interface ReservationRecord {
  id: string;
  campaign: string;
  contact: string;
  channel: string | null;
  kind: ReservationKind;
  priority: number;
  status: ReservationStatus;
  from_day: number;
  to_day: number;
  planned_day: number | null;
  can_preempt: number;
  expires_day: number | null;
  preempted_by: string | null;
  merged_into: string | null;
  preempted: string;
  shared_with: string;
}

const readNames = (text: string): string[] => (text === '[]' ? [] : Names.parse(JSON.parse(text)));

function toReservation(row: ReservationRecord): Reservation {
  const [preempted, sharedWith] = [readNames(row.preempted), readNames(row.shared_with)];
  return {
    id: row.id,
    campaign: row.campaign,
    contact: row.contact,
    channel: row.channel,
    kind: row.kind,
    priority: row.priority,
    status: row.status,
    from: formatDay(row.from_day),
    to: formatDay(row.to_day),
    ...(row.planned_day === null ? {} : { plannedDate: formatDay(row.planned_day) }),
    canPreempt: row.can_preempt === 1,
    ...(row.expires_day === null ? {} : { expiresAt: formatDay(row.expires_day) }),
    ...(row.preempted_by === null ? {} : { preemptedBy: row.preempted_by }),
    ...(row.merged_into === null ? {} : { mergedInto: row.merged_into }),
    ...(preempted.length === 0 ? {} : { preempted }),
    ...(sharedWith.length === 0 ? {} : { sharedWith }),
  };
}

const dayOrNull = (date: string | undefined): number | null => (date === undefined ? null : parseDay(date));

/** Writes a reservation whole. */
export function putReservation(writer: RowWriter, reservation: Reservation): void {
  const row: Row = {
    id: reservation.id,
    campaign: reservation.campaign,
    contact: reservation.contact,
    channel: reservation.channel,
    kind: reservation.kind,
    priority: reservation.priority,
    status: reservation.status,
    from_day: parseDay(reservation.from),
    to_day: parseDay(reservation.to),
    planned_day: dayOrNull(reservation.plannedDate),
    can_preempt: reservation.canPreempt ? 1 : 0,
    expires_day: dayOrNull(reservation.expiresAt),
    preempted_by: reservation.preemptedBy ?? null,
    merged_into: reservation.mergedInto ?? null,
    preempted: JSON.stringify(reservation.preempted ?? []),
    shared_with: JSON.stringify(reservation.sharedWith ?? []),
  };
  writer.put('reservations', row);
}

/** Hands out ids that rise in the order of making, so that among equals the older one ranks first. */
export function createReservationIds(sqlite: Sqlite): () => string {
  const last = sqlite.prepare('SELECT max(id) FROM reservations').pluck().get() as string | null;
  let number = last === null ? 0 : Number(last.slice(1));
  return () => {
    number += 1;
    return `r${String(number).padStart(8, '0')}`;
  };
}

/** Day a reader looks at reservations, null = as stored. */
export type Today = number | null;
export const todayOf = (asOf: string | undefined): Today => (asOf === undefined ? null : parseDay(asOf));

const select = (sqlite: Sqlite, where: string, today: Today, values: readonly (string | number)[] = []): Reservation[] =>
  (sqlite.prepare(`SELECT ${COLUMNS} FROM reservations WHERE ${where}`).all({ today }, ...values) as ReservationRecord[]).map(toReservation);

export const readReservation = (sqlite: Sqlite, id: string, today: Today = null): Reservation | null => select(sqlite, 'reservations.id = ?', today, [id])[0] ?? null;

/** Every reservation on a contact, by first day. */
export const readReservationsOf = (sqlite: Sqlite, contact: string, today: Today): Reservation[] => select(sqlite, 'reservations.contact = ? ORDER BY reservations.from_day, reservations.id', today, [contact]);

/** Every reservation of a campaign, by id. */
export const readCampaignReservations = (sqlite: Sqlite, campaign: string, today: Today): Reservation[] => select(sqlite, 'reservations.campaign = ? ORDER BY reservations.id', today, [campaign]);

/** Reservations that count: active ones of active campaigns and of some more, and executed ones; by id. O(reservations). */
export const readStanding = (sqlite: Sqlite, today: Today, asIfActive: readonly string[] = []): Reservation[] =>
  select(
    sqlite,
    `(reservations.status = 'executed' OR (reservations.status = 'active' AND ${STATUS} = 'active'
      AND reservations.campaign IN (SELECT id FROM campaigns WHERE status = 'active' OR id IN (SELECT value FROM json_each(?))))) ORDER BY reservations.id`,
    today,
    [JSON.stringify(asIfActive)],
  );

/** Active reservations of campaigns of any status that share a day with some days, by id. O(reservations). */
export const readActive = (sqlite: Sqlite, days: { fromDay: number; toDay: number }, today: Today): Reservation[] =>
  select(sqlite, `${STATUS} = 'active' AND reservations.from_day <= ? AND reservations.to_day >= ? ORDER BY reservations.id`, today, [days.toDay, days.fromDay]);

/** Reservations on the contacts of a filter, by contact key. */
export function readReservationsByContact(sqlite: Sqlite, filter: ContactFilter, today: Today): Map<string, Reservation[]> {
  const where = filterSql(filter);
  const groups = new Map<string, Reservation[]>();
  for (const reservation of select(sqlite, `reservations.contact IN (SELECT contacts.key FROM contacts WHERE ${where.sql}) ORDER BY reservations.id`, today, where.values)) {
    const group = groups.get(reservation.contact);
    if (group === undefined) groups.set(reservation.contact, [reservation]);
    else group.push(reservation);
  }
  return groups;
}

/** Active reservations that are stale on a day, by id. */
export const readStale = (sqlite: Sqlite, today: number): Reservation[] =>
  select(sqlite, `reservations.status = 'active' AND ${STATUS} = 'expired' ORDER BY reservations.id`, today).map((reservation) => ({ ...reservation, status: 'active' }));

/** Keys of the contacts of a filter, in the order they came. */
export function readContactKeys(sqlite: Sqlite, filter: ContactFilter): string[] {
  const where = filterSql(filter);
  return sqlite.prepare(`SELECT contacts.key FROM contacts WHERE ${where.sql} ORDER BY contacts.id`).pluck().all(...where.values) as string[];
}

/** Name of a contact as a list shows it, null where nothing but its key is known. */
const NAME = "coalesce(contacts.name, nullif(trim(ifnull(contacts.first_name, '') || ' ' || ifnull(contacts.last_name, '')), ''))";

/** Reads names one by one; each key is asked once. */
export function createContactNames(sqlite: Sqlite): (key: string) => string | null {
  const statement = sqlite.prepare(`SELECT ${NAME} FROM contacts WHERE key = ?`).pluck();
  const known = new Map<string, string | null>();
  return (key) => {
    const name = known.get(key) ?? (statement.get(key) as string | null | undefined) ?? null;
    known.set(key, name);
    return name;
  };
}

/** Which reservations: every part narrows. `search` is a text that occurs in the contact's key or name. */
export interface ReservationQuery {
  readonly campaign?: string | undefined;
  readonly channel?: string | undefined;
  readonly status?: ReservationStatus | undefined;
  readonly search?: string | undefined;
}

const conditions: { readonly [Name in keyof ReservationQuery]-?: string } = {
  campaign: 'reservations.campaign = ?',
  channel: 'reservations.channel = ?',
  status: `${STATUS} = ?`,
  search: `instr(lower(reservations.contact || char(10) || ifnull(${NAME}, '')), lower(?)) > 0`,
};

function whereOf(query: ReservationQuery): SqlPart {
  const present = (Object.keys(conditions) as (keyof ReservationQuery)[]).flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [{ sql: conditions[name], value }];
  });
  return { sql: present.length === 0 ? '1' : present.map((part) => part.sql).join(' AND '), values: present.map((part) => part.value) };
}

/** One page of reservations by contact and first day. */
export function readReservationPage(sqlite: Sqlite, query: ReservationQuery, today: Today, page: { offset: number; limit: number }): { total: number; rows: Reservation[] } {
  const where = whereOf(query);
  const from = `FROM reservations LEFT JOIN contacts ON contacts.key = reservations.contact WHERE ${where.sql}`;
  const total = sqlite.prepare(`SELECT count(*) ${from}`).pluck().get({ today }, ...where.values) as number;
  const rows = sqlite.prepare(`SELECT ${COLUMNS} ${from} ORDER BY reservations.contact, reservations.from_day, reservations.id LIMIT ? OFFSET ?`).all({ today }, ...where.values, page.limit, page.offset) as ReservationRecord[];
  return { total, rows: rows.map(toReservation) };
}

/** Reservations of a campaign on one channel in one status. */
export interface HoldCount {
  readonly campaign: string;
  readonly channel: string | null;
  readonly status: ReservationStatus;
  readonly reservations: number;
}

/** Reservations per campaign, channel and status. */
export const countHolds = (sqlite: Sqlite, today: Today): HoldCount[] =>
  sqlite.prepare(`SELECT campaign, channel, ${STATUS} AS status, count(*) AS reservations FROM reservations GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`).all({ today }) as HoldCount[];

/** Contacts each campaign holds with active reservations. */
export const countHeldContacts = (sqlite: Sqlite, today: Today): Map<string, number> =>
  new Map(sqlite.prepare(`SELECT campaign, count(DISTINCT contact) FROM reservations WHERE ${STATUS} = 'active' GROUP BY campaign`).raw().all({ today }) as [string, number][]);

/** Equal active holds of a campaign together, by first day. */
export interface SpanRecord {
  readonly campaign: string;
  readonly channel: string | null;
  readonly kind: ReservationKind;
  readonly fromDay: number;
  readonly toDay: number;
  readonly reservations: number;
}

/** Spans of active reservations that share a day with a range, the largest first. */
export function readSpans(sqlite: Sqlite, range: { fromDay: number; toDay: number; campaign?: string | undefined }, today: Today): SpanRecord[] {
  return sqlite
    .prepare(
      `SELECT campaign, channel, kind, from_day AS fromDay, to_day AS toDay, count(*) AS reservations FROM reservations
       WHERE ${STATUS} = 'active' AND from_day <= @toDay AND to_day >= @fromDay AND (@campaign IS NULL OR campaign = @campaign) GROUP BY 1, 2, 3, 4, 5 ORDER BY reservations DESC, campaign, channel, fromDay, toDay`,
    )
    .all({ fromDay: range.fromDay, toDay: range.toDay, campaign: range.campaign ?? null, today }) as SpanRecord[];
}

/** Reservations of other campaigns that name one of a campaign's in their record, and its own that name one of theirs. */
export function countTies(sqlite: Sqlite, campaign: string): number {
  return sqlite
    .prepare(
      `SELECT count(*) FROM reservations AS one JOIN reservations AS other ON other.id IN (one.preempted_by, one.merged_into)
       WHERE one.campaign <> other.campaign AND (one.campaign = @campaign OR other.campaign = @campaign)`,
    )
    .pluck()
    .get({ campaign }) as number;
}
