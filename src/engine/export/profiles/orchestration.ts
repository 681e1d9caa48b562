import { formatDay } from '../../base/day.ts';
import type { ExportSettings } from '../../model/export.ts';
import { NEEDS_TIME, timeActions } from '../action-times.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import type { ExportPlan } from '../export-plan.ts';
import type { ExportColumn, ExportDraft } from '../table.ts';

/** Columns of an action, in the order `formatOrchestration` reads them. */
export const ACTION_COLUMNS = ['idempotencyKey', 'contact', 'channel', 'date', 'start', 'end', 'rep', 'territory', 'segment', 'campaign', 'expectedLift', 'cost', 'exploration', 'reason', 'channelName'] as const;

/** Actions for a program that carries them out. */
export function draftOrchestration(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('orchestration', plan.actions, settings);
  const times = settings.allDay ? null : timeActions(sent, settings);
  const text = (name: (typeof ACTION_COLUMNS)[number], isRequired = false): ExportColumn => ({ name, type: { kind: 'text', max: 2000 }, isRequired });
  const time = (name: 'start' | 'end'): ExportColumn => ({ name, type: { kind: 'dateTime' }, isRequired: times !== null, needs: NEEDS_TIME });
  const columns: ExportColumn[] = [
    { name: 'idempotencyKey', type: { kind: 'text', max: 1000 }, isRequired: true, isUnique: true },
    text('contact', true),
    text('channel', true),
    { name: 'date', type: { kind: 'date' }, isRequired: true },
    time('start'),
    time('end'),
    ...(['rep', 'territory', 'segment', 'campaign'] as const).map((name) => text(name)),
    { name: 'expectedLift', type: { kind: 'number', min: -Infinity }, isRequired: true },
    { name: 'cost', type: { kind: 'number', min: 0 }, isRequired: true },
    { name: 'exploration', type: { kind: 'flag' }, isRequired: true },
    text('reason'),
    text('channelName'),
  ];
  const rows = sent.map((action, at) => [
    composeKey([settings.prefix, plan.key, action.contact, action.channel, formatDay(action.day)]),
    action.contact,
    action.channel,
    action.slot.day,
    times?.[at]?.startMs ?? null,
    times?.[at]?.endMs ?? null,
    action.rep,
    action.territory,
    action.segment,
    action.campaign,
    action.lift,
    action.cost,
    action.exploration,
    action.reason,
    channels.get(action.channel)?.as ?? action.channel,
  ]);
  return { tables: [{ id: 'action', object: 'action', file: `${plan.key}.json`, columns, key: 'idempotencyKey', rows, contacts: sent.map(({ contact }) => contact) }], leftOut, notes: ['A key names an action once: a program that has carried it out skips it.'] };
}
