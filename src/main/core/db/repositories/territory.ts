import { z } from 'zod';
import { formatDay, parseDay } from '../../../../engine/base/day.ts';
import { IsoDate, Weekday } from '../../../../engine/model/text.ts';
import type { HorizonDays } from '../../../../engine/model/horizon-days.ts';
import type { Assignment, AssignmentRole, Rep } from '../../../../engine/model/territory.ts';
import type { ContactFilter } from '../../../../engine/model/filter.ts';
import type { Sqlite } from '../connection.ts';
import { filterSql } from './contact-query.ts';
import type { EditRecorder } from './edit.ts';

const dayOf = (date: string | null): number | null => (date === null ? null : parseDay(date));
const dateOf = (day: number | null): string | null => (day === null ? null : formatDay(day));

/** Reps whose calendar was entered, by id. */
export function readReps(sqlite: Sqlite): Rep[] {
  const rows = sqlite.prepare('SELECT id, name, weekdays, days_off AS daysOff FROM reps ORDER BY id').all() as { id: string; name: string; weekdays: string; daysOff: string }[];
  return rows.map(({ id, name, weekdays, daysOff }) => ({ id, name, weekdays: z.array(Weekday).parse(JSON.parse(weekdays)), daysOff: z.array(IsoDate).parse(JSON.parse(daysOff)) }));
}

export const putRep = (recorder: EditRecorder, rep: Rep): void =>
  recorder.put('reps', { id: rep.id, name: rep.name, weekdays: JSON.stringify(rep.weekdays.toSorted((a, b) => a - b)), days_off: JSON.stringify([...new Set(rep.daysOff)].toSorted()) });

interface AssignmentRow {
  id: number;
  rep: string;
  contact: string;
  role: AssignmentRole;
  from_day: number | null;
  to_day: number | null;
}
const toAssignment = ({ from_day: from, to_day: to, ...row }: AssignmentRow): Assignment => ({ ...row, from: dateOf(from), to: dateOf(to) });

/** Assignments of a rep, a contact or all, by contact and start. */
export function readAssignments(sqlite: Sqlite, query: { rep?: string | undefined; contact?: string | undefined; offset: number; limit: number }): { total: number; rows: Assignment[] } {
  const parts = [...(query.rep === undefined ? [] : [{ sql: 'rep = ?', value: query.rep }]), ...(query.contact === undefined ? [] : [{ sql: 'contact = ?', value: query.contact }])];
  const where = parts.length === 0 ? '1' : parts.map((part) => part.sql).join(' AND ');
  const values = parts.map((part) => part.value);
  const total = sqlite.prepare(`SELECT count(*) FROM territory_assignments WHERE ${where}`).pluck().get(...values) as number;
  const rows = sqlite.prepare(`SELECT * FROM territory_assignments WHERE ${where} ORDER BY contact, from_day, id LIMIT ? OFFSET ?`).all(...values, query.limit, query.offset) as AssignmentRow[];
  return { total, rows: rows.map(toAssignment) };
}

export const readAssignmentIds = (sqlite: Sqlite, rep: string): number[] => sqlite.prepare('SELECT id FROM territory_assignments WHERE rep = ? ORDER BY id').pluck().all(rep) as number[];

/** Primary assignments of the filter's contacts to other reps that share a day with the span; a null end is without end. */
export function readOtherPrimaries(sqlite: Sqlite, filter: ContactFilter, span: { rep: string; from: string | null; to: string | null }): Assignment[] {
  const where = filterSql(filter);
  const [from, to] = [dayOf(span.from), dayOf(span.to)];
  const rows = sqlite
    .prepare(
      `SELECT territory_assignments.* FROM territory_assignments WHERE role = 'primary' AND rep <> ?
       AND (? IS NULL OR from_day IS NULL OR from_day <= ?) AND (? IS NULL OR to_day IS NULL OR to_day >= ?)
       AND contact IN (SELECT contacts.key FROM contacts WHERE ${where.sql}) ORDER BY contact, id`,
    )
    .all(span.rep, to, to, from, from, ...where.values) as AssignmentRow[];
  return rows.map(toAssignment);
}

/** Assigns every contact of a filter that does not have the same assignment yet. Answers how many. */
export function putAssignments(sqlite: Sqlite, recorder: EditRecorder, filter: ContactFilter, assignment: { rep: string; role: AssignmentRole; from: string | null; to: string | null }): number {
  const where = filterSql(filter);
  const [from, to] = [dayOf(assignment.from), dayOf(assignment.to)];
  const keys = sqlite
    .prepare(
      `SELECT contacts.key FROM contacts WHERE ${where.sql} AND NOT EXISTS (SELECT 1 FROM territory_assignments AS present WHERE present.contact = contacts.key AND present.rep = ? AND present.role = ? AND present.from_day IS ? AND present.to_day IS ?) ORDER BY contacts.id`,
    )
    .pluck()
    .all(...where.values, assignment.rep, assignment.role, from, to) as string[];
  let next = (sqlite.prepare('SELECT ifnull(max(id), 0) FROM territory_assignments').pluck().get() as number) + 1;
  for (const contact of keys) {
    recorder.put('territory_assignments', { id: next, rep: assignment.rep, contact, role: assignment.role, from_day: from, to_day: to });
    next += 1;
  }
  return keys.length;
}

const EFFECTIVE = '(from_day IS NULL OR from_day <= ?) AND (to_day IS NULL OR to_day >= ?)';

/** One that may act on a contact, from one day to another; null is without end. */
export interface TeamMember {
  readonly rep: string;
  readonly role: AssignmentRole;
  readonly from: number | null;
  readonly to: number | null;
}

/** Who is assigned to each contact on some days, by key: primaries first, then secondaries, then backups, of equals the newest first. */
export function readTeams(sqlite: Sqlite, { fromDay, toDay }: HorizonDays): Map<string, TeamMember[]> {
  const rows = sqlite
    .prepare(`SELECT contact, rep, role, from_day, to_day FROM territory_assignments WHERE ${EFFECTIVE} ORDER BY CASE role WHEN 'primary' THEN 0 WHEN 'secondary' THEN 1 ELSE 2 END, id DESC`)
    .raw()
    .iterate(toDay, fromDay) as Iterable<[string, string, AssignmentRole, number | null, number | null]>;
  const teams = new Map<string, TeamMember[]>();
  for (const [contact, rep, role, from, to] of rows) {
    const known = teams.get(contact);
    if (known === undefined) teams.set(contact, [{ rep, role, from, to }]);
    else known.push({ rep, role, from, to });
  }
  return teams;
}

export interface RepCounts {
  readonly rep: string;
  readonly primary: number;
  readonly secondary: number;
  readonly backup: number;
  /** Σ value of the primary contacts. */
  readonly value: number;
}

/** Contacts and value per rep on a day, reps that contacts only name included; the empty rep stands for contacts without a primary one. */
export function countRepContacts(sqlite: Sqlite, day: number): RepCounts[] {
  return sqlite
    .prepare(
      `WITH effective AS (SELECT contact, rep, role, max(id) FROM territory_assignments WHERE ${EFFECTIVE} GROUP BY contact, CASE role WHEN 'primary' THEN '' ELSE rep END, role),
        carried AS (
          SELECT coalesce(effective.rep, nullif(contacts.rep, ''), '') AS rep, 'primary' AS role, ifnull(contacts.value, 0) AS value
          FROM contacts LEFT JOIN effective ON effective.contact = contacts.key AND effective.role = 'primary'
          UNION ALL
          SELECT effective.rep, effective.role, 0 FROM effective JOIN contacts ON contacts.key = effective.contact WHERE effective.role <> 'primary'
          UNION ALL
          SELECT DISTINCT rep, 'named', 0 FROM contacts WHERE rep <> ''
        )
       SELECT rep, sum(role = 'primary') AS "primary", sum(role = 'secondary') AS secondary, sum(role = 'backup') AS backup, sum(value) AS value FROM carried GROUP BY rep ORDER BY rep`,
    )
    .all(day, day) as RepCounts[];
}
