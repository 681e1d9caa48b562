import { z } from 'zod';
import type { VariantQuery } from '../../../../contract/scenario.ts';
import { MeasureSummary, type BatchGoal, type Variant, type VariantStatus } from '../../../../engine/model/batch.ts';
import { SearchValues } from '../../../../engine/model/search-space.ts';
import { Measure } from '../../../../engine/model/simulation.ts';
import { baseOf } from '../../scenarios/live-variant.ts';
import type { Sqlite } from '../connection.ts';
import type { BaseValues, StoredVariant } from './scenario-batch.ts';

/** What a ranking is made by. */
export type RankBy = Pick<BatchGoal, 'metric' | 'direction'>;

/** Every measure of a variant over its replications. */
export const MeasureMeans = z.record(Measure, MeasureSummary);

interface Expression {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** The one column that is not stored. */
const RANK = 'rank';

const plainColumns: Readonly<Record<string, string>> = { number: 'number', score: 'score', standardError: 'standard_error', replications: 'replications', status: 'status', name: 'name' };

/** True for a name that a JSON path can quote. */
const isQuotable = (name: string): boolean => !['"', '\\', '\0'].some((letter) => name.includes(letter));

/** A column of variants as SQL: a plain one, a measure's mean, or the value of a parameter of that name. */
function columnSql(column: string): Expression {
  const plain = Object.hasOwn(plainColumns, column) ? plainColumns[column] : undefined;
  if (plain !== undefined) return { sql: plain, values: [] };
  const measure = Measure.options.findIndex((name) => name === column);
  if (measure >= 0) return { sql: `json_extract(means, '$[${measure}]')`, values: [] };
  if (isQuotable(column)) return { sql: 'json_extract(parameters, ?)', values: [`$."${column}"`] };
  return { sql: '(SELECT value FROM json_each(parameters) WHERE key = ?)', values: [column] };
}

/** Order of the ranking: who plays or has played to the end before the stopped, of these the later rounds first; by score, equal ones by number. */
const rankOrder = (direction: RankBy['direction']): string => `status = 'stopped', stopped_in_round DESC, score ${direction === 'max' ? 'DESC' : 'ASC'}, number`;

const HAS_RANK = "score IS NOT NULL AND status <> 'infeasible'";

/** Ranks by number, in the order of the ranking; infeasible variants and those not yet played have none. Read from an index, without what variants measured. */
function readRanks(sqlite: Sqlite, batchId: number, { direction }: RankBy): Map<number, number> {
  const numbers = sqlite.prepare(`SELECT number FROM scenario_variants WHERE batch_id = ? AND ${HAS_RANK} ORDER BY ${rankOrder(direction)}`).pluck().all(batchId) as number[];
  return new Map(numbers.map((number, at) => [number, at + 1]));
}

function whereSql({ status, ranges = [], choices = [] }: Pick<VariantQuery, 'status' | 'ranges' | 'choices'>): Expression {
  const parts: Expression[] = status === undefined ? [] : [{ sql: 'status = ?', values: [status] }];
  for (const { column, min, max } of ranges) {
    if (column === RANK) continue;
    const { sql, values } = columnSql(column);
    if (min !== undefined) parts.push({ sql: `${sql} >= ?`, values: [...values, min] });
    if (max !== undefined) parts.push({ sql: `${sql} <= ?`, values: [...values, max] });
  }
  for (const { column, values: chosen } of choices) {
    const { sql, values } = columnSql(column);
    parts.push({ sql: `${sql} IN (SELECT value FROM json_each(?))`, values: [...values, JSON.stringify(chosen)] });
  }
  return { sql: parts.length === 0 ? '' : `AND ${parts.map((part) => part.sql).join(' AND ')}`, values: parts.flatMap((part) => part.values) };
}

type RankedVariant = StoredVariant & { readonly rank: number | null };

const VARIANT_COLUMNS = 'number, name, parameters, status, replications, score, standard_error AS standardError, stopped_in_round AS stoppedInRound, reason, measures';

/** A stored variant as the window and files see it, beside the values of the base. */
export function toVariant({ measures, ...variant }: RankedVariant, base: BaseValues): Variant {
  return { ...variant, base: baseOf(variant.parameters, base), measures: measures === null ? null : MeasureMeans.parse(JSON.parse(measures)) };
}

const parseRanked = (row: unknown, base: BaseValues): Variant => {
  const stored = row as Omit<RankedVariant, 'parameters'> & { parameters: string };
  return toVariant({ ...stored, parameters: SearchValues.parse(JSON.parse(stored.parameters)) }, base);
};

/** Variants without a rank, by number. Read from an index. */
const listUnranked = (sqlite: Sqlite, batchId: number): number[] => sqlite.prepare(`SELECT number FROM scenario_variants WHERE batch_id = ? AND NOT (${HAS_RANK}) ORDER BY number`).pluck().all(batchId) as number[];

/** Numbers of the variants that a query asks for, in its order, those without a value last. */
function listNumbers(sqlite: Sqlite, query: Omit<VariantQuery, 'offset' | 'limit'>, ranks: ReadonlyMap<number, number>): number[] {
  const { batchId, ranges = [], choices = [], status, sort = { column: RANK, direction: 'asc' } } = query;
  if (sort.column === RANK && sort.direction === 'asc' && status === undefined && ranges.length === 0 && choices.length === 0) return [...ranks.keys(), ...listUnranked(sqlite, batchId)];
  const where = whereSql(query);
  const key = columnSql(sort.column === RANK ? 'number' : sort.column);
  const numbers = sqlite
    .prepare(`SELECT number FROM (SELECT number, ${key.sql} AS key FROM scenario_variants WHERE batch_id = ? ${where.sql}) ORDER BY key IS NULL, key ${sort.direction === 'desc' ? 'DESC' : 'ASC'}, number`)
    .pluck()
    .all(...key.values, batchId, ...where.values) as number[];
  const rankRanges = ranges.filter(({ column }) => column === RANK);
  const fits = (number: number): boolean => rankRanges.every(({ min = 1, max = Infinity }) => (ranks.get(number) ?? -1) >= min && (ranks.get(number) ?? -1) <= max);
  const asked = rankRanges.length === 0 ? numbers : numbers.filter(fits);
  if (sort.column !== RANK) return asked;
  const sign = sort.direction === 'desc' ? -1 : 1;
  const placeOf = (number: number): number => sign * (ranks.get(number) ?? sign * Number.MAX_SAFE_INTEGER);
  return asked.toSorted((a, b) => placeOf(a) - placeOf(b) || a - b);
}

/** Reads single variants by number. */
function createVariantReader(sqlite: Sqlite, batchId: number, base: BaseValues): (number: number, rank: number | null) => Variant {
  const read = sqlite.prepare(`SELECT ${VARIANT_COLUMNS} FROM scenario_variants WHERE batch_id = ? AND number = ?`);
  return (number, rank) => parseRanked({ ...(read.get(batchId, number) as object), rank }, base);
}

/** One page of the ranking. O(variants · log variants). */
export function readVariantPage(sqlite: Sqlite, query: VariantQuery, by: RankBy, base: BaseValues): { total: number; rows: Variant[] } {
  const ranks = readRanks(sqlite, query.batchId, by);
  const numbers = listNumbers(sqlite, query, ranks);
  const read = createVariantReader(sqlite, query.batchId, base);
  return { total: numbers.length, rows: numbers.slice(query.offset, query.offset + query.limit).map((number) => read(number, ranks.get(number) ?? null)) };
}

/** Number and score of the variant ranked first, null while none has a rank. O(variants), read from an index. */
export function readLeader(sqlite: Sqlite, batchId: number, direction: RankBy['direction']): { number: number; score: number; standardError: number } | null {
  const row = sqlite
    .prepare(
      `SELECT number, score, ifnull(standard_error, 0) AS standardError FROM scenario_variants
       WHERE batch_id = ? AND number = (SELECT number FROM scenario_variants WHERE batch_id = ? AND ${HAS_RANK} ORDER BY ${rankOrder(direction)} LIMIT 1)`,
    )
    .get(batchId, batchId);
  return (row as { number: number; score: number; standardError: number } | undefined) ?? null;
}

/** The variant ranked first, null while none has a rank. O(variants), without reading what the others measured. */
export function readBestVariant(sqlite: Sqlite, batchId: number, by: RankBy, base: BaseValues): Variant | null {
  const leader = readLeader(sqlite, batchId, by.direction);
  if (leader === null) return null;
  return createVariantReader(sqlite, batchId, base)(leader.number, 1);
}

/** The variant whose mean of a measure is best among those that have a rank, null while there is none. O(variants). */
export function readBestByMeasure(sqlite: Sqlite, batchId: number, by: RankBy, measure: Measure, direction: 'max' | 'min', base: BaseValues): Variant | null {
  const query: VariantQuery = { batchId, offset: 0, limit: 1, ranges: [{ column: 'rank', min: 1 }], sort: { column: measure, direction: direction === 'max' ? 'desc' : 'asc' } };
  return readVariantPage(sqlite, query, by, base).rows[0] ?? null;
}

/** Every variant, ranked ones first. */
export function* listRanked(sqlite: Sqlite, batchId: number, by: RankBy, base: BaseValues): Generator<Variant> {
  const ranks = readRanks(sqlite, batchId, by);
  const read = createVariantReader(sqlite, batchId, base);
  for (const number of listNumbers(sqlite, { batchId }, ranks)) yield read(number, ranks.get(number) ?? null);
}

/** One variant in columns: its number, what became of it, and a cell for each column. */
export interface VariantCells {
  readonly number: number;
  readonly status: VariantStatus;
  readonly rank: number | null;
  readonly cells: readonly (number | string | null)[];
}

/** A stored variant as columns are taken from it: texts of JSON that are read where a column needs them. */
type CellRow = readonly [number: number, status: VariantStatus, name: string | null, replications: number, score: number | null, standardError: number | null, parameters: string, means: string | null];

/** Where the cell of a column comes from. */
type CellSource = (row: CellRow, rank: number | null, parameters: () => Readonly<Record<string, unknown>>, means: () => readonly unknown[]) => unknown;

function sourceOf(column: string): CellSource {
  const plain = ['number', 'status', 'name', 'replications', 'score', 'standardError'].indexOf(column);
  if (plain >= 0) return (row) => row[plain];
  if (column === RANK) return (_row, rank) => rank;
  const measure = Measure.options.findIndex((name) => name === column);
  return measure >= 0 ? (_row, _rank, _parameters, means) => means()[measure] : (_row, _rank, parameters) => (Object.hasOwn(parameters(), column) ? parameters()[column] : null);
}

const toCell = (value: unknown): number | string | null => (typeof value === 'number' || typeof value === 'string' ? value : null);

/** Reads a value once, when it is first asked for. */
function once<T>(read: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => (kept ??= { value: read() }).value;
}

/** Reads columns of variants by number, so many from a number on; ranks are those of the moment it is made. O(variants · log variants) at first, then O(rows · columns). */
export function createCellReader(sqlite: Sqlite, batchId: number, by: RankBy, columns: readonly string[]): (from: number, limit: number) => VariantCells[] {
  const ranks = readRanks(sqlite, batchId, by);
  const sources = columns.map(sourceOf);
  const read = sqlite.prepare('SELECT number, status, name, replications, score, standard_error, parameters, means FROM scenario_variants WHERE batch_id = ? AND number >= ? ORDER BY number LIMIT ?').raw();
  return (from, limit) =>
    (read.all(batchId, from, limit) as CellRow[]).map((row) => {
      const [number, status] = row;
      const rank = ranks.get(number) ?? null;
      const parameters = once(() => JSON.parse(row[6]) as Record<string, unknown>);
      const means = once(() => (row[7] === null ? [] : (JSON.parse(row[7]) as unknown[])));
      return { number, status, rank, cells: sources.map((source) => toCell(source(row, rank, parameters, means))) };
    });
}
