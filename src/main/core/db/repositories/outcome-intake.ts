import type { RejectionCode } from '../../../../engine/model/outcome.ts';
import type { Sqlite } from '../connection.ts';

/** An outcome as a source tells of it. `second` is that of the day, −1 where only the day is known. */
export interface IncomingEvent {
  readonly eventId: string;
  /** What the source calls the contact: key, e-mail or NPI. */
  readonly contact: string;
  readonly kind: string;
  readonly channel: string;
  readonly day: number;
  readonly second: number;
  readonly value: number | null;
  /** The record as it came, as JSON. */
  readonly record: string;
}

/** A record that does not fit, with what could be read of it. */
export interface MalformedRecord {
  readonly eventId: string;
  readonly reason: string;
  readonly contact: string | null;
  readonly kind: string | null;
  readonly record: string;
}

export interface IntakeSource {
  readonly sourceSystem: string;
  readonly sourceId: string | null;
  readonly nowMs: number;
}

export type IntakeResult = 'created' | 'updated' | 'unchanged' | 'rejected';

interface Known {
  readonly id: number;
  readonly contact: number;
  readonly channel: string;
  readonly day: number;
  readonly second: number;
  readonly kind: string;
  readonly value: number | null;
}

type Resolved = { readonly contact: number } | { readonly code: RejectionCode; readonly reason: string };

/**
 * Finds contacts by what sources call them: by what the planner said, by key, by e-mail (any case), by NPI. A reference that
 * several contacts fit is not guessed.
 */
function createContactFinder(sqlite: Sqlite, sourceSystem: string): (reference: string) => Resolved {
  const said = sqlite.prepare('SELECT contacts.id FROM outcome_contacts JOIN contacts ON contacts.key = outcome_contacts.contact WHERE source_system = ? AND reference = ?').pluck();
  const byKey = sqlite.prepare('SELECT id FROM contacts WHERE key = ?').pluck();
  const byEmail = sqlite.prepare('SELECT id FROM contacts WHERE lower(email) = lower(?) LIMIT 2').pluck();
  const byNpi = sqlite.prepare('SELECT id FROM contacts WHERE npi = ? LIMIT 2').pluck();
  const found = new Map<string, Resolved>();
  const find = (reference: string): Resolved => {
    const exact = (said.get(sourceSystem, reference) ?? byKey.get(reference)) as number | undefined;
    if (exact !== undefined) return { contact: exact };
    for (const [name, query] of [['e-mail', byEmail], ['NPI', byNpi]] as const) {
      const [first, second] = query.all(reference) as number[];
      if (second !== undefined) return { code: 'several_contacts', reason: `Several contacts have the ${name} "${reference}".` };
      if (first !== undefined) return { contact: first };
    }
    return { code: 'unknown_contact', reason: `Contact "${reference}" is not in the workspace.` };
  };
  return (reference) => {
    const known = found.get(reference) ?? find(reference);
    found.set(reference, known);
    return known;
  };
}

/** Takes events of one system into the workspace, each exactly once by its id there. */
export interface Intake {
  take(event: IncomingEvent): IntakeResult;
  /** Keeps a record that cannot be taken, for reading. An event that was taken before stays. */
  reject(record: MalformedRecord): IntakeResult;
}

/**
 * Prepares an intake; use it inside one transaction, contacts do not change meanwhile. An event that is known with other
 * values is changed and is pending again; one that was rejected and now fits is taken. O(log rows) per event.
 */
export function createIntake(sqlite: Sqlite, { sourceSystem, sourceId, nowMs }: IntakeSource): Intake {
  const findContact = createContactFinder(sqlite, sourceSystem);
  const known = sqlite.prepare('SELECT id, contact_id AS contact, channel, day, second, kind, value FROM outcomes WHERE source_key = ? AND source_system = ?');
  const insert = sqlite.prepare('INSERT INTO outcomes (id, source_key, contact_id, channel, day, second, kind, value, source_system, received_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
  const update = sqlite.prepare("UPDATE outcomes SET contact_id = ?, channel = ?, day = ?, second = ?, kind = ?, value = ?, status = 'pending', processed_at = NULL WHERE id = ?");
  const forget = sqlite.prepare('DELETE FROM rejected_outcomes WHERE source_event_id = ? AND source_system = ?');
  const keep = sqlite.prepare(
    `INSERT INTO rejected_outcomes (source_system, source_event_id, source_id, received_at, code, reason, contact, channel, day, second, kind, value, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (source_event_id, source_system) DO UPDATE SET source_id = excluded.source_id, code = excluded.code, reason = excluded.reason, contact = excluded.contact, channel = excluded.channel, day = excluded.day, second = excluded.second, kind = excluded.kind, value = excluded.value, record = excluded.record`,
  );
  let lastId = sqlite.prepare('SELECT max(ifnull((SELECT max(id) FROM outcomes), 0), ifnull((SELECT max(id) FROM kept_outcomes), 0))').pluck().get() as number;

  const isSame = (one: Known, event: IncomingEvent, contact: number): boolean =>
    one.contact === contact && one.channel === event.channel && one.day === event.day && one.second === event.second && one.kind === event.kind && one.value === event.value;

  return {
    take(event) {
      const { eventId, channel, day, second, kind, value } = event;
      const who = findContact(event.contact);
      if (!('contact' in who)) {
        keep.run(sourceSystem, eventId, sourceId, nowMs, who.code, who.reason, event.contact, channel, day, second, kind, value, event.record);
        return 'rejected';
      }
      forget.run(eventId, sourceSystem);
      const had = known.get(eventId, sourceSystem) as Known | undefined;
      if (had === undefined) {
        lastId += 1;
        insert.run(lastId, eventId, who.contact, channel, day, second, kind, value, sourceSystem, nowMs);
        return 'created';
      }
      if (isSame(had, event, who.contact)) return 'unchanged';
      update.run(who.contact, channel, day, second, kind, value, had.id);
      return 'updated';
    },
    reject({ eventId, reason, contact, kind, record }) {
      if (known.get(eventId, sourceSystem) !== undefined) return 'unchanged';
      keep.run(sourceSystem, eventId, sourceId, nowMs, 'malformed', reason, contact, '', null, -1, kind, null, record);
      return 'rejected';
    },
  };
}

interface HeldRow extends IncomingEvent {
  readonly id: number;
  readonly sourceSystem: string;
  readonly sourceId: string | null;
  readonly receivedAt: number;
}

/** Which rejected events to try again: those of a system, those with these ids, or all. */
export interface RetryScope {
  readonly sourceSystem?: string | undefined;
  readonly ids?: readonly number[] | undefined;
}

/**
 * Tries rejected events again whose contact was missing; those whose contact is there now are taken and keep the instant
 * they came in. Malformed ones stay: their source has to tell of them again. Call inside a transaction. O(rejected rows).
 */
export function retryRejected(sqlite: Sqlite, scope: RetryScope): { taken: number; left: number } {
  const conditions = ["code <> 'malformed'", ...(scope.sourceSystem === undefined ? [] : ['source_system = @sourceSystem']), ...(scope.ids === undefined ? [] : ['id IN (SELECT value FROM json_each(@ids))'])];
  const rows = sqlite
    .prepare(`SELECT id, source_system AS sourceSystem, source_id AS sourceId, received_at AS receivedAt, source_event_id AS eventId, contact, kind, channel, day, second, value, record FROM rejected_outcomes WHERE ${conditions.join(' AND ')} ORDER BY source_system, source_id, id`)
    .all({ sourceSystem: scope.sourceSystem, ids: JSON.stringify(scope.ids ?? []) }) as HeldRow[];
  const received = sqlite.prepare('UPDATE outcomes SET received_at = ? WHERE source_key = ? AND source_system = ?');
  let place = '';
  let intake: Intake | null = null;
  let taken = 0;
  for (const { sourceSystem, sourceId, receivedAt, ...event } of rows) {
    const itsPlace = JSON.stringify([sourceSystem, sourceId]);
    // One intake at a time: each gives ids in one row.
    if (intake === null || place !== itsPlace) intake = createIntake(sqlite, { sourceSystem, sourceId, nowMs: receivedAt });
    place = itsPlace;
    if (intake.take(event) === 'rejected') continue;
    received.run(receivedAt, event.eventId, sourceSystem);
    taken += 1;
  }
  return { taken, left: rows.length - taken };
}

/** Notes which contact a system means by a reference. */
export function saveContactLink(sqlite: Sqlite, sourceSystem: string, reference: string, contact: string): void {
  sqlite.prepare('INSERT INTO outcome_contacts (source_system, reference, contact) VALUES (?, ?, ?) ON CONFLICT (source_system, reference) DO UPDATE SET contact = excluded.contact').run(sourceSystem, reference, contact);
}

/** Takes synced outcomes of contacts that an import made out of the workspace before the contacts leave, and keeps them. Call inside the transaction of the undo. */
export function holdOutcomesOfImport(sqlite: Sqlite, importId: number): void {
  const leaving = `outcomes.source_system <> 'file' AND outcomes.contact_id IN (SELECT id FROM contacts WHERE import_id = ?)`;
  sqlite
    .prepare(
      `INSERT INTO rejected_outcomes (source_system, source_event_id, received_at, code, reason, contact, channel, day, second, kind, value, record)
       SELECT source_system, source_key, received_at, 'contact_left', 'Contact "' || contacts.key || '" left with an import that was undone.', contacts.key, channel, day, second, kind, outcomes.value, '{}' FROM outcomes JOIN contacts ON contacts.id = contact_id WHERE ${leaving}`,
    )
    .run(importId);
  sqlite.prepare(`DELETE FROM outcomes WHERE ${leaving}`).run(importId);
}

/** Takes back what `holdOutcomesOfImport` kept, where the contact is there again. */
export function returnHeldOutcomes(sqlite: Sqlite): void {
  const ids = sqlite.prepare("SELECT rejected_outcomes.id FROM rejected_outcomes JOIN contacts ON contacts.key = rejected_outcomes.contact WHERE code = 'contact_left'").pluck().all() as number[];
  if (ids.length > 0) retryRejected(sqlite, { ids });
}
