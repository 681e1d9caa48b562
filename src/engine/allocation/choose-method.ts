import type { Plan, SolveMethod } from '../model/plan.ts';

/** Up to so many action columns HiGHS proves an optimum within seconds to a minute. */
const EXACT_COLUMNS = 8_000;

/** The method to use: the one asked for, or by size where the choice is left open. `columnCount` as `countActionColumns` counts. */
export function chooseMethod(asked: SolveMethod, columnCount: number): Plan['method'] {
  if (asked !== 'auto') return asked;
  return columnCount <= EXACT_COLUMNS ? 'highs' : 'prices';
}
