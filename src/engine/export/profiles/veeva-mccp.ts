import { formatDay } from '../../base/day.ts';
import type { ExportSettings } from '../../model/export.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import type { ExportAction, ExportPlan } from '../export-plan.ts';
import { toLongId } from '../salesforce-id.ts';
import type { ExportCell, ExportColumn, ExportDraft, ExportTable } from '../table.ts';
import { createNames, NAME_MAX, TEXT_MAX } from './names.ts';

/** Objects whose activities a cycle channel can count. */
const CHANNEL_OBJECTS = ['Call2_vod__c', 'Sent_Email_vod__c', 'EM_Event_vod__c', 'Medical_Event_vod__c', 'Multichannel_Activity_vod__c'];

const text = (name: string, more: Partial<ExportColumn> = {}): ExportColumn => ({ name, type: { kind: 'text', max: TEXT_MAX, canShorten: true }, isRequired: true, ...more });
const goal = (name: string): ExportColumn => ({ name, type: { kind: 'number', min: 0, isWhole: true }, isRequired: true });

interface Goal {
  readonly territory: string;
  readonly contact: string;
  readonly channel: string;
  actions: number;
}

/** Actions per territory (or rep), contact and channel, in the order in which they first stand in the plan. */
function countGoals(actions: readonly ExportAction[], planBy: ExportSettings['planBy']): readonly Goal[] {
  const goals = new Map<string, Goal>();
  for (const { contact, channel, rep, territory } of actions) {
    const place = (planBy === 'rep' ? rep : territory) ?? '';
    const key = JSON.stringify([place, contact, channel]);
    const known = goals.get(key);
    if (known === undefined) goals.set(key, { territory: place, contact, channel, actions: 1 });
    else known.actions += 1;
  }
  return [...goals.values()];
}

/** Groups in first-seen order. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

/**
 * A Veeva CRM multichannel cycle plan: cycle, its channels (and product), a plan per territory, its targets, and what is
 * planned for each target by channel (and product). Parents stand before children; each child finds its parent by external
 * id. Goals are counted from the actions: activities per channel, and their sum as the target's interactions (weight 1).
 */
export function draftMultichannelCyclePlan(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('veeva-mccp', plan.actions, settings);
  const { prefix, externalId, contactId, planBy, product, status, recordTypeId } = settings;
  const names = createNames(settings);
  const keyOf = (...parts: string[]): string => composeKey([prefix, plan.key, ...parts]);
  const key: ExportColumn = { name: externalId, type: { kind: 'key', max: TEXT_MAX }, isRequired: true, isUnique: true };
  const parent = (object: string, lookup: string, joins: string): ExportColumn => ({ name: names.parent(object, lookup), type: { kind: 'key', max: TEXT_MAX }, isRequired: true, joins });
  const recordType: ExportColumn[] = recordTypeId === '' ? [] : [{ name: 'RecordTypeId', type: { kind: 'salesforceId' }, isRequired: true }];
  const recordTypeCell: ExportCell[] = recordTypeId === '' ? [] : [toLongId(recordTypeId)];
  const toContact = (contact: string): string => (contactId === 'salesforce' ? toLongId(contact) : contact);
  const place = (object: string, columns: readonly ExportColumn[]): readonly ExportColumn[] => columns.map((column) => (/\.|__r/u.test(column.name) || column.name === externalId ? column : { ...column, name: names.field(object, column.name) }));

  const tables: ExportTable[] = [];
  const add = (id: string, object: string, columns: readonly ExportColumn[], rows: readonly (readonly ExportCell[])[], contacts: readonly (string | null)[] = rows.map(() => null)): void => {
    tables.push({ id, object: names.object(object), file: `${String(tables.length + 1).padStart(2, '0')}_${names.object(object)}.csv`, columns: place(object, columns), key: externalId, rows, contacts });
  };

  const goals = countGoals(sent, planBy);
  const territories = groupBy(goals, (one) => one.territory);
  const used = [...channels].filter(([channel, { send }]) => send && goals.some((one) => one.channel === channel));
  const cycle = keyOf();

  add('cycle', 'MC_Cycle_vod__c', [key, text('Name', { type: { kind: 'text', max: NAME_MAX, canShorten: true } }), { name: 'Start_Date_vod__c', type: { kind: 'date' }, isRequired: true }, { name: 'End_Date_vod__c', type: { kind: 'date' }, isRequired: true }, text('Status_vod__c')], [[cycle, plan.name, plan.firstDay, plan.lastDay, status]]);
  add(
    'cycleChannel',
    'MC_Cycle_Channel_vod__c',
    [key, parent('MC_Cycle_Channel_vod__c', 'Cycle_vod__c', 'cycle'), { name: 'Channel_Object_vod__c', type: { kind: 'picklist', values: CHANNEL_OBJECTS }, isRequired: true }, text('Channel_Label_vod__c'), ...recordType],
    used.map(([channel, { as }]) => [keyOf('channel', channel), cycle, as, channel, ...recordTypeCell]),
  );
  if (product !== '') {
    add(
      'cycleProduct',
      'MC_Cycle_Product_vod__c',
      [key, parent('MC_Cycle_Product_vod__c', 'Cycle_Channel_vod__c', 'cycleChannel'), { name: `Product_vod__r.${names.field('Product_vod__c', 'External_ID_vod__c')}`, type: { kind: 'key', max: TEXT_MAX }, isRequired: true }],
      used.map(([channel]) => [keyOf('product', channel, product), keyOf('channel', channel), product]),
    );
  }
  add(
    'plan',
    'MC_Cycle_Plan_vod__c',
    [key, text('Name', { type: { kind: 'text', max: NAME_MAX, canShorten: true } }), parent('MC_Cycle_Plan_vod__c', 'Cycle_vod__c', 'cycle'), { name: 'Territory_vod__c', type: { kind: 'text', max: TEXT_MAX }, isRequired: true, needs: planBy === 'rep' ? 'a rep' : 'a territory' }, text('Status_vod__c')],
    [...territories.keys()].map((territory) => [keyOf('plan', territory), `${territory} ${formatDay(plan.firstDay)}`, cycle, territory, status]),
  );
  const targets = [...territories].flatMap(([territory, ofTerritory]) => [...groupBy(ofTerritory, (one) => one.contact)].map(([contact, ofContact]) => ({ territory, contact, actions: ofContact.reduce((sum, one) => sum + one.actions, 0) })));
  add(
    'target',
    'MC_Cycle_Plan_Target_vod__c',
    [
      key,
      parent('MC_Cycle_Plan_Target_vod__c', 'Cycle_Plan_vod__c', 'plan'),
      { name: names.contact('MC_Cycle_Plan_Target_vod__c', 'Target_vod__c'), type: contactId === 'salesforce' ? { kind: 'salesforceId' } : { kind: 'key', max: TEXT_MAX }, isRequired: true },
      goal('Channel_Interactions_Goal_vod__c'),
    ],
    targets.map(({ territory, contact, actions }) => [keyOf('target', territory, contact), keyOf('plan', territory), toContact(contact), actions]),
    targets.map(({ contact }) => contact),
  );
  const ordered = [...territories.values()].flat();
  const contacts = ordered.map(({ contact }) => contact);
  add(
    'planChannel',
    'MC_Cycle_Plan_Channel_vod__c',
    [key, parent('MC_Cycle_Plan_Channel_vod__c', 'Cycle_Plan_Target_vod__c', 'target'), parent('MC_Cycle_Plan_Channel_vod__c', 'Cycle_Channel_vod__c', 'cycleChannel'), goal('Channel_Activity_Goal_vod__c'), ...recordType],
    ordered.map(({ territory, contact, channel, actions }) => [keyOf('goal', territory, contact, channel), keyOf('target', territory, contact), keyOf('channel', channel), actions, ...recordTypeCell]),
    contacts,
  );
  if (product !== '') {
    add(
      'planProduct',
      'MC_Cycle_Plan_Product_vod__c',
      [key, parent('MC_Cycle_Plan_Product_vod__c', 'Cycle_Plan_Channel_vod__c', 'planChannel'), parent('MC_Cycle_Plan_Product_vod__c', 'Cycle_Product_vod__c', 'cycleProduct'), goal('Product_Activity_Goal_vod__c')],
      ordered.map(({ territory, contact, channel, actions }) => [keyOf('goal', territory, contact, channel, product), keyOf('goal', territory, contact, channel), keyOf('product', channel, product), actions]),
      contacts,
    );
  }
  return { tables, leftOut, notes: [`Load the ${tables.length} files in the order of their numbers, each as an upsert by ${externalId}.`, 'Interactions goals count every activity once: the weight of each cycle channel is 1.'] };
}
