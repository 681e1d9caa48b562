import { z } from 'zod';
import type { VariantQuery } from '../../../../contract/scenario.ts';
import { MeasureSummary, type BatchGoal, type Variant } from '../../../../engine/model/batch.ts';
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

const plainColumns: Readonly<Record<string, string>> = { number: 'number', rank: 'rank', score: 'score', standardError: 'standard_error', replications: 'replications', status: 'status', name: 'name' };

/** A column of variants as SQL: a plain one, a measure's mean, or the value of a parameter of that name. */
function columnSql(column: string): Expression {
  const plain = Object.hasOwn(plainColumns, column) ? plainColumns[column] : undefined;
  if (plain !== undefined) return { sql: plain, values: [] };
  if (Measure.safeParse(column).success) return { sql: "json_extract(measures, '$.' || ? || '.mean')", values: [column] };
  return { sql: '(SELECT value FROM json_each(parameters) WHERE key = ?)', values: [column] };
}

/**
 * Variants with their rank: those that play or have played to the end before the stopped, of these the later rounds first; by
 * score, equal ones by number. Infeasible ones and those not yet played have none.
 */
function rankedSql({ direction }: RankBy): string {
  const order = direction === 'max' ? 'DESC' : 'ASC';
  return `SELECT *, CASE WHEN score IS NULL OR status = 'infeasible' THEN NULL ELSE
    row_number() OVER (ORDER BY score IS NULL OR status = 'infeasible', status = 'stopped', stopped_in_round DESC, score ${order}, number) END AS rank
    FROM scenario_variants WHERE batch_id = ?`;
}

function whereSql({ status, ranges = [], choices = [] }: Pick<VariantQuery, 'status' | 'ranges' | 'choices'>): Expression {
  const parts: Expression[] = status === undefined ? [] : [{ sql: 'status = ?', values: [status] }];
  for (const { column, min, max } of ranges) {
    const { sql, values } = columnSql(column);
    if (min !== undefined) parts.push({ sql: `${sql} >= ?`, values: [...values, min] });
    if (max !== undefined) parts.push({ sql: `${sql} <= ?`, values: [...values, max] });
  }
  for (const { column, values: chosen } of choices) {
    const { sql, values } = columnSql(column);
    parts.push({ sql: `${sql} IN (SELECT value FROM json_each(?))`, values: [...values, JSON.stringify(chosen)] });
  }
  return { sql: parts.length === 0 ? '' : `WHERE ${parts.map((part) => part.sql).join(' AND ')}`, values: parts.flatMap((part) => part.values) };
}

type RankedVariant = StoredVariant & { readonly rank: number | null };

const RANKED_COLUMNS = 'number, name, parameters, status, replications, score, standard_error AS standardError, stopped_in_round AS stoppedInRound, reason, measures, rank';

/** A stored variant as the window and files see it, beside the values of the base. */
export function toVariant({ measures, ...variant }: RankedVariant, base: BaseValues): Variant {
  return { ...variant, base: baseOf(variant.parameters, base), measures: measures === null ? null : MeasureMeans.parse(JSON.parse(measures)) };
}

const parseRanked = (row: unknown, base: BaseValues): Variant => {
  const stored = row as Omit<RankedVariant, 'parameters'> & { parameters: string };
  return toVariant({ ...stored, parameters: SearchValues.parse(JSON.parse(stored.parameters)) }, base);
};

/** One page of the ranking. O(variants). */
export function readVariantPage(sqlite: Sqlite, query: VariantQuery, by: RankBy, base: BaseValues): { total: number; rows: Variant[] } {
  const where = whereSql(query);
  const sort = query.sort ?? { column: 'rank', direction: 'asc' as const };
  const key = columnSql(sort.column);
  const from = `FROM (${rankedSql(by)}) ${where.sql}`;
  const total = sqlite.prepare(`SELECT count(*) ${from}`).pluck().get(query.batchId, ...where.values) as number;
  const rows = sqlite
    .prepare(`SELECT ${RANKED_COLUMNS} ${from} ORDER BY ${key.sql} IS NULL, ${key.sql} ${sort.direction === 'desc' ? 'DESC' : 'ASC'}, number LIMIT ? OFFSET ?`)
    .all(query.batchId, ...where.values, ...key.values, ...key.values, query.limit, query.offset);
  return { total, rows: rows.map((row) => parseRanked(row, base)) };
}

/** The variant ranked first, null while none has a score. */
export function readBestVariant(sqlite: Sqlite, batchId: number, by: RankBy, base: BaseValues): Variant | null {
  return readVariantPage(sqlite, { batchId, offset: 0, limit: 1, ranges: [{ column: 'rank', max: 1 }] }, by, base).rows[0] ?? null;
}

/** Number and score of the variant ranked first. O(variants), without reading what they measured. */
export function readLeader(sqlite: Sqlite, batchId: number, direction: RankBy['direction']): { number: number; score: number; standardError: number } | null {
  const row = sqlite
    .prepare(
      `SELECT number, score, ifnull(standard_error, 0) AS standardError FROM scenario_variants WHERE batch_id = ? AND score IS NOT NULL AND status <> 'infeasible'
       ORDER BY status = 'stopped', stopped_in_round DESC, score ${direction === 'max' ? 'DESC' : 'ASC'}, number LIMIT 1`,
    )
    .get(batchId);
  return (row as { number: number; score: number; standardError: number } | undefined) ?? null;
}

/** The variant whose mean of a measure is best among those that have a rank, null while there is none. O(variants). */
export function readBestByMeasure(sqlite: Sqlite, batchId: number, by: RankBy, measure: Measure, direction: 'max' | 'min', base: BaseValues): Variant | null {
  const query: VariantQuery = { batchId, offset: 0, limit: 1, ranges: [{ column: 'rank', min: 1 }], sort: { column: measure, direction: direction === 'max' ? 'desc' : 'asc' } };
  return readVariantPage(sqlite, query, by, base).rows[0] ?? null;
}

/** Every variant, ranked ones first. */
export function* listRanked(sqlite: Sqlite, batchId: number, by: RankBy, base: BaseValues): Generator<Variant> {
  for (const row of sqlite.prepare(`SELECT ${RANKED_COLUMNS} FROM (${rankedSql(by)}) ORDER BY rank IS NULL, rank, number`).iterate(batchId)) yield parseRanked(row, base);
}

/** Columns of all variants by number. */
export interface VariantCells {
  readonly number: number[];
  readonly status: Variant['status'][];
  readonly rank: (number | null)[];
  readonly columns: (number | string | null)[][];
}

/** O(variants · columns). */
export function readVariantCells(sqlite: Sqlite, batchId: number, by: RankBy, columns: readonly string[]): VariantCells {
  const expressions = columns.map(columnSql);
  const cells: VariantCells = { number: [], status: [], rank: [], columns: columns.map(() => []) };
  const rows = sqlite
    .prepare(`SELECT number, status, rank${expressions.map(({ sql }) => `, ${sql}`).join('')} FROM (${rankedSql(by)}) ORDER BY number`)
    .raw()
    .iterate(...expressions.flatMap(({ values }) => values), batchId) as Iterable<[number, Variant['status'], number | null, ...(number | string | null)[]]>;
  for (const [number, status, rank, ...values] of rows) {
    cells.number.push(number);
    cells.status.push(status);
    cells.rank.push(rank);
    for (const [at, value] of values.entries()) cells.columns[at]!.push(value);
  }
  return cells;
}
