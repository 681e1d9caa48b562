import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Design } from '../../../engine/design/collect-points.ts';
import { reduceEqualities } from '../../../engine/design/equalities.ts';
import { designGrid } from '../../../engine/design/grid.ts';
import { designLatinHypercube } from '../../../engine/design/latin-hypercube.ts';
import { designRandom } from '../../../engine/design/random.ts';
import { designSobol } from '../../../engine/design/sobol.ts';
import { toValues } from '../../../engine/design/unit-point.ts';
import { MOST_VARIANTS, type BatchSearch, type BatchSpec } from '../../../engine/model/batch.ts';
import type { SearchSpace, SearchValues } from '../../../engine/model/search-space.ts';

/** A variant to be played. */
export interface DesignedVariant {
  /** 1, 2, … in the order of the search. */
  readonly number: number;
  readonly name: string | null;
  readonly parameters: SearchValues;
}

/** The variants of a batch that are known before any of them is played; those of a Bayesian search come as it goes. */
export interface DesignedBatch {
  readonly variants: readonly DesignedVariant[];
  /** Points that constraints left out, by their names. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Variants in all, once it was played. */
  readonly total: number;
}

function designPoints(space: SearchSpace, search: BatchSearch, seed: number): Result<Design> {
  switch (search.strategy) {
    case 'grid':
      return designGrid(space, { ...(search.levels === undefined ? {} : { levels: search.levels }), cap: MOST_VARIANTS });
    case 'random':
      return designRandom(space, { count: search.count, seed });
    case 'latin_hypercube':
      return designLatinHypercube(space, { count: search.count, seed });
    case 'sobol':
      return designSobol(space, { count: search.count, seed });
    default:
      return fail('BAD_INPUT', `A ${search.strategy} search has no design.`);
  }
}

/** Designs a batch. O(variants · parameters), for a Latin hypercube more. */
export function designBatch({ space, search, seed }: Pick<BatchSpec, 'space' | 'search' | 'seed'>): Result<DesignedBatch> {
  if (search.strategy === 'listed') return succeed({ variants: search.variants.map(({ name, parameters }, at) => ({ number: at + 1, name: name ?? null, parameters })), skipped: {}, total: search.variants.length });
  if (search.strategy === 'bayesian') return succeed({ variants: [], skipped: {}, total: search.count });
  if (space === undefined) return fail('BAD_INPUT', 'Expected a search space.', { path: 'spec.space' });
  const reduced = reduceEqualities(space);
  const design = designPoints(reduced.space, search, seed);
  if (!design.ok) return design;
  const variants = design.value.points.map((point, at) => ({ number: at + 1, name: null, parameters: reduced.complete(toValues(reduced.space, point)) }));
  return succeed({ variants, skipped: Object.fromEntries(design.value.infeasible), total: variants.length });
}
