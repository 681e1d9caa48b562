import type { BatchCounts, MeasureSummary, Variant, VariantStatus } from '../../../engine/model/batch.ts';
import type { SearchValues } from '../../../engine/model/search-space.ts';
import type { Measure } from '../../../engine/model/simulation.ts';

/** A variant while its batch is played. */
export interface LiveVariant {
  /** 1, 2, … in the order of the search. */
  readonly number: number;
  readonly name: string | null;
  readonly parameters: SearchValues;
  status: VariantStatus;
  replications: number;
  score: number | null;
  standardError: number | null;
  stoppedInRound: number | null;
  reason: string | null;
  measures: Readonly<Record<Measure, MeasureSummary>> | null;
  /** Every measure by replication, while it may play on in a race. */
  samples: Float64Array | null;
}

export const createLiveVariant = (number: number, parameters: SearchValues, name: string | null = null): LiveVariant => ({
  number,
  name,
  parameters,
  status: 'waiting',
  replications: 0,
  score: null,
  standardError: null,
  stoppedInRound: null,
  reason: null,
  measures: null,
  samples: null,
});

export function countStatuses(variants: readonly LiveVariant[]): BatchCounts {
  const counts: BatchCounts = { waiting: 0, running: 0, stopped: 0, infeasible: 0, done: 0 };
  for (const { status } of variants) counts[status] += 1;
  return counts;
}

/** True where a variant can be ranked: it was played, and nothing makes it infeasible. */
export const isRanked = ({ score, status }: Pick<LiveVariant, 'score' | 'status'>): boolean => score !== null && status !== 'infeasible';

/**
 * Order of the ranking: variants that play or have played to the end before the stopped, of these the later rounds first; by
 * score, equal ones by number. For variants that can be ranked.
 */
export function compareVariants(direction: 'max' | 'min'): (a: Pick<LiveVariant, 'score' | 'status' | 'stoppedInRound' | 'number'>, b: Pick<LiveVariant, 'score' | 'status' | 'stoppedInRound' | 'number'>) => number {
  const sign = direction === 'max' ? -1 : 1;
  return (a, b) =>
    Number(a.status === 'stopped') - Number(b.status === 'stopped') ||
    (b.stoppedInRound ?? 0) - (a.stoppedInRound ?? 0) ||
    sign * ((a.score ?? 0) - (b.score ?? 0)) ||
    a.number - b.number;
}

/** The variant ranked first, null while there is none. O(variants). */
export function findBest(variants: readonly LiveVariant[], direction: 'max' | 'min'): LiveVariant | null {
  const compare = compareVariants(direction);
  let best: LiveVariant | null = null;
  for (const variant of variants) if (isRanked(variant) && (best === null || compare(variant, best) < 0)) best = variant;
  return best;
}

/** What of a variant differs from the base: the base's values by name. */
export function baseOf(parameters: SearchValues, base: Readonly<Record<string, number | string | null>>): Variant['base'] {
  const differs = Object.keys(parameters).filter((name) => parameters[name] !== base[name]);
  return Object.fromEntries(differs.map((name) => [name, base[name] ?? null]));
}

/** Variants as files show them, ranked first, then those without a rank by number. */
export function rankLive(variants: readonly LiveVariant[], direction: 'max' | 'min', base: Readonly<Record<string, number | string | null>>): Variant[] {
  const ranked = variants.filter(isRanked).toSorted(compareVariants(direction));
  const toVariant = ({ samples: _samples, ...variant }: LiveVariant, rank: number | null): Variant => ({ ...variant, rank, base: baseOf(variant.parameters, base) });
  return [...ranked.map((variant, at) => toVariant(variant, at + 1)), ...variants.filter((variant) => !isRanked(variant)).map((variant) => toVariant(variant, null))];
}
