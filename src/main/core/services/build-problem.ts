import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { ActionKey, AllocationProblem, ContactColumns, HeldEntry } from '../../../engine/model/allocation.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import type { Constraint } from '../../../engine/model/constraint.ts';
import type { PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { readStoredProblem, type PlannedContact, type ProblemInputs } from '../db/repositories/plan.ts';
import type { SettledContact } from '../db/repositories/plan-settlement.ts';
import { readChannelEstimates, readLatestSnapshot, type ResponseSnapshot } from '../db/repositories/response.ts';
import { readRevisions } from '../db/repositories/revision.ts';
import { readReps } from '../db/repositories/territory.ts';
import { hashJson } from './hash-json.ts';
import type { CampaignPart } from './plan-campaigns.ts';
import { completeMapping, readPlanningColumns } from './planning-columns.ts';
import { listRepCalendars } from './rep-calendars.ts';

/** A problem ready to solve, with what ties it back to the workspace. */
export interface BuiltProblem {
  readonly problem: AllocationProblem;
  readonly hash: string;
  readonly inputs: ProblemInputs;
  readonly contacts: ReadonlyMap<string, PlannedContact>;
  /** Reservations of its campaigns that gave way to one another. */
  readonly settled: readonly SettledContact[];
  /** Its number where it is stored already. */
  readonly problemId?: number;
}

const LONGEST_MONTH = 31;

/** Day of the last touch before the horizon per contact and channel, relative to its start. */
function readHistory(sqlite: Sqlite, rowIds: readonly number[], channels: readonly string[], startDay: number): Record<string, (number | null)[]> | undefined {
  const position = new Map(rowIds.map((id, at) => [id, at]));
  const history = Object.fromEntries(channels.map((channel) => [channel, rowIds.map((): number | null => null)]));
  const rows = sqlite.prepare('SELECT contact_id, channel, max(day) FROM touches WHERE day < ? GROUP BY contact_id, channel').raw().iterate(startDay) as Iterable<[number, string, number]>;
  let found = false;
  for (const [contactId, channel, day] of rows) {
    const at = position.get(contactId);
    const column = history[channel];
    if (at === undefined || column === undefined) continue;
    column[at] = day - startDay;
    found = true;
  }
  return found ? history : undefined;
}

/** How many days before the horizon rules look back for touches in full; 0 where none counts more than the last. */
function lookBackOf(rule: Constraint): number {
  switch (rule.kind) {
    case 'frequency':
    case 'pressure':
      return rule.windowDays - 1;
    case 'contact_limit':
      return Math.max(rule.maxPerMonth === undefined ? 0 : LONGEST_MONTH, rule.cooldownDays ?? 0);
    case 'exclusion':
    case 'sequence':
      return rule.withinDays;
    default:
      return 0;
  }
}

/** Touches in the days before the horizon that rules look at, in full; undefined where no rule does or none took place. */
function readRecent(sqlite: Sqlite, rowIds: readonly number[], rules: PlanningRules, startDay: number): ContactColumns['recent'] {
  const days = Math.max(0, ...rules.constraints.map(lookBackOf));
  if (days === 0) return undefined;
  const position = new Map(rowIds.map((id, at) => [id, at]));
  const channels = new Set(rules.channels.map(({ id }) => id));
  const rows = sqlite.prepare('SELECT contact_id, channel, day FROM touches WHERE day < ? AND day >= ? ORDER BY contact_id, day, channel').raw().iterate(startDay, startDay - days) as Iterable<[number, string, number]>;
  const recent: NonNullable<ContactColumns['recent']> = { contact: [], channel: [], day: [] };
  for (const [contactId, channel, day] of rows) {
    const at = position.get(contactId);
    if (at === undefined || !channels.has(channel)) continue;
    recent.contact.push(at);
    recent.channel.push(channel);
    recent.day.push(day - startDay);
  }
  return recent;
}

function readResponse(sqlite: Sqlite, snapshot: ResponseSnapshot, rowIds: readonly number[], channels: readonly string[]): Pick<ContactColumns, 'response' | 'sd'> {
  const response: Record<string, number[]> = {};
  const sd: Record<string, number[]> = {};
  for (const channel of channels) {
    const estimates = readChannelEstimates(sqlite, snapshot.id, channel);
    response[channel] = rowIds.map((id) => estimates.get(id)?.mean ?? 0);
    sd[channel] = rowIds.map((id) => estimates.get(id)?.sd ?? 0);
  }
  return { response, sd };
}

/** State of the workspace a problem would be made from now. */
export function readInputs(sqlite: Sqlite, rules: PlanningRules, audience: { id: number; filter: ContactFilter } | null): ProblemInputs {
  const revisions = readRevisions(sqlite);
  return {
    contacts: revisions.contacts,
    touches: revisions.touches,
    outcomes: revisions.outcomes,
    rulesHash: hashJson(rules),
    snapshotId: readLatestSnapshot(sqlite)?.id ?? null,
    audienceId: audience?.id ?? null,
    audienceFilter: audience === null ? null : JSON.stringify(audience.filter),
  };
}

const isHeld = (pin: ActionKey, held: readonly HeldEntry[]): boolean => held.some(({ contact, channel, date, actions }) => actions > 0 && contact === pin.contact && channel === pin.channel && date === pin.date);

/** Who a problem is for: the contacts of an audience, all where it is null. */
type Audience = { readonly id: number; readonly filter: ContactFilter } | null;

/** Rules, contacts and what happened before the horizon, without what an action is worth; rep calendars stand among the rules. */
interface PlanningGround {
  readonly problem: AllocationProblem;
  readonly rowIds: readonly number[];
}

/** Reads everything that says which actions may stand. O(contacts + touches). */
export function readPlanningGround(sqlite: Sqlite, rules: PlanningRules, options: { name: string; audience: Audience; campaigns?: CampaignPart | undefined }): PlanningGround {
  const startDay = parseDay(rules.horizon.start) ?? 0;
  const channels = rules.channels.map(({ id }) => id);
  const { campaigns } = options;
  const filter = options.audience?.filter ?? { join: 'and', conditions: [] };
  const { rowIds, columns } = readPlanningColumns(sqlite, completeMapping(sqlite, rules), { filter, startDay, channels, keep: campaigns === undefined ? undefined : (key) => campaigns.isPlanned(key) });
  const history = readHistory(sqlite, rowIds, channels, startDay);
  const recent = readRecent(sqlite, rowIds, rules, startDay);
  const known = new Set(columns.ids);
  const isUsable = (action: { contact: string; date: string }): boolean => known.has(action.contact) && (parseDay(action.date) ?? -1) >= startDay && (parseDay(action.date) ?? 0) < startDay + rules.horizon.days;
  const fixed = rules.fixed?.filter(isUsable);
  const forbidden = rules.forbidden?.filter(isUsable);
  const constraints = [...rules.constraints, ...readCalendars(sqlite, rules, columns.rep)];
  const { constraints: closings = [], ...terms } = campaigns?.termsFor(columns.ids, constraints.map(({ id }) => id)) ?? {};
  return {
    rowIds,
    problem: {
      format: 'omnivor.allocation/1',
      name: options.name,
      horizon: rules.horizon,
      channels: rules.channels,
      contacts: { ...columns, response: {}, ...(history === undefined ? {} : { history }), ...(recent === undefined ? {} : { recent }) },
      constraints: [...constraints, ...closings],
      ...terms,
      ...(fixed === undefined ? {} : { fixed }),
      ...(forbidden === undefined ? {} : { forbidden }),
      objective: rules.objective,
    },
  };
}

/** Calendars of the reps that carry some contact. */
function readCalendars(sqlite: Sqlite, { horizon, constraints }: PlanningRules, reps: readonly string[] | undefined): Constraint[] {
  const acting = new Set(reps);
  return listRepCalendars(readReps(sqlite).filter(({ id }) => acting.has(id)), horizon, constraints);
}

/**
 * Builds the problem of the open workspace: contacts of the audience, the newest response estimates, touch history and
 * the planning rules, campaigns and reservations, beside what others hold; a fixed action that others hold already is asked for no more. Saturation comes from the history where it shows one, else from the channel's setting.
 */
export function buildProblem(sqlite: Sqlite, rules: PlanningRules, options: { name: string; audience: Audience; held: readonly HeldEntry[]; campaigns: CampaignPart }): Result<BuiltProblem> {
  if (rules.channels.length === 0) return fail('BAD_INPUT', 'No channels defined.', { hint: 'Add a channel in Constraint Diagnostic, or import touches.' });
  const snapshot = readLatestSnapshot(sqlite);
  if (snapshot === null) return fail('NOT_FOUND', 'No response estimates yet.', { hint: 'Fit the response model first.' });
  const { problem: ground, rowIds } = readPlanningGround(sqlite, rules, options);
  if (rowIds.length === 0) return fail('BAD_INPUT', options.audience === null && options.campaigns.inputs.campaigns.length === 0 ? 'No contacts to plan for.' : 'No contacts in this audience.', { hint: 'Import contacts, or choose another audience.' });
  const measured = new Map(snapshot.summary.channels.filter((channel) => channel.saturationSource === 'history').map((channel) => [channel.channel, channel.saturation]));
  const problem: AllocationProblem = {
    ...ground,
    channels: rules.channels.map((channel) => ({ ...channel, saturation: measured.get(channel.id) ?? channel.saturation })),
    ...(options.held.length === 0 ? {} : { held: [...options.held], fixed: ground.fixed?.filter((pin) => !isHeld(pin, options.held)) ?? [] }),
    contacts: { ...ground.contacts, ...readResponse(sqlite, snapshot, rowIds, rules.channels.map(({ id }) => id)) },
  };
  const checked = readAllocationProblem(problem);
  if (!checked.ok) return checked;
  const contacts = listPlanned(problem, (at) => rowIds[at] ?? null);
  return succeed({ problem: checked.value, hash: hashJson(problem), inputs: { ...readInputs(sqlite, rules, options.audience), planned: options.campaigns.inputs }, contacts, settled: options.campaigns.settled });
}

/** Contacts as a problem sees them, by their keys. */
function listPlanned({ contacts: { ids, segment = [], territory = [], rep = [] } }: AllocationProblem, rowIdAt: (at: number) => number | null): Map<string, PlannedContact> {
  return new Map(ids.map((key, at): [string, PlannedContact] => [key, { id: rowIdAt(at), rep: rep[at] || null, segment: segment[at] || null, territory: territory[at] || null }]));
}

/** A problem that is stored, ready to solve as it stands. O(contacts). */
export function readBuiltProblem(sqlite: Sqlite, problemId: number): Result<BuiltProblem> {
  const stored = readStoredProblem(sqlite, problemId);
  if (stored === null) return fail('NOT_FOUND', `Problem ${problemId} does not exist.`, { path: 'problemId' });
  const { problem, hash, inputs } = stored;
  const idOf = new Map(sqlite.prepare('SELECT key, id FROM contacts').raw().all() as [string, number][]);
  return succeed({ problem, hash, inputs, problemId, contacts: listPlanned(problem, (at) => idOf.get(problem.contacts.ids[at] ?? '') ?? null), settled: [] });
}

/** Name of a problem: the horizon it plans. */
export const defaultProblemName = (rules: PlanningRules): string => `${rules.horizon.start} to ${formatDay((parseDay(rules.horizon.start) ?? 0) + rules.horizon.days - 1)}`;
