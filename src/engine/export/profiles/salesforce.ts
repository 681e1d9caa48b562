import { formatDay } from '../../base/day.ts';
import type { ExportSettings } from '../../model/export.ts';
import { NEEDS_TIME, timeActions } from '../action-times.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import type { ExportAction, ExportPlan } from '../export-plan.ts';
import { toLongId } from '../salesforce-id.ts';
import type { ExportCell, ExportColumn, ExportDraft, ExportTable } from '../table.ts';
import { createNames, TEXT_MAX } from './names.ts';

const DESCRIPTION_MAX = 32_000;

/** Text of one line that says what is to do and with whom. */
const subjectOf = (action: ExportAction, label: string): string => `${label}: ${action.name ?? action.contact}`.replaceAll(/[\r\n]+/gu, ' ');

/** Tasks, events or campaign members, upserted by external id. */
export function draftSalesforce(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('salesforce', plan.actions, settings);
  const { object, prefix, externalId, contactId, status, recordTypeId, owner, owners, allDay } = settings;
  const names = createNames(settings);
  const contactType: ExportColumn['type'] = contactId === 'salesforce' ? { kind: 'salesforceId' } : { kind: 'key', max: TEXT_MAX };
  const contactCell = (contact: string): string => (contactId === 'salesforce' ? toLongId(contact) : contact);
  const key: ExportColumn = { name: externalId, type: { kind: 'key', max: TEXT_MAX }, isRequired: true, isUnique: true };
  const isOwned = object !== 'CampaignMember' && (owner !== '' || Object.keys(owners).length > 0);
  const more: ExportColumn[] = [
    ...(isOwned ? [{ name: 'OwnerId', type: { kind: 'salesforceId' as const }, isRequired: true, needs: 'the record id of the user who owns it' }] : []),
    ...(recordTypeId === '' ? [] : [{ name: 'RecordTypeId', type: { kind: 'salesforceId' as const }, isRequired: true }]),
  ];
  const moreCells = (action: ExportAction): ExportCell[] => [...(isOwned ? [toLongId(owners[action.rep ?? ''] || owner)] : []), ...(recordTypeId === '' ? [] : [toLongId(recordTypeId)])];
  const table = (columns: readonly ExportColumn[], rows: readonly (readonly ExportCell[])[], contacts: readonly string[]): ExportDraft => {
    const made: ExportTable = { id: 'record', object: names.object(object), file: `${names.object(object)}.csv`, columns, key: externalId, rows, contacts };
    return { tables: [made], leftOut, notes: [`Load as an upsert of ${names.object(object)} by ${externalId}; line ends are ${settings.lineEnd}.`] };
  };
  if (object === 'CampaignMember') {
    const members = new Map<string, ExportAction>();
    for (const action of sent) members.set(JSON.stringify([action.campaign, action.contact]), action);
    const list = [...members.values()];
    return table(
      [
        key,
        { name: `Campaign.${externalId}`, type: { kind: 'key', max: TEXT_MAX }, isRequired: true, needs: 'a campaign: plan for campaigns, or choose another object' },
        { name: names.contact(object, 'ContactId'), type: contactType, isRequired: true },
        { name: names.field(object, 'Status'), type: { kind: 'text', max: 40 }, isRequired: true },
        ...more,
      ],
      list.map((action) => [composeKey([prefix, action.campaign ?? '', action.contact]), action.campaign, contactCell(action.contact), status, ...moreCells(action)]),
      list.map(({ contact }) => contact),
    );
  }
  /** Activities point to contacts or leads: the header names which (`Contact:Who.External_Id__c`). */
  const who = contactId === 'salesforce' ? names.contact(object, 'WhoId') : `Contact:${names.contact(object, 'WhoId')}`;
  const subject: ExportColumn = { name: names.field(object, 'Subject'), type: { kind: 'text', max: TEXT_MAX, canShorten: true }, isRequired: true };
  const description: ExportColumn = { name: names.field(object, 'Description'), type: { kind: 'text', max: DESCRIPTION_MAX, canShorten: true }, isRequired: false };
  const idOf = (action: ExportAction): string => composeKey([prefix, plan.key, action.contact, action.channel, formatDay(action.day)]);
  const contacts = sent.map(({ contact }) => contact);
  if (object === 'Task') {
    return table(
      [key, subject, { name: who, type: contactType, isRequired: true }, { name: names.field(object, 'ActivityDate'), type: { kind: 'date' }, isRequired: true }, { name: names.field(object, 'Status'), type: { kind: 'text', max: 40 }, isRequired: true }, { name: names.field(object, 'Priority'), type: { kind: 'picklist', values: ['High', 'Normal', 'Low'] }, isRequired: true }, description, ...more],
      sent.map((action) => [idOf(action), subjectOf(action, channels.get(action.channel)?.as ?? action.channel), contactCell(action.contact), action.day, status, 'Normal', action.reason, ...moreCells(action)]),
      contacts,
    );
  }
  const times = allDay ? null : timeActions(sent, settings);
  const timeColumns: ExportColumn[] =
    times === null
      ? [{ name: 'ActivityDate', type: { kind: 'date' }, isRequired: true }]
      : [{ name: 'StartDateTime', type: { kind: 'dateTime' }, isRequired: true, needs: NEEDS_TIME }, { name: 'EndDateTime', type: { kind: 'dateTime' }, isRequired: true, needs: NEEDS_TIME }];
  return table(
    [key, subject, { name: who, type: contactType, isRequired: true }, { name: 'IsAllDayEvent', type: { kind: 'flag' }, isRequired: true }, ...timeColumns, ...(times === null ? [{ name: 'DurationInMinutes', type: { kind: 'number' as const, min: 0, isWhole: true }, isRequired: true }] : []), description, ...more],
    sent.map((action, at) => [idOf(action), subjectOf(action, channels.get(action.channel)?.as ?? action.channel), contactCell(action.contact), times === null, ...(times === null ? [action.slot.day, 1440] : [times[at]?.startMs ?? null, times[at]?.endMs ?? null]), action.reason, ...moreCells(action)]),
    contacts,
  );
}
