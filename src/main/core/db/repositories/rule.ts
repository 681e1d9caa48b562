import type { z } from 'zod';
import { Horizon, type ActionKey, type FixedAction } from '../../../../engine/model/allocation.ts';
import { Channel } from '../../../../engine/model/channel.ts';
import { Constraint } from '../../../../engine/model/constraint.ts';
import { Objective } from '../../../../engine/model/objective.ts';
import { ContactMapping, type PlanningRules } from '../../../../engine/model/rules.ts';
import type { Sqlite } from '../connection.ts';
import type { EditRecorder } from './edit.ts';

/** What a channel costs and allows before the planner has set it: costless and unlimited enough to be seen and changed. */
export const defaultChannel = (id: string): Channel => ({ id, unitCost: 1, saturation: 0.7, maxPerContact: 4, cooldownDays: 7, weekdays: [1, 2, 3, 4, 5] });

const parseJson = <Schema extends z.ZodType>(schema: Schema, text: string): z.infer<Schema> => schema.parse(JSON.parse(text));

export function readChannels(sqlite: Sqlite): Channel[] {
  const rows = sqlite
    .prepare('SELECT id, unit_cost AS unitCost, saturation, max_per_contact AS maxPerContact, cooldown_days AS cooldownDays, weekdays FROM channels ORDER BY position, id')
    .all() as (Omit<Channel, 'weekdays'> & { weekdays: string | null })[];
  return rows.map(({ weekdays, ...channel }) => Channel.parse(weekdays === null ? channel : { ...channel, weekdays: JSON.parse(weekdays) }));
}

export function readConstraints(sqlite: Sqlite): Constraint[] {
  return (sqlite.prepare('SELECT body FROM constraints ORDER BY position, id').all() as { body: string }[]).map((row) => parseJson(Constraint, row.body));
}

/** Fixed actions with what they are taken for. */
function readFixed(sqlite: Sqlite): FixedAction[] {
  const rows = sqlite.prepare("SELECT contact, channel, date, exploration, campaign FROM pinned_actions WHERE effect = 'fixed' ORDER BY date, contact, channel").all() as (ActionKey & { exploration: number; campaign: string | null })[];
  return rows.map(({ exploration, campaign, ...action }) => ({ ...action, ...(exploration === 1 ? { exploration: true } : {}), ...(campaign === null ? {} : { campaign }) }));
}

function readForbidden(sqlite: Sqlite): ActionKey[] {
  return sqlite.prepare("SELECT contact, channel, date FROM pinned_actions WHERE effect = 'forbidden' ORDER BY date, contact, channel").all() as ActionKey[];
}

function readSetting(sqlite: Sqlite, name: string): string | null {
  const row = sqlite.prepare('SELECT body FROM rule_settings WHERE name = ?').get(name) as { body: string } | undefined;
  return row?.body ?? null;
}

/** The planning rules in the public format; `fallbackStart` is asked for the horizon's start while none was set. */
export function readRules(sqlite: Sqlite, fallbackStart: () => string): PlanningRules {
  const horizon = readSetting(sqlite, 'horizon');
  const objective = readSetting(sqlite, 'objective');
  const contacts = readSetting(sqlite, 'contacts');
  const fixed = readFixed(sqlite);
  const forbidden = readForbidden(sqlite);
  return {
    format: 'omnivor.rules/1',
    horizon: horizon === null ? { start: fallbackStart(), days: 28 } : parseJson(Horizon, horizon),
    channels: readChannels(sqlite),
    constraints: readConstraints(sqlite),
    ...(fixed.length > 0 ? { fixed } : {}),
    ...(forbidden.length > 0 ? { forbidden } : {}),
    objective: objective === null ? { metric: 'lift' } : parseJson(Objective, objective),
    ...(contacts === null ? {} : { contacts: parseJson(ContactMapping, contacts) }),
  };
}

const nextPosition = (sqlite: Sqlite, table: 'channels' | 'constraints'): number =>
  (sqlite.prepare(`SELECT ifnull(max(position), 0) + 1 AS next FROM ${table}`).get() as { next: number }).next;

const positionOf = (sqlite: Sqlite, table: 'channels' | 'constraints', id: string): number =>
  (sqlite.prepare(`SELECT position FROM ${table} WHERE id = ?`).get(id) as { position: number } | undefined)?.position ?? nextPosition(sqlite, table);

export function putChannel(sqlite: Sqlite, recorder: EditRecorder, channel: Channel): void {
  recorder.put('channels', {
    id: channel.id,
    position: positionOf(sqlite, 'channels', channel.id),
    unit_cost: channel.unitCost,
    saturation: channel.saturation,
    max_per_contact: channel.maxPerContact,
    cooldown_days: channel.cooldownDays,
    weekdays: channel.weekdays === undefined ? null : JSON.stringify(channel.weekdays),
  });
}

export function putConstraint(sqlite: Sqlite, recorder: EditRecorder, constraint: Constraint, position?: number): void {
  recorder.put('constraints', { id: constraint.id, position: position ?? positionOf(sqlite, 'constraints', constraint.id), kind: constraint.kind, body: JSON.stringify(constraint) });
}

export function putSetting(recorder: EditRecorder, name: 'horizon' | 'objective' | 'contacts', body: unknown): void {
  recorder.put('rule_settings', { name, body: JSON.stringify(body) });
}

export function putPin(recorder: EditRecorder, effect: 'fixed' | 'forbidden', { contact, channel, date, exploration, campaign }: FixedAction): void {
  recorder.put('pinned_actions', { contact, channel, date, effect, exploration: exploration === true ? 1 : 0, campaign: campaign ?? null });
}

/** Replaces every rule by those of a file. */
export function replaceRules(sqlite: Sqlite, recorder: EditRecorder, rules: PlanningRules): void {
  for (const { id } of readChannels(sqlite)) recorder.remove('channels', { id });
  for (const { id } of readConstraints(sqlite)) recorder.remove('constraints', { id });
  for (const { contact, channel, date } of [...readFixed(sqlite), ...readForbidden(sqlite)]) recorder.remove('pinned_actions', { contact, channel, date });
  putSetting(recorder, 'horizon', rules.horizon);
  putSetting(recorder, 'objective', rules.objective);
  if (rules.contacts === undefined) recorder.remove('rule_settings', { name: 'contacts' });
  else putSetting(recorder, 'contacts', rules.contacts);
  for (const channel of rules.channels) putChannel(sqlite, recorder, channel);
  for (const constraint of rules.constraints) putConstraint(sqlite, recorder, constraint);
  for (const action of rules.fixed ?? []) putPin(recorder, 'fixed', action);
  for (const action of rules.forbidden ?? []) putPin(recorder, 'forbidden', action);
}
