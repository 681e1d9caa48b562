import { succeed, type Result } from '../../../engine/base/fault.ts';
import { createBayesianSearch } from '../../../engine/design/bayesian-search.ts';
import { reduceEqualities } from '../../../engine/design/equalities.ts';
import { toUnit, toValues } from '../../../engine/design/unit-point.ts';
import type { SearchValues } from '../../../engine/model/search-space.ts';
import type { SuggestTask } from '../../workers/scenario-api.ts';

/** The next variants of a Bayesian search, from everything it was told: the same whoever asks, and when. O(evaluations³). */
export function suggestVariants({ space: given, goal, seed, initial, batch, evaluations }: SuggestTask): Result<readonly SearchValues[]> {
  const { space, reduce, complete } = reduceEqualities(given);
  const search = createBayesianSearch({ space, goal, seed, batch, ...(initial === undefined ? {} : { initial }) });
  if (!search.ok) return search;
  for (const { parameters, score, standardError } of evaluations) {
    const point = toUnit(space, reduce(parameters));
    if (!point.ok) return point;
    const told = search.value.tell([point.value], [score], score === null || standardError === null ? undefined : [standardError]);
    if (!told.ok) return told;
  }
  const asked = search.value.ask();
  return asked.ok ? succeed(asked.value.map((point) => complete(toValues(space, point)))) : asked;
}
