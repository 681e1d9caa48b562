import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PathRow, PathTable } from '../../../src/engine/attribution/path-table.ts';
import { sharedDir } from '../../support/shared.ts';

const folder = join(sharedDir, 'data/attribution');

export const readToyAnswers = (): unknown => JSON.parse(readFileSync(join(folder, 'toy_known_answers.json'), 'utf8'));

/** Figures computed for PathData elsewhere, by channel. */
export interface PathDataAnswers {
  readonly totals: { readonly rows: number; readonly conversions: number; readonly value: number; readonly nulls: number };
  readonly heuristics_conversions: Record<string, Record<'first_touch' | 'last_touch' | 'linear_touch', number>>;
  readonly heuristics_value: Record<string, Record<'first_touch' | 'last_touch' | 'linear_touch', number>>;
  readonly markov_order1_with_null: { base_conversion_probability: number; removal_effects: Record<string, number>; conversions: Record<string, number> };
  readonly markov_order1_without_null: { base_conversion_probability: number; removal_effects: Record<string, number>; conversions: Record<string, number> };
}

export const readPathDataAnswers = (): PathDataAnswers => JSON.parse(readFileSync(join(folder, 'pathdata/expected_computed.json'), 'utf8')) as PathDataAnswers;

export const readPathDataRows = (): PathRow[] =>
  readFileSync(join(folder, 'pathdata/Data.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => {
      const [path = '', conversions, value, nulls] = line.split(';');
      return { touches: path.split(' > '), conversions: Number(conversions), value: Number(value), nulls: Number(nulls) };
    });

/** One path written `a > b`, walked so often with and without an outcome; a value of `value` in all. */
export const path = (text: string, conversions: number, nulls = 0, value = conversions): PathRow => ({ touches: text.split(' > '), conversions, value, nulls });

/** Numbers by channel name, as answers are written. */
export const byChannel = (table: PathTable, numbers: Float64Array): Record<string, number> => Object.fromEntries(table.channels.map((channel, place) => [channel, numbers[place]!]));
