import type { ModelBuilder } from '../../linear/model-builder.ts';
import { mostActions, type CompiledProblem } from '../compiled-problem.ts';
import type { ActionColumns } from './action-columns.ts';
import type { ActionSum } from './objective-rows.ts';

/** Columns that count the actions of a pair tier by tier, and the flag columns of exploration. */
export interface PairColumns {
  /** First tier column per pair, −1 where the gain stands on the actions themselves. */
  readonly tierOf: Int32Array;
  /** Exploration column per pair, −1 without. */
  readonly flagOf: Int32Array;
}

/** Action columns per pair. */
export function listPairColumns(columns: ActionColumns, compiled: CompiledProblem): number[][] {
  const lists: number[][] = Array.from({ length: compiled.contactCount * compiled.channelCount }, () => []);
  for (const [column, pair] of columns.pair.entries()) lists[pair]!.push(column);
  return lists;
}

/**
 * Saturation: Σ x = Σ y over the tiers of a pair, tier k worth value · response · saturation^k; falling gains fill the
 * tiers in order. They are declared whole although they come out whole by themselves, because branching on how many
 * actions a contact gets decides far more than branching on one of many equal days. A pair of one possible action, or
 * without saturation or anything that falls with it, needs no tiers.
 */
export function addTiers(builder: ModelBuilder, lists: readonly number[][], compiled: CompiledProblem, sums: readonly ActionSum[]): Int32Array {
  const { channelCount, problem } = compiled;
  const tierOf = new Int32Array(lists.length).fill(-1);
  for (const [pair, actions] of lists.entries()) {
    const channel = pair % channelCount;
    const most = Math.min(mostActions(compiled, pair), actions.length);
    if (actions.length === 0) continue;
    const isFlat = most === 1 || problem.channels[channel]!.saturation === 1 || sums.every((sum) => sum.gainOf(pair, channel, 0) === sum.gainOf(pair, channel, most - 1));
    if (isFlat && most < actions.length) {
      const row = builder.addRow({ name: `most_${pair}`, upper: most });
      for (const action of actions) builder.addEntry(row, action, 1);
    }
    if (isFlat) {
      for (const sum of sums) for (const action of actions) sum.add(action, sum.gainOf(pair, channel, 0));
      continue;
    }
    const row = builder.addRow({ name: `tiers_${pair}`, lower: 0, upper: 0 });
    for (const action of actions) builder.addEntry(row, action, 1);
    for (let tier = 0; tier < most; tier += 1) {
      const column = builder.addColumn({ name: `y_${pair}_${tier}`, upper: 1, isInteger: true });
      for (const sum of sums) sum.add(column, sum.gainOf(pair, channel, tier));
      builder.addEntry(row, column, -1);
      if (tier === 0) tierOf[pair] = column;
    }
  }
  return tierOf;
}

/** Exploration: a flag e ≤ Σ x per pair worth bonus · sd, and Σ cost · e ≤ share · Σ cost · x. */
export function addExplorationFlags(builder: ModelBuilder, lists: readonly number[][], compiled: CompiledProblem): Int32Array {
  const flagOf = new Int32Array(lists.length).fill(-1);
  const gains = compiled.explorationGain;
  const share = compiled.problem.objective.explorationShare ?? 0;
  if (gains === null) return flagOf;
  const budget = builder.addRow({ name: 'exploration_share', upper: 0 });
  for (const [pair, actions] of lists.entries()) {
    const cost = compiled.unitCost[pair % compiled.channelCount]!;
    if (cost !== 0) for (const action of actions) builder.addEntry(budget, action, -share * cost);
    if (gains[pair]! <= 0 || actions.length === 0) continue;
    const flag = builder.addColumn({ name: `e_${pair}`, upper: 1, cost: gains[pair]!, isInteger: true });
    flagOf[pair] = flag;
    if (cost !== 0) builder.addEntry(budget, flag, cost);
    const row = builder.addRow({ name: `explores_${pair}`, upper: 0 });
    builder.addEntry(row, flag, 1);
    for (const action of actions) builder.addEntry(row, action, -1);
  }
  return flagOf;
}
