import type { EventMapping, VeevaObject } from '../../../../engine/model/sync.ts';

/** How an object of Veeva CRM is read: its query, what grows with every change, and what its fields mean. */
export interface VeevaReading {
  readonly query: string;
  readonly sincePath: string;
  readonly mapping: EventMapping;
}

const contact = { paths: ['Account_vod__r.NPI_vod__c', 'Account_vod__r.External_ID_vod__c', 'Account_vod__c', 'Account_Email_vod__c'] };
const account = 'Account_vod__c, Account_vod__r.NPI_vod__c, Account_vod__r.External_ID_vod__c';
const select = (object: VeevaObject, fields: string): string => `SELECT Id, LastModifiedDate, ${fields} FROM ${object} WHERE LastModifiedDate >= {since} ORDER BY LastModifiedDate, Id`;

/** Calls count once submitted, mails by their opens and clicks, mail activities by their type, attendees once they attended. */
export const veevaObjects: Record<VeevaObject, VeevaReading> = {
  Call2_vod__c: {
    query: select('Call2_vod__c', `${account}, Call_Date_vod__c, Call_Datetime_vod__c, Status_vod__c, Call_Type_vod__c`),
    sincePath: 'LastModifiedDate',
    mapping: {
      eventId: { paths: ['Id'] },
      contact,
      kind: { paths: ['Status_vod__c'], values: { Submitted_vod: 'meeting', Saved_vod: '', Planned_vod: '' } },
      occurredAt: { paths: ['Call_Datetime_vod__c', 'Call_Date_vod__c'] },
      channel: { constant: 'visit' },
    },
  },
  Sent_Email_vod__c: {
    query: select('Sent_Email_vod__c', `${account}, Account_Email_vod__c, Opened_vod__c, Clicked_vod__c, Last_Open_Date_vod__c, Last_Click_Date_vod__c, Status_vod__c`),
    sincePath: 'LastModifiedDate',
    mapping: { eventId: { paths: ['eventId'] }, contact, kind: { paths: ['outcome'], values: { open: 'open', click: 'click' } }, occurredAt: { paths: ['occurredAt'] }, channel: { constant: 'rep_email' } },
  },
  Email_Activity_vod__c: {
    query: select('Email_Activity_vod__c', 'Event_type_vod__c, Activity_DateTime_vod__c, Sent_Email_vod__r.Account_vod__c, Sent_Email_vod__r.Account_vod__r.NPI_vod__c, Sent_Email_vod__r.Account_vod__r.External_ID_vod__c'),
    sincePath: 'LastModifiedDate',
    mapping: {
      eventId: { paths: ['Id'] },
      contact: { paths: ['Sent_Email_vod__r.Account_vod__r.NPI_vod__c', 'Sent_Email_vod__r.Account_vod__r.External_ID_vod__c', 'Sent_Email_vod__r.Account_vod__c'] },
      kind: { paths: ['Event_type_vod__c'], values: { Opened_vod: 'open', Clicked_vod: 'click', Delivered_vod: '', Sent_vod: '', Bounced_vod: 'bounce', Unsubscribed_vod: 'unsubscribe' } },
      occurredAt: { paths: ['Activity_DateTime_vod__c'] },
      channel: { constant: 'rep_email' },
    },
  },
  Event_Attendee_vod__c: {
    query: select('Event_Attendee_vod__c', `${account}, Status_vod__c, Medical_Event_vod__r.Start_Date_vod__c`),
    sincePath: 'LastModifiedDate',
    mapping: {
      eventId: { paths: ['Id'] },
      contact,
      kind: { paths: ['Status_vod__c'], values: { Attended_vod: 'attended', Invited_vod: '', Accepted_vod: '', Declined_vod: 'declined', Nominated_vod: '' } },
      occurredAt: { paths: ['Medical_Event_vod__r.Start_Date_vod__c', 'LastModifiedDate'] },
      channel: { constant: 'event' },
    },
  },
};

const isSet = (value: unknown): boolean => value === true || value === 'true' || Number(value) > 0;

/**
 * A sent mail tells of up to two outcomes, its open and its click: it becomes one record for each, under ids of their own.
 * One that was neither opened nor clicked becomes one that tells of nothing; other records stay as they are.
 */
export function splitSentEmail(record: unknown): unknown[] {
  if (typeof record !== 'object' || record === null || !('Opened_vod__c' in record || 'Clicked_vod__c' in record)) return [record];
  const mail = record as Record<string, unknown>;
  const outcomes = [
    { outcome: 'open', isThere: isSet(mail['Opened_vod__c']), occurredAt: mail['Last_Open_Date_vod__c'] },
    { outcome: 'click', isThere: isSet(mail['Clicked_vod__c']), occurredAt: mail['Last_Click_Date_vod__c'] },
  ].filter(({ isThere }) => isThere);
  if (outcomes.length === 0) return [{ ...mail, outcome: '' }];
  return outcomes.map(({ outcome, occurredAt }) => ({ ...mail, outcome, occurredAt, eventId: `${String(mail['Id'])}:${outcome}` }));
}
