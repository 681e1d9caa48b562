import { createHash } from 'node:crypto';
import type { EventField, EventMapping } from '../../../engine/model/sync.ts';
import type { IncomingEvent, MalformedRecord } from '../db/repositories/outcome-intake.ts';
import { parsePath, readPath } from './read-path.ts';
import { readMoment } from './read-moment.ts';

/** What a record is: an event, one that does not fit, or nothing that counts as an outcome. */
export type ReadRecord = { readonly is: 'event'; readonly event: IncomingEvent } | { readonly is: 'malformed'; readonly record: MalformedRecord } | { readonly is: 'ignored' };

const MAX_RECORD_CHARACTERS = 64_000;
const MAX_TEXT = 200;

/** JSON with the names of every object in order, so that equal records have equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_name, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1))) : part,
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

/** Prepares the reading of a field: the first path that holds something, then the constant; values of the source become the planner's. */
function createFieldReader(field: EventField | undefined): (record: unknown) => unknown {
  if (field === undefined) return () => '';
  const paths = (field.paths ?? []).map(parsePath);
  const values = new Map(Object.entries(field.values ?? {}));
  const lowered = new Map([...values].map(([from, to]) => [from.toLowerCase(), to]));
  return (record) => {
    const found = paths.map((steps) => readPath(record, steps)).find((value) => value !== undefined && value !== null && value !== '') ?? field.constant ?? '';
    const text = textOf(found);
    return values.get(text) ?? lowered.get(text.toLowerCase()) ?? found;
  };
}

/**
 * Makes the function that reads records by a mapping. An event without an id is named by its content, so that the same
 * record twice is one event. `nameChannel` brings channel names to those of the workspace.
 */
export function createEventReader(mapping: EventMapping, nameChannel: (text: string) => string): (record: unknown) => ReadRecord {
  const eventId = createFieldReader(mapping.eventId);
  const contact = createFieldReader(mapping.contact);
  const kind = createFieldReader(mapping.kind);
  const occurredAt = createFieldReader(mapping.occurredAt);
  const channel = createFieldReader(mapping.channel);
  const value = createFieldReader(mapping.value);
  const hasKindValues = mapping.kind.values !== undefined;

  return (record) => {
    const whole = canonicalJson(record) ?? 'null';
    const id = textOf(eventId(record)) || `sha256:${createHash('sha256').update(whole).digest('hex')}`;
    const reference = textOf(contact(record));
    const name = textOf(kind(record));
    const malformed = (reason: string): ReadRecord => ({
      is: 'malformed',
      record: { eventId: id.slice(0, MAX_TEXT), reason, contact: reference.slice(0, MAX_TEXT) || null, kind: name.slice(0, MAX_TEXT) || null, record: whole.slice(0, MAX_RECORD_CHARACTERS) },
    });
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return malformed('The record is not an object.');
    if (name === '' && hasKindValues) return { is: 'ignored' };
    if (name === '') return malformed('The record names no kind of outcome.');
    if (reference === '') return malformed('The record names no contact.');
    const tooLong = [['event id', id], ['contact', reference], ['kind', name]].find(([, text]) => (text ?? '').length > MAX_TEXT);
    if (tooLong !== undefined) return malformed(`The ${tooLong[0] ?? ''} has more than ${MAX_TEXT} characters.`);
    const told = occurredAt(record);
    const moment = readMoment(told);
    if (moment === null) return malformed(`The time ${JSON.stringify(told)?.slice(0, 100) ?? ''} is not an ISO date, nor seconds or milliseconds since 1970.`);
    const amount = value(record);
    const number = amount === '' ? null : typeof amount === 'boolean' ? Number(amount) : Number(textOf(amount).replace(',', '.') || Number.NaN);
    if (number !== null && !Number.isFinite(number)) return malformed(`The value ${JSON.stringify(amount)?.slice(0, 100) ?? ''} is not a number.`);
    const channelText = textOf(channel(record)).slice(0, MAX_TEXT);
    return { is: 'event', event: { eventId: id, contact: reference, kind: name, channel: channelText === '' ? '' : nameChannel(channelText), ...moment, value: number, record: whole.slice(0, MAX_RECORD_CHARACTERS) } };
  };
}
