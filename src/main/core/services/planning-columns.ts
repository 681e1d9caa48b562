import type { DayNumber } from '../../../engine/base/day.ts';
import type { ContactColumns, RepSpan } from '../../../engine/model/allocation.ts';
import type { ContactFilter } from '../../../engine/model/filter.ts';
import type { HorizonDays } from '../../../engine/model/horizon-days.ts';
import type { ContactMapping, LabelFromColumn, NumberFromColumn, OptOutFromColumn, PlanningRules } from '../../../engine/model/rules.ts';
import type { Sqlite } from '../db/connection.ts';
import { columnExpression, filterSql, type SqlPart } from '../db/repositories/contact-query.ts';
import { readAttributeNames } from '../db/repositories/contact.ts';
import { guessLabelColumn, guessOptOuts } from '../import/guess/planning-columns.ts';
import { saysOptOut } from '../import/values/read-consent.ts';
import { readActingReps } from './acting-reps.ts';

/** Labels of a contact that rules read. */
export const planningLabels = ['segment', 'territory', 'rep', 'specialty', 'household', 'account'] as const;
export type PlanningLabel = (typeof planningLabels)[number];

/** Where planning columns come from; a label no column holds is null. */
export interface PlanningColumns {
  readonly value: NumberFromColumn;
  readonly labels: { readonly [Label in PlanningLabel]: LabelFromColumn | null };
  readonly optOut: readonly OptOutFromColumn[];
}

/** The rules' mapping; what it leaves open are the contact's own fields, and columns of the export that are named like it. */
export function completeMapping(sqlite: Sqlite, { contacts: mapping, channels }: Pick<PlanningRules, 'contacts' | 'channels'>): PlanningColumns {
  const names = readAttributeNames(sqlite);
  const guess = (label: 'household' | 'account'): LabelFromColumn | null => {
    const column = guessLabelColumn(label, names);
    return column === null ? null : { column };
  };
  const field = (label: keyof ContactMapping & PlanningLabel): LabelFromColumn => mapping?.[label] ?? { column: label };
  return {
    value: mapping?.value ?? { column: 'value', fallback: 1 },
    labels: { segment: field('segment'), territory: field('territory'), rep: field('rep'), specialty: field('specialty'), household: mapping?.household ?? guess('household'), account: mapping?.account ?? guess('account') },
    optOut: mapping?.optOut ?? guessOptOuts(names, channels.map(({ id }) => id)),
  };
}

type Cell = string | number | null;

const numberOf = (cell: Cell, source: NumberFromColumn): number => {
  const number = typeof cell === 'number' ? cell : typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number * (source.scale ?? 1) : source.fallback;
};

const labelOf = (cell: Cell, source: LabelFromColumn): string => {
  const text = cell === null ? '' : String(cell);
  return text === '' ? (source.fallback ?? '') : text;
};

const NOTHING: SqlPart = { sql: 'NULL', values: [] };
const expressionOf = (source: { readonly column?: string | undefined } | null): SqlPart => (source?.column === undefined ? NOTHING : columnExpression(source.column));

/** Contacts as a problem reads them, and their row ids in the same order. */
export interface ContactRows {
  readonly rowIds: number[];
  readonly columns: Omit<ContactColumns, 'response' | 'sd' | 'history' | 'recent'>;
}

function emptyLabels(): Record<PlanningLabel, string[]> {
  return { segment: [], territory: [], rep: [], specialty: [], household: [], account: [] };
}

/** Opt-outs by channel from the cells of a contact's opt-out columns. */
function collectOptOuts(channels: readonly string[], sources: readonly OptOutFromColumn[]): { add(cells: readonly Cell[]): void; columns: Record<string, boolean[]> } {
  const columns: Record<string, boolean[]> = Object.fromEntries(channels.filter((channel) => sources.some((source) => source.channel === undefined || source.channel === channel)).map((channel) => [channel, []]));
  return {
    columns,
    add(cells) {
      for (const [channel, column] of Object.entries(columns)) {
        column.push(sources.some((source, at) => (source.channel === undefined || source.channel === channel) && saysOptOut(cells[at] ?? null, source.means)));
      }
    },
  };
}

/** Planning columns of the filter's contacts, those that `keep` names where it is given. A contact's rep is the one it belongs to on the first day; on days on which another acts, a span says so. */
export function readPlanningColumns(sqlite: Sqlite, mapping: PlanningColumns, options: { filter: ContactFilter; days: HorizonDays; channels: readonly string[]; keep?: ((key: string) => boolean) | undefined }): ContactRows {
  const acting = readActingReps(sqlite, options.days);
  const where = filterSql(options.filter);
  const sources = [expressionOf(mapping.value), ...planningLabels.map((label) => expressionOf(mapping.labels[label])), ...mapping.optOut.map(expressionOf)];
  const rows = sqlite
    .prepare(`SELECT contacts.id, contacts.key, ${sources.map((source) => source.sql).join(', ')} FROM contacts WHERE ${where.sql} ORDER BY contacts.id`)
    .raw()
    .iterate(...sources.flatMap((source) => source.values), ...where.values) as Iterable<[number, string, ...Cell[]]>;
  const rowIds: number[] = [];
  const ids: string[] = [];
  const value: number[] = [];
  const labels = emptyLabels();
  const repSpans: RepSpan[] = [];
  const optOuts = collectOptOuts(options.channels, mapping.optOut);
  for (const [id, key, valueCell = null, ...cells] of rows) {
    if (options.keep?.(key) === false) continue;
    rowIds.push(id);
    ids.push(key);
    value.push(mapping.value.column === undefined ? mapping.value.fallback : numberOf(valueCell, mapping.value));
    for (const [at, label] of planningLabels.entries()) {
      const source = mapping.labels[label];
      if (source === null) continue;
      const name = labelOf(cells[at] ?? null, source);
      labels[label].push(label === 'rep' ? acting.holderOf(key, name) : name);
      if (label === 'rep') repSpans.push(...acting.spansOf(key, name));
    }
    optOuts.add(cells.slice(planningLabels.length));
  }
  const present = Object.fromEntries(planningLabels.flatMap((label) => (mapping.labels[label] === null ? [] : [[label, labels[label]]])));
  return { rowIds, columns: { ids, value, ...present, ...(repSpans.length === 0 ? {} : { repSpans }), ...(Object.keys(optOuts.columns).length === 0 ? {} : { optOut: optOuts.columns }) } };
}

/** Labels of single contacts by key, as a problem of these days would have them, `rep` who acts on `day` where one is given; null for a key of no contact. */
export function createLabelReader(sqlite: Sqlite, mapping: PlanningColumns, days: HorizonDays): (key: string, day?: DayNumber) => Readonly<Record<PlanningLabel, string>> | null {
  const acting = readActingReps(sqlite, days);
  const sources = planningLabels.map((label) => expressionOf(mapping.labels[label]));
  const statement = sqlite.prepare(`SELECT ${sources.map((source) => source.sql).join(', ')} FROM contacts WHERE key = ?`).raw();
  const values = sources.flatMap((source) => source.values);
  return (key, day) => {
    const cells = statement.get(...values, key) as Cell[] | undefined;
    if (cells === undefined) return null;
    const read = (label: PlanningLabel, at: number): string => {
      const source = mapping.labels[label];
      return source === null ? '' : labelOf(cells[at] ?? null, source);
    };
    const labels = Object.fromEntries(planningLabels.map((label, at) => [label, read(label, at)])) as Record<PlanningLabel, string>;
    return { ...labels, rep: day === undefined ? acting.holderOf(key, labels.rep) : acting.repOn(key, labels.rep, day) };
  };
}
