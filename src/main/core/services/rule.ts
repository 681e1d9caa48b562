import { readFileSync, statSync } from 'node:fs';
import { formatDay, isoWeekday, dayOfInstant, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { listWindowTimes } from '../../../engine/calendar/compliance-window.ts';
import type { ActionKey, Horizon } from '../../../engine/model/allocation.ts';
import { namedChannels, readRulesFile } from '../../../engine/model/check-problem.ts';
import { lastDateOf } from '../../../engine/model/horizon-days.ts';
import { parseJson } from '../../../engine/model/read-document.ts';
import type { PlanningRules, RulesFile } from '../../../engine/model/rules.ts';
import type { RuleEdit } from '../../../contract/rule.ts';
import { requireSession, type CoreContext } from '../context.ts';
import type { Sqlite } from '../db/connection.ts';
import { readAudience } from '../db/repositories/audience.ts';
import { readCampaign } from '../db/repositories/campaign.ts';
import type { EditRecorder } from '../db/repositories/edit.ts';
import { createContactNames, readContactKeys } from '../db/repositories/reservation.ts';
import { putChannel, putConstraint, putPin, putSetting, readChannels, readConstraints, readRules, replaceRules } from '../db/repositories/rule.ts';
import { readLastHistoryDay } from '../db/repositories/workspace.ts';
import { writeFileSafely } from '../export/write-file.ts';
import type { EditService } from './edit.ts';

const RULES_FILTER = [{ name: 'Planning rules', extensions: ['json'] }];
const MAX_RULES_BYTES = 64 * 1024 * 1024;

/** First Monday after the last day of history, else after today. */
export function defaultHorizonStart(sqlite: Sqlite, nowMs: number): string {
  const after = (readLastHistoryDay(sqlite) ?? dayOfInstant(nowMs)) + 1;
  return formatDay(after + ((8 - isoWeekday(after)) % 7));
}

/** Reads and checks a rules file; every fault names the place in the file. */
export function loadRulesFile(path: string): Result<RulesFile> {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return fail('FILE_NOT_FOUND', `${path} does not exist.`, { path });
  if (stat.isDirectory()) return fail('FILE_IS_FOLDER', `${path} is a folder. Expected a rules file (omnivor.rules/1).`, { path });
  if (stat.size > MAX_RULES_BYTES) return fail('FILE_TOO_LARGE', `${path} has ${stat.size} bytes. A rules file has at most ${MAX_RULES_BYTES}.`, { path });
  let document: unknown;
  try {
    document = parseJson(readFileSync(path, 'utf8'));
  } catch (error) {
    return fail('BAD_FORMAT', `${path} is not JSON: ${(error as Error).message}.`, { path, hint: 'Expected a document with "format": "omnivor.rules/1".' });
  }
  return readRulesFile(document);
}

const describeEdit = (edit: RuleEdit): string => {
  switch (edit.edit) {
    case 'horizon':
      return 'Set horizon';
    case 'objective':
      return 'Set objective';
    case 'contacts':
      return 'Set contact columns';
    case 'channel':
      return `Set channel ${edit.channel.id}`;
    case 'remove_channel':
      return `Remove channel ${edit.id}`;
    case 'constraint':
      return `Set rule ${edit.constraint.id}`;
    case 'rename_constraint':
      return `Rename rule ${edit.id}`;
    case 'remove_constraint':
      return `Remove rule ${edit.id}`;
    case 'pin':
      return `${edit.effect === 'fixed' ? 'Force' : 'Forbid'} ${edit.action.channel} on ${edit.action.date}`;
    case 'unpin':
      return `Free ${edit.action.channel} on ${edit.action.date}`;
  }
};

const list = (names: readonly string[]): string => (names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', '));

/** Words for a horizon: its first and last day. */
const describeHorizon = (horizon: Horizon): string => `${horizon.start} to ${lastDateOf(horizon)}`;

function isInHorizon(date: string, { start, days }: Horizon): boolean {
  const day = (parseDay(date) ?? 0) - (parseDay(start) ?? 0);
  return day >= 0 && day < days;
}

/** A pinned action speaks of a contact, a channel and a day of this workspace; one that does not would be ignored without a word. */
function checkPin({ contact, channel, date }: ActionKey, { channels, horizon }: PlanningRules, sqlite: Sqlite): Result<void> {
  if (sqlite.prepare('SELECT 1 FROM contacts WHERE key = ?').get(contact) === undefined) return fail('UNKNOWN_REFERENCE', `No contact has the ID ${contact}.`, { path: 'contact', hint: 'IDs stand in the first column of Signal Index.' });
  if (!channels.some(({ id }) => id === channel)) return fail('UNKNOWN_REFERENCE', `Channel ${channel} does not exist. Known: ${channels.map(({ id }) => id).join(', ') || 'none'}.`, { path: 'channel' });
  return isInHorizon(date, horizon) ? succeed(undefined) : fail('BAD_INPUT', `${date} is outside the horizon, ${describeHorizon(horizon)}.`, { path: 'date' });
}

/** A horizon holds every pinned action; one that does not would drop them without a word. */
function checkHorizon(horizon: Horizon, { fixed = [], forbidden = [] }: PlanningRules): Result<void> {
  const outside = [...fixed, ...forbidden].filter(({ date }) => !isInHorizon(date, horizon));
  if (outside.length === 0) return succeed(undefined);
  const actions = `${outside.length} pinned ${outside.length === 1 ? 'action' : 'actions'} (${list(outside.map(({ contact, channel, date }) => `${channel} ${contact} ${date}`))})`;
  return fail('CONFLICT', `The horizon ${describeHorizon(horizon)} leaves out ${actions}.`, { path: 'horizon', hint: 'Free these actions first.' });
}

/** What still speaks of a channel, in words; null where nothing does. */
function describeChannelUsers(id: string, { constraints, fixed = [], forbidden = [] }: PlanningRules): string | null {
  const rules = constraints.filter((rule) => rule.channels?.includes(id) === true || namedChannels(rule).some(([, channel]) => channel === id)).map((rule) => rule.id);
  const pins = [...fixed, ...forbidden].filter((action) => action.channel === id);
  if (rules.length === 0 && pins.length === 0) return null;
  const users = [...(rules.length === 0 ? [] : [`${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} (${list(rules)})`]), ...(pins.length === 0 ? [] : [`${pins.length} pinned ${pins.length === 1 ? 'action' : 'actions'}`])];
  return `Channel ${id} is in use: ${users.join(', ')}.`;
}

function applyEdit(edit: RuleEdit, recorder: EditRecorder, sqlite: Sqlite, rules: PlanningRules): Result<void> {
  switch (edit.edit) {
    case 'horizon': {
      const checked = checkHorizon(edit.horizon, rules);
      if (checked.ok) putSetting(recorder, 'horizon', edit.horizon);
      return checked;
    }
    case 'objective':
    case 'contacts':
      putSetting(recorder, edit.edit, edit.edit === 'objective' ? edit.objective : edit.contacts);
      return succeed(undefined);
    case 'channel':
      putChannel(sqlite, recorder, edit.channel);
      return succeed(undefined);
    case 'remove_channel': {
      const users = describeChannelUsers(edit.id, rules);
      if (users !== null) return fail('CONFLICT', users, { hint: 'Change or remove these first.' });
      recorder.remove('channels', { id: edit.id });
      return succeed(undefined);
    }
    case 'constraint': {
      const known = new Set(readChannels(sqlite).map((channel) => channel.id));
      const named = [...(edit.constraint.channels ?? []).map((channel): [string, string] => ['channels', channel]), ...namedChannels(edit.constraint)];
      const unknown = named.find(([, channel]) => !known.has(channel));
      if (unknown !== undefined) return fail('UNKNOWN_REFERENCE', `Rule ${edit.constraint.id} names channel ${unknown[1]}. Known: ${[...known].join(', ') || 'none'}.`, { path: unknown[0] });
      if (edit.constraint.from != null && edit.constraint.to != null && edit.constraint.to < edit.constraint.from) {
        return fail('BAD_INPUT', `Rule ${edit.constraint.id} ends ${edit.constraint.to}, before it starts ${edit.constraint.from}.`, { path: 'to' });
      }
      if (edit.constraint.campaigns != null) {
        return fail('BAD_INPUT', `Rule ${edit.constraint.id} counts by campaigns. A rule of a workspace counts every action in its scope.`, { path: 'campaigns', hint: 'Set the budget, dates and channels of a campaign in the Campaign Coordinator.' });
      }
      putConstraint(sqlite, recorder, edit.constraint);
      return succeed(undefined);
    }
    case 'rename_constraint': {
      const rules = readConstraints(sqlite);
      const at = rules.findIndex((rule) => rule.id === edit.id);
      const rule = rules[at];
      if (rule === undefined) return fail('NOT_FOUND', `Rule ${edit.id} does not exist.`);
      if (rules.some((other) => other.id === edit.newId)) return fail('CONFLICT', `Rule ${edit.newId} already exists.`, { path: 'newId' });
      const { position } = sqlite.prepare('SELECT position FROM constraints WHERE id = ?').get(edit.id) as { position: number };
      recorder.remove('constraints', { id: edit.id });
      putConstraint(sqlite, recorder, { ...rule, id: edit.newId }, position);
      return succeed(undefined);
    }
    case 'remove_constraint':
      recorder.remove('constraints', { id: edit.id });
      return succeed(undefined);
    case 'pin': {
      const checked = checkPin(edit.action, rules, sqlite);
      if (!checked.ok) return checked;
      // A horizon nobody set moves with the history; from the first pinned action on it stays.
      putSetting(recorder, 'horizon', rules.horizon);
      putPin(recorder, edit.effect, edit.action);
      return checked;
    }
    case 'unpin':
      recorder.remove('pinned_actions', edit.action);
      return succeed(undefined);
  }
}

/** Contacts that a plan for an audience or for campaigns is for, null = all of them. */
function plannedContacts(sqlite: Sqlite, audienceId: number | undefined, campaigns: readonly string[]): ReadonlySet<string> | null {
  const audiences = campaigns.length > 0 ? campaigns.map((id) => readCampaign(sqlite, id)?.audience ?? null) : [audienceId === undefined ? null : String(audienceId)];
  if (audiences.includes(null)) return null;
  const filters = audiences.map((id) => readAudience(sqlite, Number(id))?.filter);
  return filters.includes(undefined) ? null : new Set(filters.flatMap((filter) => (filter === undefined ? [] : readContactKeys(sqlite, filter))));
}

/** Planning rules of the open workspace: read, edited step by step, loaded from and saved to a rules file. */
export function createRuleService(context: CoreContext, edits: EditService) {
  const read = (sqlite: Sqlite): PlanningRules => readRules(sqlite, () => defaultHorizonStart(sqlite, context.clock.nowMs()));

  const service = {
    get(): Result<PlanningRules> {
      const session = requireSession(context);
      return session.ok ? succeed(read(session.value.database.sqlite)) : session;
    },
    edit(edit: RuleEdit): Promise<Result<PlanningRules>> {
      return edits.run(describeEdit(edit), (recorder, sqlite) => {
        const applied = applyEdit(edit, recorder, sqlite, read(sqlite));
        return applied.ok ? succeed(read(sqlite)) : applied;
      });
    },
    /** Several edits as one step; a fault of any of them leaves all undone. */
    editAll(name: string, list: readonly RuleEdit[]): Promise<Result<PlanningRules>> {
      return edits.run(name, (recorder, sqlite) => {
        for (const edit of list) {
          const applied = applyEdit(edit, recorder, sqlite, read(sqlite));
          if (!applied.ok) return applied;
        }
        return succeed(read(sqlite));
      });
    },
    /** The times of every window that touch the days from `from` to `to`. O(times). */
    windowTimes({ from, to }: { from: string; to: string }): Result<{ constraint: string; from: string; to: string }[]> {
      const current = service.get();
      if (!current.ok) return current;
      const [first, last] = [parseDay(from) ?? 0, parseDay(to) ?? 0];
      const times = current.value.constraints.flatMap((rule) => {
        if (rule.kind !== 'blackout') return [];
        const found = listWindowTimes({ ...rule, name: rule.id }, first, last);
        return found.ok ? found.value.map((time) => ({ constraint: rule.id, from: formatDay(time.first), to: formatDay(time.last) })) : [];
      });
      return succeed(times.toSorted((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0)));
    },
    /** Pinned actions in the horizon on contacts that exist and that a plan for an audience or for campaigns leaves out. O(contacts planned + pins). */
    pinsOutside({ audienceId, campaigns = [] }: { audienceId?: number | undefined; campaigns?: readonly string[] | undefined }): Result<{ pins: number; contacts: { contact: string; name: string | null }[] }> {
      const session = requireSession(context);
      if (!session.ok) return session;
      const { sqlite } = session.value.database;
      const { horizon, fixed = [], forbidden = [] } = read(sqlite);
      const last = lastDateOf(horizon);
      const pins = [...fixed, ...forbidden].filter(({ date }) => date >= horizon.start && date <= last);
      const planned = plannedContacts(sqlite, audienceId, campaigns);
      if (planned === null || pins.length === 0) return succeed({ pins: 0, contacts: [] });
      const everybody = new Set(readContactKeys(sqlite, { join: 'and', conditions: [] }));
      const outside = pins.filter(({ contact }) => everybody.has(contact) && !planned.has(contact));
      const nameOf = createContactNames(sqlite);
      return succeed({ pins: outside.length, contacts: [...new Set(outside.map(({ contact }) => contact))].map((contact) => ({ contact, name: nameOf(contact) })) });
    },
    replace(rules: RulesFile): Promise<Result<PlanningRules>> {
      return edits.run('Load rules file', (recorder, sqlite) => {
        replaceRules(sqlite, recorder, rules);
        return succeed(read(sqlite));
      });
    },
    async load(file?: string): Promise<Result<PlanningRules | null>> {
      let path: string | undefined;
      if (file === undefined) {
        const chosen = await context.shell.chooseFiles({ title: 'Load rules', filters: RULES_FILTER, multiple: false });
        if (!chosen.ok) return chosen;
        path = chosen.value[0];
        if (path === undefined) return succeed(null);
      } else {
        const resolved = context.files.resolve(file);
        if (!resolved.ok) return resolved;
        path = resolved.value.path;
      }
      const rules = loadRulesFile(path);
      return rules.ok ? service.replace(rules.value) : rules;
    },
    async save(): Promise<Result<{ path: string } | null>> {
      const rules = service.get();
      if (!rules.ok) return rules;
      if (rules.value.channels.length === 0) return fail('CONFLICT', 'There is no channel to save.', { hint: 'A rules file names at least one. Add a channel, or import touches.' });
      const chosen = await context.shell.chooseSavePath({ title: 'Save rules', suggestedName: 'rules.json', filters: RULES_FILTER });
      if (!chosen.ok) return chosen;
      if (chosen.value === null) return succeed(null);
      const written = writeFileSafely(chosen.value, `${JSON.stringify(rules.value, null, 2)}\n`);
      return written.ok ? succeed({ path: chosen.value }) : written;
    },
  };
  return service;
}
export type RuleService = ReturnType<typeof createRuleService>;
