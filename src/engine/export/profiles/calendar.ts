import { formatDay } from '../../base/day.ts';
import type { ExportSettings } from '../../model/export.ts';
import { NEEDS_TIME, timeActions } from '../action-times.ts';
import { chooseActions } from '../channel-roles.ts';
import { composeKey } from '../compose-key.ts';
import type { ExportPlan } from '../export-plan.ts';
import type { ExportColumn, ExportDraft } from '../table.ts';

/** Columns of a calendar event, in the order `formatCalendars` reads them. */
export const EVENT_COLUMNS = ['UID', 'REP', 'SUMMARY', 'DTSTART', 'DTEND', 'CATEGORIES', 'DESCRIPTION'] as const;

/** Longest text of an event: calendars cut or refuse more, the standard sets no limit. */
const TEXT_MAX = 8000;

/**
 * Calendar events of every rep, at the times of the execution planner. The UID is made of contact, channel and day and not of the plan: a later plan with the same
 * action renews the event instead of doubling it.
 */
export function draftCalendar(plan: ExportPlan, settings: ExportSettings): ExportDraft {
  const { sent, channels, leftOut } = chooseActions('ics', plan.actions, settings);
  const times = settings.allDay ? null : timeActions(sent, settings);
  const time: ExportColumn['type'] = { kind: times === null ? 'date' : 'dateTime' };
  const [uid, rep, summary, start, end, categories, description] = EVENT_COLUMNS;
  const columns: ExportColumn[] = [
    { name: uid, type: { kind: 'text', max: TEXT_MAX }, isRequired: true, isUnique: true },
    { name: rep, type: { kind: 'text', max: 200 }, isRequired: true, needs: 'a rep: a calendar belongs to somebody' },
    { name: summary, type: { kind: 'text', max: TEXT_MAX }, isRequired: true },
    { name: start, type: time, isRequired: true, needs: NEEDS_TIME },
    { name: end, type: time, isRequired: true, needs: NEEDS_TIME },
    { name: categories, type: { kind: 'text', max: TEXT_MAX }, isRequired: true },
    { name: description, type: { kind: 'text', max: TEXT_MAX }, isRequired: false },
  ];
  const rows = sent.map((action, at) => [
    `${composeKey([settings.prefix, action.contact, action.channel, formatDay(action.day)])}@omnivor`,
    action.rep,
    `${channels.get(action.channel)?.as || action.channel}: ${action.name ?? action.contact}`,
    times === null ? action.slot.day : (times[at]?.startMs ?? null),
    times === null ? action.slot.day + 1 : (times[at]?.endMs ?? null),
    action.channel,
    action.reason,
  ]);
  return { tables: [{ id: 'event', object: 'VEVENT', file: 'calendars', columns, key: uid, rows, contacts: sent.map(({ contact }) => contact) }], leftOut, notes: ['One calendar per rep.'] };
}
