import type { LinearModel } from '../../linear/linear-model.ts';
import { createModelBuilder, type ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { addActionColumns, type ActionColumns } from './action-columns.ts';
import { addContactRows } from './contact-rows.ts';
import { addTail, listActionSums, type TailObjective } from './objective-rows.ts';
import { addCoverRows, addLimitRows, addReachObjective, type ReachColumns } from './coupling-rows.ts';
import { addExplorationFlags, addTiers, listPairColumns, type PairColumns } from './tier-columns.ts';

/** The exact model of a problem, and what its columns mean. */
export interface ExactModel {
  readonly model: LinearModel;
  readonly columns: ActionColumns;
  readonly pairs: PairColumns;
  readonly reach: ReachColumns;
}

/**
 * Writes a problem as a mixed-integer model, maximising the metric plus any exploration gain: x per contact, channel
 * and open day; tiers for saturation; rows for cooldowns, frequency, capacities, budgets, coverage, minimums, the
 * exploration share and guards; with `tail` the mean of the worst draws counts too. `extend` may add to it before it is built. O(entries).
 */
export function buildExactModel(compiled: CompiledProblem, tail: TailObjective | null = null, extend?: (builder: ModelBuilder, columns: ActionColumns) => void): ExactModel {
  const builder = createModelBuilder({ name: compiled.problem.name, sense: 'max' });
  const columns = addActionColumns(builder, compiled);
  const lists = listPairColumns(columns, compiled);
  const reach: ReachColumns = { column: [], actions: [] };
  addContactRows(builder, columns, compiled);
  addLimitRows(builder, columns, compiled);
  addCoverRows(builder, columns, compiled, reach);
  const sums = [...listActionSums(builder, compiled), ...(tail === null ? [] : addTail(builder, compiled, tail))];
  if (sums.some(({ reachWorth }) => reachWorth > 0)) addReachObjective(builder, columns, compiled, sums, reach);
  const pairs: PairColumns = { tierOf: addTiers(builder, lists, compiled, sums), flagOf: addExplorationFlags(builder, lists, compiled) };
  extend?.(builder, columns);
  return { model: builder.build(), columns, pairs, reach };
}
