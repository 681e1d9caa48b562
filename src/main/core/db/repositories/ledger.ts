import { max } from 'drizzle-orm';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import { LedgerEntry, type LedgerBalance } from '../../../../engine/model/ledger.ts';
import type { Sqlite } from '../connection.ts';
import { ormOf } from '../orm.ts';
import { ledgerEntries } from '../schema/ledger.ts';
import { inList, type SqlPart } from './contact-query.ts';

/** An entry as it stands in the file; `posting` is shared by the entries of one event. */
export type StoredLedgerEntry = LedgerEntry & { readonly id: number; readonly posting: number; readonly at: number };

/** Which entries: every part narrows. Days are inclusive, `asOf` is an instant: entries made later do not count. */
export interface LedgerFilter {
  readonly fromDay?: number | undefined;
  readonly toDay?: number | undefined;
  readonly asOf?: number | undefined;
  readonly channel?: string | undefined;
  readonly contact?: string | undefined;
  readonly rep?: string | undefined;
  readonly plan?: number | undefined;
  readonly campaign?: string | undefined;
  /** Text that occurs in contact, rep or note. */
  readonly search?: string | undefined;
  readonly counted?: CountedEntries | undefined;
}

/** Which entries a line of usage counts: by these channels, on these days, on contacts with these labels; null or absent = all. */
export interface CountedEntries {
  readonly days: readonly number[];
  readonly channels: readonly string[] | null;
  readonly contacts?: readonly string[] | null | undefined;
  readonly segments?: readonly string[] | null | undefined;
  readonly specialties?: readonly string[] | null | undefined;
  readonly territories?: readonly string[] | null | undefined;
  /** Reps whose the entries are: those they name, else those of their contacts. */
  readonly reps?: readonly string[] | null | undefined;
}

const labelOf = (column: string): string => `coalesce((SELECT contacts.${column} FROM contacts WHERE contacts.key = contact), '')`;
const countedColumns: { readonly [Name in keyof CountedEntries]-?: string } = {
  days: 'day',
  channels: 'channel',
  contacts: 'contact',
  segments: labelOf('segment'),
  specialties: labelOf('specialty'),
  territories: labelOf('territory'),
  reps: `coalesce(rep, ${labelOf('rep')})`,
};

const conditions: { readonly [Name in Exclude<keyof LedgerFilter, 'counted'>]-?: string } = {
  search: "instr(lower(ifnull(contact, '') || char(10) || ifnull(rep, '') || char(10) || ifnull(note, '')), lower(?)) > 0",
  fromDay: 'day >= ?',
  toDay: 'day <= ?',
  asOf: 'at <= ?',
  channel: 'channel = ?',
  contact: 'contact = ?',
  rep: 'rep = ?',
  plan: 'plan_id = ?',
  campaign: 'campaign = ?',
};

function whereOf({ counted, ...filter }: LedgerFilter): { sql: string; values: (string | number)[] } {
  const plain = (Object.keys(conditions) as (keyof typeof conditions)[]).flatMap((name) => {
    const value = filter[name];
    return value === undefined ? [] : [{ sql: conditions[name], values: [value] }];
  });
  const lists = (Object.keys(countedColumns) as (keyof CountedEntries)[]).flatMap((name) => {
    const list = counted?.[name];
    return list == null ? [] : [inList(countedColumns[name], list)];
  });
  const present: SqlPart[] = [...plain, ...lists];
  return { sql: present.length === 0 ? '1' : present.map((part) => part.sql).join(' AND '), values: present.flatMap((part) => part.values) };
}

/** Adds the entries of one event, which may take back an earlier one; call inside a transaction. Answers the number of the posting. */
export function postEntries(sqlite: Sqlite, entries: readonly LedgerEntry[], nowMs: number, reverses: number | null = null): number {
  const posting = (ormOf(sqlite).select({ last: max(ledgerEntries.posting) }).from(ledgerEntries).get()?.last ?? 0) + 1;
  const insert = sqlite.prepare('INSERT INTO ledger_entries (posting, at, kind, source, target, actions, amount, day, channel, contact, rep, plan_id, note, reverses, campaign) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const entry of entries) {
    const { kind, source, target, actions, amount, date, channel, contact, rep, plan, note, campaign } = LedgerEntry.parse(entry);
    insert.run(posting, nowMs, kind, source, target, actions, amount, parseDay(date), channel, contact, rep, plan, note, reverses, campaign);
  }
  return posting;
}

const SIGNED = (column: string, account: string): string => `sum(CASE WHEN target = '${account}' THEN ${column} WHEN source = '${account}' THEN -${column} ELSE 0 END)`;
const BALANCE_COLUMNS = `coalesce(${SIGNED('actions', 'booked')}, 0) AS bookedActions, coalesce(${SIGNED('actions', 'used')}, 0) AS usedActions,
  coalesce(${SIGNED('amount', 'booked')}, 0.0) AS bookedAmount, coalesce(${SIGNED('amount', 'used')}, 0.0) AS usedAmount`;

/** Number of the newest entry, 0 without any: two equal ones mean the same ledger. */
export const readLastEntry = (sqlite: Sqlite): number => sqlite.prepare('SELECT ifnull(max(id), 0) FROM ledger_entries').pluck().get() as number;

/** Balance of all entries that pass the filter: a sum, never a stored figure. */
export function readBalance(sqlite: Sqlite, filter: LedgerFilter): LedgerBalance {
  const where = whereOf(filter);
  return sqlite.prepare(`SELECT ${BALANCE_COLUMNS} FROM ledger_entries WHERE ${where.sql}`).get(...where.values) as LedgerBalance;
}

/** What is booked or used on one contact by one channel on one day; entries without a contact are a row of their own. */
export interface HeldRow extends LedgerBalance {
  readonly contact: string | null;
  readonly channel: string;
  readonly rep: string | null;
  readonly date: string;
  readonly plan: number | null;
  readonly campaign: string | null;
}

/** Everything that holds capacity or money, in order of day, channel, contact. What was released in full is left out. */
export function readHeld(sqlite: Sqlite, filter: LedgerFilter): HeldRow[] {
  const where = whereOf(filter);
  const rows = sqlite
    .prepare(
      `SELECT contact, channel, rep, day, plan_id AS plan, campaign, ${BALANCE_COLUMNS} FROM ledger_entries WHERE ${where.sql} GROUP BY day, channel, contact, rep, plan_id, campaign
       HAVING bookedActions <> 0 OR usedActions <> 0 OR abs(bookedAmount) > 1e-9 OR abs(usedAmount) > 1e-9 ORDER BY day, channel, contact, rep, plan_id, campaign`,
    )
    .all(...where.values) as (Omit<HeldRow, 'date'> & { day: number })[];
  return rows.map(({ day, ...held }) => ({ ...held, date: formatDay(day) }));
}

const ENTRY_COLUMNS = 'id, posting, at, kind, source, target, actions, amount, day, channel, contact, rep, plan_id AS plan, note, campaign';
const toEntry = (row: unknown): StoredLedgerEntry => {
  const { day, ...entry } = row as Omit<StoredLedgerEntry, 'date'> & { day: number };
  return { ...entry, date: formatDay(day) };
};

/** Entries of one event, in the order they were made; empty where there is no such posting. */
export const readPosting = (sqlite: Sqlite, posting: number): StoredLedgerEntry[] => sqlite.prepare(`SELECT ${ENTRY_COLUMNS} FROM ledger_entries WHERE posting = ? ORDER BY id`).all(posting).map(toEntry);

/** True where an event has been taken back. */
export const isReversed = (sqlite: Sqlite, posting: number): boolean => sqlite.prepare('SELECT 1 FROM ledger_entries WHERE reverses = ?').get(posting) !== undefined;

/** Entries newest first, a page at a time. */
export function readEntries(sqlite: Sqlite, filter: LedgerFilter, page: { offset: number; limit: number }): { total: number; rows: StoredLedgerEntry[] } {
  const where = whereOf(filter);
  const total = sqlite.prepare(`SELECT count(*) FROM ledger_entries WHERE ${where.sql}`).pluck().get(...where.values) as number;
  const rows = sqlite.prepare(`SELECT ${ENTRY_COLUMNS} FROM ledger_entries WHERE ${where.sql} ORDER BY id DESC LIMIT ? OFFSET ?`).all(...where.values, page.limit, page.offset);
  return { total, rows: rows.map(toEntry) };
}

/** What is booked and used for each campaign, of all days and whoever entered it. */
export function readCampaignBalances(sqlite: Sqlite): ReadonlyMap<string, LedgerBalance> {
  const rows = sqlite.prepare(`SELECT campaign, ${BALANCE_COLUMNS} FROM ledger_entries WHERE campaign IS NOT NULL GROUP BY campaign`).all() as (LedgerBalance & { campaign: string })[];
  return new Map(rows.map(({ campaign, ...balance }) => [campaign, balance]));
}
