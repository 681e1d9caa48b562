import { createHash } from 'node:crypto';
import { formatDay, parseDay } from '../../../engine/base/day.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem, ContactColumns } from '../../../engine/model/allocation.ts';
import { readAllocationProblem } from '../../../engine/model/check-problem.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import type { ContactMapping, LabelFromColumn, NumberFromColumn, PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { columnExpression, filterSql } from '../db/repositories/contact-query.ts';
import type { PlannedContact, ProblemInputs } from '../db/repositories/plan.ts';
import { readChannelEstimates, readLatestSnapshot, type ResponseSnapshot } from '../db/repositories/response.ts';
import { readPrimaryReps } from '../db/repositories/territory.ts';
import { readRevisions } from '../db/repositories/revision.ts';

/** A problem ready to solve, with what ties it back to the workspace. */
export interface BuiltProblem {
  readonly problem: AllocationProblem;
  readonly hash: string;
  readonly inputs: ProblemInputs;
  readonly contacts: ReadonlyMap<string, PlannedContact>;
}

export const hashJson = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** Where planning columns come from while the rules do not say: the contact's own fields. */
const completeMapping = (mapping: ContactMapping | undefined): PlanningColumns => ({
  value: mapping?.value ?? { column: 'value', fallback: 1 },
  segment: mapping?.segment ?? { column: 'segment' },
  territory: mapping?.territory ?? { column: 'territory' },
  rep: mapping?.rep ?? { column: 'rep' },
});

interface PlanningColumns {
  readonly value: NumberFromColumn;
  readonly segment: LabelFromColumn;
  readonly territory: LabelFromColumn;
  readonly rep: LabelFromColumn;
}

const numberOf = (cell: string | number | null, source: NumberFromColumn): number => {
  const number = typeof cell === 'number' ? cell : typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number * (source.scale ?? 1) : source.fallback;
};

const labelOf = (cell: string | number | null, source: LabelFromColumn): string => {
  const text = cell === null ? '' : String(cell);
  return text === '' ? (source.fallback ?? '') : text;
};

type Cell = string | number | null;

interface ContactRows {
  readonly rowIds: number[];
  readonly columns: Omit<ContactColumns, 'response' | 'sd' | 'history'>;
}

/** Planning columns of the filter's contacts; a primary assignment on the first day goes before the rep a contact's own column names. */
function readPlanningColumns(sqlite: Sqlite, mapping: PlanningColumns, filter: ContactFilter, startDay: number): ContactRows {
  const primaryReps = readPrimaryReps(sqlite, startDay);
  const where = filterSql(filter);
  const sources = [mapping.value.column ?? 'value', mapping.segment.column, mapping.territory.column, mapping.rep.column].map(columnExpression);
  const rows = sqlite
    .prepare(`SELECT contacts.id, contacts.key, ${sources.map((source) => source.sql).join(', ')} FROM contacts WHERE ${where.sql} ORDER BY contacts.id`)
    .raw()
    .iterate(...sources.flatMap((source) => source.values), ...where.values) as Iterable<[number, string, ...[Cell, Cell, Cell, Cell]]>;
  const rowIds: number[] = [];
  const ids: string[] = [];
  const value: number[] = [];
  const segment: string[] = [];
  const territory: string[] = [];
  const rep: string[] = [];
  for (const row of rows) {
    rowIds.push(row[0]);
    ids.push(row[1]);
    value.push(mapping.value.column === undefined ? mapping.value.fallback : numberOf(row[2], mapping.value));
    segment.push(labelOf(row[3], mapping.segment));
    territory.push(labelOf(row[4], mapping.territory));
    rep.push(primaryReps.get(row[1]) ?? labelOf(row[5], mapping.rep));
  }
  return { rowIds, columns: { ids, value, segment, territory, rep } };
}

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

/**
 * Builds the problem of the open workspace: contacts of the audience, the newest response estimates, touch history and
 * the planning rules. Saturation comes from the history where it shows one, else from the channel's setting.
 */
export function buildProblem(sqlite: Sqlite, rules: PlanningRules, options: { name: string; audience: { id: number; filter: ContactFilter } | null }): Result<BuiltProblem> {
  if (rules.channels.length === 0) return fail('BAD_INPUT', 'No channels defined.', { hint: 'Add a channel in Constraint Diagnostic, or import touches.' });
  const snapshot = readLatestSnapshot(sqlite);
  if (snapshot === null) return fail('NOT_FOUND', 'No response estimates yet.', { hint: 'Fit the response model first.' });
  const startDay = parseDay(rules.horizon.start) ?? 0;
  const mapping = completeMapping(rules.contacts);
  const { rowIds, columns } = readPlanningColumns(sqlite, mapping, options.audience?.filter ?? { join: 'and', conditions: [] }, startDay);
  if (rowIds.length === 0) return fail('BAD_INPUT', options.audience === null ? 'No contacts to plan for.' : 'No contacts in this audience.', { hint: 'Import contacts, or choose another audience.' });
  const channelIds = rules.channels.map((channel) => channel.id);
  const history = readHistory(sqlite, rowIds, channelIds, startDay);
  const measured = new Map(snapshot.summary.channels.filter((channel) => channel.saturationSource === 'history').map((channel) => [channel.channel, channel.saturation]));
  const known = new Set(columns.ids);
  const isUsable = (action: { contact: string; date: string }): boolean => known.has(action.contact) && (parseDay(action.date) ?? -1) >= startDay && (parseDay(action.date) ?? 0) < startDay + rules.horizon.days;
  const fixed = rules.fixed?.filter(isUsable);
  const forbidden = rules.forbidden?.filter(isUsable);
  const problem: AllocationProblem = {
    format: 'omnivor.allocation/1',
    name: options.name,
    horizon: rules.horizon,
    channels: rules.channels.map((channel) => ({ ...channel, saturation: measured.get(channel.id) ?? channel.saturation })),
    contacts: { ...columns, ...readResponse(sqlite, snapshot, rowIds, channelIds), ...(history === undefined ? {} : { history }) },
    constraints: rules.constraints,
    ...(fixed === undefined ? {} : { fixed }),
    ...(forbidden === undefined ? {} : { forbidden }),
    objective: rules.objective,
  };
  const checked = readAllocationProblem(problem);
  if (!checked.ok) return checked;
  const { segment = [], territory = [], rep = [] } = columns;
  const contacts = new Map(columns.ids.map((key, at): [string, PlannedContact] => [key, { id: rowIds[at] ?? null, rep: rep[at] || null, segment: segment[at] || null, territory: territory[at] || null }]));
  return succeed({ problem: checked.value, hash: hashJson(problem), inputs: readInputs(sqlite, rules, options.audience), contacts });
}

/** Name of a problem: the horizon it plans. */
export const defaultProblemName = (rules: PlanningRules): string => `${rules.horizon.start} to ${formatDay((parseDay(rules.horizon.start) ?? 0) + rules.horizon.days - 1)}`;
