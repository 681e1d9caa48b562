import { formatDay } from '../../base/day.ts';
import type { ExportSettings } from '../../model/export.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import type { ExportPlan } from '../export-plan.ts';
import type { ExportColumn, ExportDraft } from '../table.ts';
import { createNames } from './names.ts';

const OBJECT = 'DataExtension';
const NAME_LENGTH = 50;
const EMAIL_MAX = 254;

/** Fills the pattern of a file name with the plan and its first day, which an import activity can look for. */
export function fillFileName(pattern: string, { key, firstDay }: Pick<ExportPlan, 'key' | 'firstDay'>): string {
  const [year = '', month = '', day = ''] = formatDay(firstDay).split('-');
  const parts: Readonly<Record<string, string>> = { Plan: key, Year: year, Month: month, Day: day };
  return pattern.replaceAll(/%%(\w+)%%/gu, (whole, name: string) => parts[name] ?? whole).replaceAll('%', '_');
}

/** Rows of a Marketing Cloud data extension: who is to be mailed when. Channels that are no email stay behind. */
export function draftMarketingCloud(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('sfmc', plan.actions, settings);
  const names = createNames(settings);
  const field = (name: string): string => names.field(OBJECT, name);
  const text = (name: string, max: number, isRequired = false): ExportColumn => ({ name: field(name), type: { kind: 'text', max, canShorten: true }, isRequired });
  const columns: ExportColumn[] = [
    { name: field('ActionKey'), type: { kind: 'key', max: 254 }, isRequired: true, isUnique: true },
    { name: field('SubscriberKey'), type: { kind: 'key', max: EMAIL_MAX }, isRequired: true },
    text('FirstName', NAME_LENGTH),
    text('LastName', NAME_LENGTH),
    text('Channel', NAME_LENGTH, true),
    { name: field('SendDate'), type: { kind: 'date' }, isRequired: true },
    text('Campaign', 200),
    text('Segment', 100),
    text('Rep', 100),
    { name: field('EmailAddress'), type: { kind: 'email', max: EMAIL_MAX }, isRequired: true, needs: 'an email address' },
  ];
  const rows = sent.map((action) => [
    composeKey([settings.prefix, plan.key, action.contact, action.channel, formatDay(action.day)]),
    action.contact,
    action.firstName,
    action.lastName ?? action.name,
    channels.get(action.channel)?.as ?? action.channel,
    action.day,
    action.campaignName,
    action.segment,
    action.rep,
    action.email,
  ]);
  const file = `${fillFileName(settings.fileName, plan)}.csv`;
  return { tables: [{ id: 'send', object: names.object(OBJECT), file, columns, key: field('ActionKey'), rows, contacts: sent.map(({ contact }) => contact) }], leftOut, notes: [`Primary key of the data extension: ${field('ActionKey')}. The file is named after the plan's first day.`] };
}
