import type { ExportSettings } from '../../model/export.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import { formatDay } from '../../base/day.ts';
import type { ExportPlan } from '../export-plan.ts';
import { toLongId } from '../salesforce-id.ts';
import type { ExportColumn, ExportDraft } from '../table.ts';
import { createNames, NAME_MAX, TEXT_MAX } from './names.ts';

const OBJECT = 'Suggestion_vod__c';
const RECORD_TYPES = ['Call_vod', 'Call_Objective_vod', 'Email_vod', 'Insight_vod'];

/** Positions of the most valuable actions, as many as the share allows. */
export function pickUrgent(lifts: readonly number[], share: number): ReadonlySet<number> {
  const order = lifts.map((_lift, at) => at).sort((one, other) => lifts[other]! - lifts[one]! || one - other);
  return new Set(order.slice(0, Math.floor(share * lifts.length + 1e-9)));
}

/** Veeva CRM suggestions: one record per action, posted on its day, gone some days later, the most valuable ones urgent. */
export function draftSuggestions(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('veeva-suggestions', plan.actions, settings);
  const { prefix, externalId, contactId, owner, owners, expireDays, urgentShare } = settings;
  const names = createNames(settings);
  const field = (name: string): string => names.field(OBJECT, name);
  const urgent = pickUrgent(sent.map(({ lift }) => lift), urgentShare);
  const isOwned = owner !== '' || Object.keys(owners).length > 0;
  const columns: ExportColumn[] = [
    { name: externalId, type: { kind: 'key', max: TEXT_MAX }, isRequired: true, isUnique: true },
    { name: names.contact(OBJECT, 'Account_vod__c'), type: contactId === 'salesforce' ? { kind: 'salesforceId' } : { kind: 'key', max: TEXT_MAX }, isRequired: true },
    { name: field('Title_vod__c'), type: { kind: 'text', max: NAME_MAX, canShorten: true }, isRequired: true },
    { name: field('Reason_vod__c'), type: { kind: 'text', max: TEXT_MAX, canShorten: true }, isRequired: false },
    { name: field('Record_Type_Name_vod__c'), type: { kind: 'picklist', values: RECORD_TYPES }, isRequired: true },
    { name: field('Priority_vod__c'), type: { kind: 'picklist', values: ['Normal_vod', 'Urgent_vod'] }, isRequired: true },
    { name: field('Posted_Date_vod__c'), type: { kind: 'date' }, isRequired: true },
    { name: field('Expiration_Date_vod__c'), type: { kind: 'date' }, isRequired: true },
    ...(isOwned ? [{ name: 'OwnerId', type: { kind: 'salesforceId' as const }, isRequired: true, needs: 'the record id of the user who owns it' }] : []),
  ];
  const rows = sent.map((action, at) => [
    composeKey([prefix, plan.key, action.contact, action.channel, formatDay(action.day)]),
    contactId === 'salesforce' ? toLongId(action.contact) : action.contact,
    `${action.channel} on ${formatDay(action.day)}`,
    action.reason,
    channels.get(action.channel)?.as ?? '',
    urgent.has(at) ? 'Urgent_vod' : 'Normal_vod',
    action.day,
    action.day + expireDays,
    ...(isOwned ? [toLongId(owners[action.rep ?? ''] || owner)] : []),
  ]);
  const notes = [`Load as an upsert by ${externalId}.`, ...(isOwned ? [] : ['No owner is set: every suggestion belongs to the user who loads it, as in the public sharing model.'])];
  return { tables: [{ id: 'suggestion', object: names.object(OBJECT), file: `${names.object(OBJECT)}.csv`, columns, key: externalId, rows, contacts: sent.map(({ contact }) => contact) }], leftOut, notes };
}
