import { SaxesParser } from 'saxes';
import type { EventMapping, PayloadFormat } from '../../../../engine/model/sync.ts';
import { parsePath, readPath } from '../read-path.ts';
import { splitSentEmail } from './veeva-objects.ts';

/** Records of a payload file, or why it holds none that can be read. */
export type Payload = { readonly records: readonly unknown[] } | { readonly unreadable: string };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Notifications of a Salesforce outbound message (SOAP, http://soap.sforce.com/2005/09/outbound) as records: the fields of
 * the object, its type, and the notification's id.
 */
export function readOutboundMessage(xml: string): Record<string, string>[] {
  const records: Record<string, string>[] = [];
  const open: string[] = [];
  let record: Record<string, string> | null = null;
  let text = '';
  const parser = new SaxesParser({ xmlns: true });
  parser.on('opentag', (tag) => {
    open.push(tag.local);
    text = '';
    if (tag.local === 'Notification') record = {};
    if (tag.local === 'sObject' && record !== null) record['type'] = Object.values(tag.attributes).find((attribute) => attribute.local === 'type')?.value.replace(/^.*:/u, '') ?? '';
  });
  parser.on('text', (part) => (text += part));
  parser.on('closetag', (tag) => {
    open.pop();
    const parent = open.at(-1);
    if (record !== null && parent === 'sObject') record[tag.local] = text;
    if (record !== null && parent === 'Notification' && tag.local === 'Id') record['notificationId'] = text;
    if (tag.local === 'Notification' && record !== null) {
      records.push(record);
      record = null;
    }
    text = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(xml).close();
  return records;
}

/** A platform event or change event as it is delivered (`data.payload` with `data.event`), its fields brought to the top. */
function flattenEvent(item: unknown): unknown {
  const data = isObject(item) && isObject(item['data']) ? item['data'] : item;
  if (!isObject(data) || !isObject(data['payload'])) return item;
  const event = isObject(data['event']) ? data['event'] : {};
  return { ...data['payload'], ...event };
}

/** Lists in which e-mail platforms wrap their events. */
function unwrapMail(body: unknown): unknown[] {
  if (!isObject(body)) return asList(body);
  for (const name of ['mandrill_events', 'events']) {
    const inner = body[name];
    if (typeof inner === 'string') return asList(JSON.parse(inner));
    if (Array.isArray(inner)) return inner;
  }
  return [body];
}

function unwrap(body: unknown, format: PayloadFormat, recordsPath: string): unknown[] {
  switch (format) {
    case 'email':
      return asList(body).flatMap(unwrapMail);
    case 'salesforce':
      return asList(body).map(flattenEvent);
    case 'veeva':
      return asList(body).map(flattenEvent).flatMap(splitSentEmail);
    case 'json':
      return asList(body).flatMap((part) => asList(recordsPath === '' ? part : readPath(part, parsePath(recordsPath))));
  }
}

/** JSON, or one JSON document a line. */
function parseText(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2) throw error;
    return lines.map((line) => JSON.parse(line) as unknown);
  }
}

/** Reads the text of a payload file. A byte order mark is read over. */
export function readPayload(text: string, format: PayloadFormat, recordsPath: string): Payload {
  const body = text.replace(/^\uFEFF/u, '').trim();
  try {
    if (body.startsWith('<')) return { records: format === 'veeva' ? readOutboundMessage(body).flatMap(splitSentEmail) : readOutboundMessage(body) };
    return { records: unwrap(parseText(body), format, recordsPath) };
  } catch (error) {
    return { unreadable: `The file holds no ${body.startsWith('<') ? 'XML' : 'JSON'} that can be read: ${(error as Error).message.slice(0, 200)}` };
  }
}

const mailKinds = {
  ...Object.fromEntries(['processed', 'deferred', 'delivered', 'accepted', 'send', 'sent', 'dropped', 'failed', 'soft_bounce', 'profile', 'cleaned', 'campaign', 'upemail', 'subscribe'].map((name) => [name, ''])),
  open: 'open', opened: 'open', click: 'click', clicked: 'click', bounce: 'bounce', hard_bounce: 'bounce', spamreport: 'complaint', complained: 'complaint', spam: 'complaint',
  unsubscribe: 'unsubscribe', unsubscribed: 'unsubscribe', unsub: 'unsubscribe', group_unsubscribe: 'unsubscribe', group_resubscribe: '',
};

/** What the fields of a format mean where the settings do not say it. */
export const payloadMappings: Partial<Record<PayloadFormat, EventMapping>> = {
  email: {
    eventId: { paths: ['sg_event_id', 'event-data.id', 'event_id'] },
    contact: { paths: ['email', 'event-data.recipient', 'msg.email', 'data.email', 'recipient'] },
    kind: { paths: ['event', 'event-data.event', 'type'], values: mailKinds },
    occurredAt: { paths: ['timestamp', 'event-data.timestamp', 'ts', 'fired_at'] },
    channel: { constant: 'email' },
  },
  veeva: {
    eventId: { paths: ['eventId', 'EventUuid', 'notificationId', 'Id'] },
    contact: { paths: ['Account_vod__r.NPI_vod__c', 'Account_vod__r.External_ID_vod__c', 'Account_vod__c', 'Account_Email_vod__c'] },
    kind: {
      paths: ['outcome', 'Event_type_vod__c', 'Status_vod__c'],
      values: { Opened_vod: 'open', Clicked_vod: 'click', Attended_vod: 'attended', Declined_vod: 'declined', Submitted_vod: 'meeting', Bounced_vod: 'bounce', Unsubscribed_vod: 'unsubscribe', Sent_vod: '', Delivered_vod: '', Saved_vod: '', Planned_vod: '', Invited_vod: '' },
    },
    occurredAt: { paths: ['occurredAt', 'Activity_DateTime_vod__c', 'Call_Datetime_vod__c', 'Call_Date_vod__c', 'LastModifiedDate', 'CreatedDate'] },
  },
};
