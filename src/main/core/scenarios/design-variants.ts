import { fail, succeed, type Result } from '../../../engine/base/fault.ts';
import type { Design } from '../../../engine/design/collect-points.ts';
import { designGrid } from '../../../engine/design/grid.ts';
import { designLatinHypercube } from '../../../engine/design/latin-hypercube.ts';
import { designRandom } from '../../../engine/design/random.ts';
import { designSobol } from '../../../engine/design/sobol.ts';
import { toValues } from '../../../engine/design/unit-point.ts';
import { MOST_VARIANTS, type BatchSearch } from '../../../engine/model/batch.ts';
import type { SearchSpace } from '../../../engine/model/search-space.ts';
import type { DesignedVariants } from '../../workers/scenario-api.ts';

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

/** The variants of a search that are known before any of them is played. */
export function designVariants(space: SearchSpace, search: BatchSearch, seed: number): Result<DesignedVariants> {
  const design = designPoints(space, search, seed);
  return design.ok ? succeed({ values: design.value.points.map((point) => toValues(space, point)), skipped: Object.fromEntries(design.value.infeasible) }) : design;
}
