import type { ChangedActionRow, ContactChangeRow, PlanDiffSummary } from '../../../contract/plan-diff.ts';
import { diffPlans, type ChangedAction, type ContactChange, type DiffedPlan, type PlanDiff } from '../../../engine/allocation/diff-plans.ts';
import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import { rulesOf } from '../../../engine/model/allocation.ts';
import type { ActionChange } from '../../../engine/model/plan-diff.ts';
import type { Sqlite } from '../db/connection.ts';
import { readLabelsByKey, type ContactLabel } from '../db/repositories/contact.ts';
import { readDiffedActions } from '../db/repositories/plan-action.ts';
import { findPlan, type PlanFile, type ProblemReader } from './plan-file.ts';

/** Diffs kept, the last used; plans never change. */
const CACHED_DIFFS = 3;

/** Two stored plans, and nothing more. */
export interface Pair {
  readonly before: number;
  readonly after: number;
}

interface PageQuery<Column extends string> extends Pair {
  readonly offset: number;
  readonly limit: number;
  readonly search?: string | undefined;
  readonly sort?: { readonly column: Column; readonly direction: 'asc' | 'desc' } | undefined;
}

export type ActionQuery = PageQuery<'change' | 'contact' | 'name' | 'channel' | 'before' | 'after' | 'lift' | 'cost'> & { readonly change?: ActionChange | undefined; readonly channel?: string | undefined; readonly contact?: string | undefined };
export type ContactQuery = PageQuery<'contact' | 'name' | 'actions' | 'lift' | 'cost'> & { readonly side?: 'gains' | 'loses' | undefined };

/** A diff with the names of its contacts. */
interface OpenDiff {
  readonly diff: PlanDiff;
  readonly kinds: ReadonlyMap<string, string>;
  readonly labels: ReadonlyMap<string, ContactLabel>;
}

const change = (before: number | undefined, after: number | undefined): number => (after ?? 0) - (before ?? 0);
const liftOf = ({ before, after }: ChangedAction | ContactChange): number => change(before?.lift, after?.lift);
const costOf = ({ before, after }: ChangedAction | ContactChange): number => change(before?.cost, after?.cost);

/** Rows in the order asked for, equals as they were; a window of them. */
function pageOf<Row>(rows: readonly Row[], keyOf: ((row: Row) => number | string) | null, { offset, limit, sort }: PageQuery<string>): readonly Row[] {
  if (keyOf === null || sort === undefined) return rows.slice(offset, offset + limit);
  const sign = sort.direction === 'asc' ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((one, other) => (one.key < other.key ? -sign : one.key > other.key ? sign : 0));
  return keyed.slice(offset, offset + limit).map(({ row }) => row);
}

const sumOf = <Row>(rows: readonly Row[], valueOf: (row: Row) => number): number => rows.reduce((sum, row) => sum + valueOf(row), 0);

/** Two plans side by side, opened down to their rows. */
export function createDiffReader(problemOf: ProblemReader) {
  const diffs = new Map<string, OpenDiff>();

  const readActions = (sqlite: Sqlite, planId: number, usage: DiffedPlan['usage']): DiffedPlan => ({ actions: readDiffedActions(sqlite, planId), usage });

  const open = (file: PlanFile, { before, after }: Pair): Result<OpenDiff> => {
    const first = findPlan(file, before);
    if (!first.ok) return first;
    const second = findPlan(file, after);
    if (!second.ok) return second;
    if (before === after) return fail('BAD_INPUT', 'A plan does not differ from itself.', { path: 'after', hint: 'Choose another plan.' });
    const { sqlite, path } = file;
    const key = [path, before, first.value.madeAt, after, second.value.madeAt].join(' ');
    const known = diffs.get(key);
    diffs.delete(key);
    const opened = known ?? {
      diff: diffPlans(readActions(sqlite, before, first.value.usage), readActions(sqlite, after, second.value.usage)),
      kinds: new Map([...rulesOf(problemOf(file, first.value)), ...rulesOf(problemOf(file, second.value))].map((rule) => [rule.id, rule.kind])),
      labels: readLabelsByKey(sqlite),
    };
    diffs.set(key, opened);
    const oldest = diffs.keys().next();
    if (diffs.size > CACHED_DIFFS && oldest.done !== true) diffs.delete(oldest.value);
    return succeed(opened);
  };

  const who = ({ labels }: OpenDiff, contact: string) => ({ contact, contactId: labels.get(contact)?.id ?? null, name: labels.get(contact)?.name ?? null });
  const holds = ({ labels }: OpenDiff, search: string | undefined): ((row: { readonly contact: string }) => boolean) => {
    const needle = search?.trim().toLowerCase() ?? '';
    return ({ contact }) => needle === '' || `${contact} ${labels.get(contact)?.name ?? ''}`.toLowerCase().includes(needle);
  };

  const actionKey = (opened: OpenDiff, column: NonNullable<ActionQuery['sort']>['column']): ((row: ChangedAction) => number | string) => {
    switch (column) {
      case 'name':
        return ({ contact }) => (opened.labels.get(contact)?.name ?? '').toLowerCase();
      case 'before':
      case 'after':
        return (row) => row[column]?.date ?? '';
      case 'lift':
        return liftOf;
      case 'cost':
        return costOf;
      default:
        return (row) => row[column];
    }
  };

  const contactKey = (opened: OpenDiff, column: NonNullable<ContactQuery['sort']>['column']): ((row: ContactChange) => number | string) => {
    switch (column) {
      case 'name':
        return ({ contact }) => (opened.labels.get(contact)?.name ?? '').toLowerCase();
      case 'actions':
        return ({ before, after }) => after.actions - before.actions;
      case 'lift':
        return liftOf;
      case 'cost':
        return costOf;
      default:
        return (row) => row.contact;
    }
  };

  return {
    diffSummary(file: PlanFile, pair: Pair): Result<PlanDiffSummary> {
      const opened = open(file, pair);
      if (!opened.ok) return opened;
      const { before, after, counts, gaining, losing, level, channels, usage } = opened.value.diff;
      return succeed({
        before: { ...before },
        after: { ...after },
        counts: { ...counts },
        gaining,
        losing,
        level,
        channels: channels.map((one) => ({ channel: one.channel, before: { ...one.before }, after: { ...one.after }, counts: { ...one.counts } })),
        usage: usage.map((line) => ({ ...line, kind: opened.value.kinds.get(line.constraint) ?? '' })),
      });
    },
    diffActions(file: PlanFile, query: ActionQuery): Result<{ total: number; lift: number; cost: number; rows: ChangedActionRow[] }> {
      const opened = open(file, query);
      if (!opened.ok) return opened;
      const isFound = holds(opened.value, query.search);
      const rows = opened.value.diff.actions
        .map((action, position) => ({ ...action, position }))
        .filter((row) => (query.change === undefined || row.change === query.change) && (query.channel === undefined || row.channel === query.channel) && (query.contact === undefined || row.contact === query.contact) && isFound(row));
      const shown = pageOf(rows, query.sort === undefined ? null : actionKey(opened.value, query.sort.column), query);
      const side = (action: ChangedAction['before']) => (action === null ? null : { date: action.date, lift: action.lift, cost: action.cost });
      return succeed({ total: rows.length, lift: sumOf(rows, liftOf), cost: sumOf(rows, costOf), rows: shown.map(({ position, change: kind, contact, channel, before, after }) => ({ position, change: kind, ...who(opened.value, contact), channel, before: side(before), after: side(after) })) });
    },
    diffContacts(file: PlanFile, query: ContactQuery): Result<{ total: number; lift: number; cost: number; rows: ContactChangeRow[] }> {
      const opened = open(file, query);
      if (!opened.ok) return opened;
      const isFound = holds(opened.value, query.search);
      const rows = opened.value.diff.contacts.filter((row) => (query.side === undefined || (query.side === 'gains' ? liftOf(row) > 0 : liftOf(row) < 0)) && isFound(row));
      const shown = pageOf(rows, query.sort === undefined ? null : contactKey(opened.value, query.sort.column), query);
      return succeed({ total: rows.length, lift: sumOf(rows, liftOf), cost: sumOf(rows, costOf), rows: shown.map(({ contact, before, after }) => ({ ...who(opened.value, contact), before: { ...before }, after: { ...after } })) });
    },
  };
}
