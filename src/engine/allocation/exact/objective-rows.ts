import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';

/** Mean of the worst draws of the lift as part of an objective. */
export interface TailObjective {
  readonly draws: number;
  /** Share of the draws that are the worst. */
  readonly tail: number;
  /** Weight of their mean. */
  readonly weight: number;
  /** Lift of a first action in a draw. */
  liftOf(pair: number, draw: number): number;
}

/** One sum over the actions of a plan: what the objective, a guard or a draw makes of an action and of a contact reached. */
export interface ActionSum {
  /** Worth of the (tier + 1)-th action of a pair. */
  gainOf(pair: number, channel: number, tier: number): number;
  readonly reachWorth: number;
  add(column: number, value: number): void;
}

/** The objective and every guard as sums; guards get a row each. */
export function listActionSums(builder: ModelBuilder, compiled: CompiledProblem): ActionSum[] {
  const { tierFactor, tierCount } = compiled;
  const sumOf = ({ gainBase, objectiveCost, reachWorth }: Pick<CompiledProblem, 'gainBase' | 'objectiveCost' | 'reachWorth'>, add: ActionSum['add']): ActionSum => ({
    gainOf: (pair, channel, tier) => gainBase[pair]! * tierFactor[channel * tierCount + tier]! - objectiveCost[channel]!,
    reachWorth,
    add,
  });
  return [
    sumOf(compiled, (column, value) => builder.addCost(column, value)),
    ...compiled.guards.map((guard, at) => {
      const row = builder.addRow({ name: `keep_${at}`, lower: guard.atLeast });
      return sumOf(guard, (column, value) => value !== 0 && builder.addEntry(row, column, value));
    }),
  ];
}

/**
 * Conditional value at risk as Rockafellar and Uryasev (2000) write it: a level η, what each draw falls short of it, and
 * weight · (η − Σ shortfall / (tail · draws)) in the objective. Lift is never negative, so neither is η.
 */
export function addTail(builder: ModelBuilder, compiled: CompiledProblem, { draws, tail, weight, liftOf }: TailObjective): ActionSum[] {
  const level = builder.addColumn({ name: 'tail_level', cost: weight });
  return Array.from({ length: draws }, (_, draw) => {
    const shortfall = builder.addColumn({ name: `shortfall_${draw}`, cost: -weight / (tail * draws) });
    const row = builder.addRow({ name: `draw_${draw}`, lower: 0 });
    builder.addEntry(row, shortfall, 1);
    builder.addEntry(row, level, -1);
    return {
      gainOf: (pair, channel, tier) => liftOf(pair, draw) * compiled.tierFactor[channel * compiled.tierCount + tier]!,
      reachWorth: 0,
      add: (column, value) => value !== 0 && builder.addEntry(row, column, value),
    };
  });
}
