import type { MapColumns, MapRows, PlanMap } from '../../../contract/plan-map.ts';
import { parseDay } from '../../../engine/base/day.ts';
import { succeed, type Result } from '../../../engine/base/fault.ts';
import type { AllocationProblem } from '../../../engine/model/allocation.ts';
import { readMapGroups, type MapGroup } from '../db/repositories/plan-map.ts';
import { findPlan, type PlanFile, type ProblemReader } from './plan-file.ts';

/** Maps kept, the last used; a plan never changes. */
const CACHED_MAPS = 8;

/** Contacts of the problem by label; a contact whose rep changes counts under every rep it has. O(contacts). */
function countContacts({ contacts }: AllocationProblem, rows: MapRows): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (label: string): void => void counts.set(label, (counts.get(label) ?? 0) + 1);
  const labels = contacts[rows];
  const at = new Map(contacts.ids.map((id, position) => [id, position]));
  for (const position of contacts.ids.keys()) count(labels?.[position] ?? '');
  if (rows !== 'rep') return counts;
  const seen = new Set<string>();
  for (const { contact, rep } of contacts.repSpans ?? []) {
    const key = JSON.stringify([contact, rep]);
    if (seen.has(key) || labels?.[at.get(contact) ?? -1] === rep) continue;
    seen.add(key);
    count(rep);
  }
  return counts;
}

const sumsOf = ({ actions, lift, cost, reached }: MapGroup) => ({ actions, lift, cost, reached });
const keyOfColumn = ({ channel, week }: Pick<MapGroup, 'channel' | 'week'>): string => JSON.stringify([channel, week]);
const NOTHING = { label: null, channel: null, week: null, actions: 0, lift: 0, cost: 0, reached: 0 };

/** Every column a plan may have, in the order of the problem. */
function listColumns({ channels, horizon }: AllocationProblem, columns: MapColumns): { channel: string | null; week: number | null }[] {
  const weeks = Array.from({ length: Math.ceil(horizon.days / 7) }, (_, at) => at + 1);
  if (columns === 'week') return weeks.map((week) => ({ channel: null, week }));
  if (columns === 'channel') return channels.map(({ id }) => ({ channel: id, week: null }));
  return channels.flatMap(({ id }) => weeks.map((week) => ({ channel: id, week })));
}

export interface MapQuestion {
  readonly planId: number;
  readonly rows: MapRows;
  readonly columns: MapColumns;
}

/** Who gets what of a plan: rows of contacts or reps by channel and week. */
export function createMapReader(problemOf: ProblemReader) {
  const maps = new Map<string, PlanMap>();
  return {
    map(file: PlanFile, query: MapQuestion): Result<PlanMap> {
      const stored = findPlan(file, query.planId);
      if (!stored.ok) return stored;
      const plan = stored.value;
      const { sqlite, path } = file;
      const key = [path, plan.id, plan.madeAt, query.rows, query.columns].join(' ');
      const known = maps.get(key);
      if (known !== undefined) return succeed(known);
      const problem = problemOf(file, plan);
      const startDay = parseDay(problem.horizon.start) ?? 0;
      const read = (rows: MapRows | null, columns: MapColumns | null): MapGroup[] => readMapGroups(sqlite, plan.id, startDay, { rows, columns });
      const byRow = new Map(read(query.rows, null).map((group) => [group.label ?? '', group]));
      const byColumn = new Map(read(null, query.columns).map((group) => [keyOfColumn(group), group]));
      const contacts = countContacts(problem, query.rows);
      const rows = [...new Set([...contacts.keys(), ...byRow.keys()])].sort();
      const columns = listColumns(problem, query.columns);
      const rowAt = new Map(rows.map((row, at) => [row, at]));
      const columnAt = new Map(columns.map((column, at) => [keyOfColumn(column), at]));
      const made: PlanMap = {
        rows: rows.map((row) => ({ key: row, contacts: contacts.get(row) ?? 0, ...sumsOf(byRow.get(row) ?? NOTHING) })),
        columns: columns.map((column) => ({ ...column, ...sumsOf(byColumn.get(keyOfColumn(column)) ?? NOTHING) })),
        cells: read(query.rows, query.columns).map((group) => ({ row: rowAt.get(group.label ?? '') ?? 0, column: columnAt.get(keyOfColumn(group)) ?? 0, ...sumsOf(group) })),
        total: { contacts: problem.contacts.ids.length, ...sumsOf(read(null, null)[0] ?? NOTHING) },
      };
      maps.set(key, made);
      const oldest = maps.keys().next();
      if (maps.size > CACHED_MAPS && oldest.done !== true) maps.delete(oldest.value);
      return succeed(made);
    },
  };
}
