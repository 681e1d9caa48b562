import { z } from 'zod';
import type { ContactPage, TimelineEntry } from '../../../../contract/contact.ts';
import { formatDay } from '../../../../engine/base/day.ts';
import { contactFields, type Contact } from '../../../../engine/model/contact.ts';
import type { ContactFilter, ContactSort } from '../../../../engine/model/filter.ts';
import type { Sqlite } from '../connection.ts';
import { columnExpression, filterSql, sortSql } from './contact-query.ts';

const COLUMNS = `contacts.id, ${contactFields.map((field) => `contacts.${field}`).join(', ')}, contacts.attributes`;
const Attributes = z.record(z.string(), z.string());

function parseContact(row: unknown): Contact {
  const stored = row as Omit<Contact, 'attributes'> & { attributes: string };
  return { ...stored, attributes: Attributes.parse(JSON.parse(stored.attributes)) };
}

export interface ColumnInfo {
  column: string;
  label: string;
  numeric: boolean;
}

/** Labels of the known fields, in the order a planner reads them. */
const fieldLabels: Record<(typeof contactFields)[number], string> = {
  key: 'ID',
  name: 'Name',
  first_name: 'First name',
  last_name: 'Last name',
  email: 'E-mail',
  phone: 'Phone',
  npi: 'NPI',
  specialty: 'Specialty',
  segment: 'Segment',
  territory: 'Territory',
  rep: 'Rep',
  street: 'Street',
  postal_code: 'Postal code',
  city: 'City',
  region: 'Region',
  country: 'Country',
  value: 'Value',
};

/** Columns that hold something in at least one contact: fields first, then attributes by name. O(contacts × attributes). */
export function readContactColumns(sqlite: Sqlite): ColumnInfo[] {
  const filled = sqlite.prepare(`SELECT ${contactFields.map((field) => `max(ifnull(${field}, '') <> '') AS ${field}`).join(', ')} FROM contacts`).get() as Record<string, number | null>;
  const fields = contactFields.filter((field) => filled[field] === 1).map((field) => ({ column: field, label: fieldLabels[field], numeric: field === 'value' }));
  const attributes = sqlite
    .prepare(
      `SELECT each.key AS name, sum(each.value <> '' AND each.value GLOB '*[0-9]*' AND each.value NOT GLOB '*[^0-9.eE+-]*') AS numbers, sum(each.value <> '') AS filled
       FROM contacts, json_each(contacts.attributes) AS each GROUP BY each.key ORDER BY each.key`,
    )
    .all() as { name: string; numbers: number; filled: number }[];
  return [...fields, ...attributes.map(({ name, numbers, filled: count }) => ({ column: `attributes.${name}`, label: name, numeric: count > 0 && numbers === count }))];
}

/** Names of the export's own columns that some contact has. O(contacts × attributes). */
export const readAttributeNames = (sqlite: Sqlite): string[] => sqlite.prepare('SELECT DISTINCT each.key FROM contacts, json_each(contacts.attributes) AS each ORDER BY each.key').pluck().all() as string[];

export function readContactPage(
  sqlite: Sqlite,
  query: { filter: ContactFilter; sort: readonly ContactSort[]; offset: number; limit: number },
  numericColumns: ReadonlySet<string>,
): z.infer<typeof ContactPage> {
  const where = filterSql(query.filter);
  const order = sortSql(query.sort, numericColumns);
  const totals = sqlite.prepare(`SELECT count(*) AS total, ifnull(sum(value), 0) AS valueTotal FROM contacts WHERE ${where.sql}`).get(...where.values) as { total: number; valueTotal: number };
  const rows = sqlite
    .prepare(`SELECT ${COLUMNS} FROM contacts WHERE ${where.sql} ORDER BY ${order.sql} LIMIT ? OFFSET ?`)
    .all(...where.values, ...order.values, query.limit, query.offset)
    .map(parseContact);
  return { ...totals, rows };
}

/** Cells of the filtered contacts, one list per contact, read as they are asked for. */
export function* iterateContactCells(
  sqlite: Sqlite,
  query: { filter: ContactFilter; sort: readonly ContactSort[]; columns: readonly string[] },
  numericColumns: ReadonlySet<string>,
): Generator<(string | number | null)[]> {
  const where = filterSql(query.filter);
  const order = sortSql(query.sort, numericColumns);
  const selected = query.columns.map(columnExpression);
  const statement = sqlite.prepare(`SELECT ${selected.map((part) => part.sql).join(', ')} FROM contacts WHERE ${where.sql} ORDER BY ${order.sql}`).raw();
  for (const row of statement.iterate(...selected.flatMap((part) => part.values), ...where.values, ...order.values)) yield row as (string | number | null)[];
}

export function readContact(sqlite: Sqlite, id: number): Contact | null {
  const row = sqlite.prepare(`SELECT ${COLUMNS} FROM contacts WHERE id = ?`).get(id);
  return row === undefined ? null : parseContact(row);
}

/** Row id of the contact with a key, null where there is none. */
export const readContactId = (sqlite: Sqlite, key: string): number | null => (sqlite.prepare('SELECT id FROM contacts WHERE key = ?').pluck().get(key) as number | undefined) ?? null;

export function countContacts(sqlite: Sqlite, filter: ContactFilter): number {
  const where = filterSql(filter);
  return (sqlite.prepare(`SELECT count(*) AS n FROM contacts WHERE ${where.sql}`).get(...where.values) as { n: number }).n;
}

/** Distinct values of a column with their counts, most frequent first. */
export function readFacet(sqlite: Sqlite, column: string, filter: ContactFilter, limit: number): { value: string | null; contacts: number }[] {
  const where = filterSql(filter);
  const expression = columnExpression(column);
  return sqlite
    .prepare(`SELECT CAST(${expression.sql} AS TEXT) AS value, count(*) AS contacts FROM contacts WHERE ${where.sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?`)
    .all(...expression.values, ...where.values, limit) as { value: string | null; contacts: number }[];
}

const formatTime = (second: number): string | null => (second < 0 ? null : [Math.floor(second / 3600), Math.floor(second / 60) % 60, second % 60].map((part) => String(part).padStart(2, '0')).join(':'));

/** Touches, outcomes and actions of approved plans of a contact, newest first. */
export function readTimeline(sqlite: Sqlite, contactId: number, limit: number): { entries: z.infer<typeof TimelineEntry>[]; total: number } {
  const history = `
    SELECT 'touch' AS type, id, day, second, channel, kind, cost AS value, campaign FROM touches WHERE contact_id = @id
    UNION ALL SELECT 'outcome', id, day, second, nullif(channel, ''), kind, value, NULL FROM outcomes WHERE contact_id = @id
    UNION ALL SELECT 'planned', plan_id, day, -1, channel, 'planned', plan_actions.lift, NULL FROM plan_actions JOIN plans ON plans.id = plan_id WHERE contact_id = @id AND plans.state <> 'draft'`;
  const total = (sqlite.prepare(`SELECT count(*) AS n FROM (${history})`).get({ id: contactId }) as { n: number }).n;
  const rows = sqlite.prepare(`SELECT * FROM (${history}) ORDER BY day DESC, second DESC, type, id DESC LIMIT @limit`).all({ id: contactId, limit }) as {
    type: 'touch' | 'outcome' | 'planned';
    id: number;
    day: number;
    second: number;
    channel: string | null;
    kind: string;
    value: number | null;
    campaign: string | null;
  }[];
  return { total, entries: rows.map(({ day, second, ...entry }) => ({ ...entry, date: formatDay(day), time: formatTime(second) })) };
}

/** Row ids of the contacts of a filter, in the order they came. */
export function readContactIds(sqlite: Sqlite, filter: ContactFilter): number[] {
  const where = filterSql(filter);
  return sqlite.prepare(`SELECT contacts.id FROM contacts WHERE ${where.sql} ORDER BY contacts.id`).pluck().all(...where.values) as number[];
}

/** Key and name of some contacts by row id; the name is null where only the key is known. */
export function readContactLabels(sqlite: Sqlite, ids: readonly number[]): Map<number, { readonly key: string; readonly name: string | null }> {
  const rows = sqlite
    .prepare("SELECT id, key, coalesce(name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) AS name FROM contacts WHERE id IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(ids)) as { id: number; key: string; name: string | null }[];
  return new Map(rows.map(({ id, key, name }) => [id, { key, name }]));
}

/** Row and name of a contact. */
export interface ContactLabel {
  readonly id: number;
  readonly name: string | null;
}

/** Row and name of every contact by its key. O(contacts). */
export function readLabelsByKey(sqlite: Sqlite): Map<string, ContactLabel> {
  const rows = sqlite.prepare("SELECT key, id, coalesce(name, nullif(trim(ifnull(first_name, '') || ' ' || ifnull(last_name, '')), '')) FROM contacts").raw().all() as [string, number, string | null][];
  return new Map(rows.map(([key, id, name]) => [key, { id, name }]));
}
