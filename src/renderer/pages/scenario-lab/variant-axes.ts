import { z } from 'zod';
import type { VariantColumns, VariantQuery } from '../../../contract/scenario.ts';
import type { BatchGoal } from '../../../engine/model/batch.ts';
import { Measure } from '../../../engine/model/simulation.ts';
import type { Brushes, ParallelAxis } from '../../shared/charts/parallel-axes.ts';
import { formatMeasure, measureNames } from './measures.ts';
import { formatParameter, nameParameter } from './parameter-words.ts';

type Column = VariantColumns['columns'][number];

const asMeasure = (column: string): Measure | null => Measure.safeParse(column).data ?? null;

/** Name of a column of variants. */
export function nameColumn(column: string): string {
  const measure = asMeasure(column);
  return measure === null ? nameParameter(column) : measureNames[measure];
}

/** A value of a column of variants with its unit. */
export function formatColumn(column: string, value: number | string | null | undefined, currency: string): string {
  const measure = asMeasure(column);
  return measure !== null && typeof value !== 'string' ? formatMeasure(measure, value, currency) : formatParameter(column, value);
}

function toAxis({ column, values }: Column, currency: string): ParallelAxis {
  const texts = [...new Set(values.filter((value) => typeof value === 'string'))].toSorted();
  const format = (value: number): string => formatColumn(column, value, currency);
  const base = { key: column, label: nameColumn(column) };
  if (texts.length === 0) return { ...base, values: Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)), format };
  const placeOf = new Map(texts.map((text, at) => [text, at]));
  return { ...base, values: Float64Array.from(values, (value) => (typeof value === 'string' ? (placeOf.get(value) ?? Number.NaN) : Number.NaN)), choices: texts.map((text) => formatParameter(column, text)) };
}

/** Columns of variants as axes, in the order of their names. */
export const toAxes = ({ columns }: VariantColumns, names: readonly string[], currency: string): readonly ParallelAxis[] =>
  names.flatMap((name) => {
    const column = columns.find((candidate) => candidate.column === name);
    return column === undefined ? [] : [toAxis(column, currency)];
  });

/** Rows in the order they are painted: those without a rank first, the best last. O(rows log rows). */
export function orderByRank(ranks: readonly (number | null)[]): readonly number[] {
  const heightOf = (row: number): number => -(ranks[row] ?? Infinity);
  return ranks.map((_, row) => row).toSorted((first, second) => {
    const [a, b] = [heightOf(first), heightOf(second)];
    return a === b ? first - second : a - b;
  });
}

/** Row of the best variant, null where none has a rank. */
export function findBest(ranks: readonly (number | null)[]): number | null {
  const row = ranks.indexOf(1);
  return row < 0 ? null : row;
}

/** What the filters on the axes ask of the table: ranges of numbers, choices by their own words. */
export function toFilter(brushes: Brushes, { columns }: VariantColumns): Pick<VariantQuery, 'ranges' | 'choices'> {
  const ranges: NonNullable<VariantQuery['ranges']> = [];
  const choices: NonNullable<VariantQuery['choices']> = [];
  for (const { column, values } of columns) {
    const brush = brushes[column];
    if (brush === undefined) continue;
    const texts = [...new Set(values.filter((value) => typeof value === 'string'))].toSorted();
    if (texts.length === 0) ranges.push({ column, min: brush[0], max: brush[1] });
    else choices.push({ column, values: texts.filter((_, at) => at >= brush[0] && at <= brush[1]) });
  }
  return { ...(ranges.length === 0 ? {} : { ranges }), ...(choices.length === 0 ? {} : { choices }) };
}

/** Measures drawn beside the parameters: the goal's first, then what makes the Pareto front. */
export const measureColumns = ({ metric }: BatchGoal): readonly Measure[] => [...new Set<Measure>([metric, 'lift', 'cost', 'reach'])];

/** What the Pareto front is over: much lift and reach for little cost. */
export const frontObjectives = [
  { measure: 'lift', direction: 'max' },
  { measure: 'cost', direction: 'min' },
  { measure: 'reach', direction: 'max' },
] as const satisfies readonly { measure: Measure; direction: 'max' | 'min' }[];

/** Two results that points are drawn by. */
export const ScatterAxes = z.object({ x: Measure, y: Measure });
export type ScatterAxes = z.infer<typeof ScatterAxes>;
