import type { CompiledProblem } from '../compiled-problem.ts';
import type { PlanActions } from '../plan-actions.ts';
import type { ExactModel } from './build-exact-model.ts';

/** A plan as a point of the exact model: what a solver starts from. O(columns). */
export function encodePlan({ model, columns, pairs, reach }: ExactModel, compiled: CompiledProblem, actions: PlanActions, isExplored: Uint8Array | null): Float64Array {
  const { channelCount, days } = compiled;
  const point = new Float64Array(model.columnNames.length);
  const taken = new Int32Array(pairs.tierOf.length);
  for (const [at, contact] of actions.contact.entries()) {
    const pair = contact * channelCount + actions.channel[at]!;
    const column = columns.columnOf[pair * days + actions.day[at]!]!;
    if (column < 0) continue;
    point[column] = 1;
    if (pairs.tierOf[pair]! >= 0) point[pairs.tierOf[pair]! + taken[pair]!] = 1;
    taken[pair]! += 1;
  }
  for (const [at, column] of reach.column.entries()) point[column] = reach.actions[at]!.some((action) => point[action] === 1) ? 1 : 0;
  for (const [pair, flag] of pairs.flagOf.entries()) if (flag >= 0 && isExplored?.[pair] === 1 && taken[pair]! > 0) point[flag] = 1;
  return point;
}

/** The plan a point of the exact model stands for. O(columns). */
export function decodePlan({ columns, pairs }: ExactModel, compiled: CompiledProblem, values: Float64Array): { actions: PlanActions; isExplored: Uint8Array | null } {
  const chosen: number[] = [];
  for (let column = 0; column < columns.pair.length; column += 1) if (values[column]! > 0.5) chosen.push(column);
  chosen.sort((first, second) => columns.day[first]! - columns.day[second]! || columns.pair[first]! - columns.pair[second]!);
  const actions: PlanActions = {
    contact: Int32Array.from(chosen, (column) => Math.floor(columns.pair[column]! / compiled.channelCount)),
    channel: Int32Array.from(chosen, (column) => columns.pair[column]! % compiled.channelCount),
    day: Int32Array.from(chosen, (column) => columns.day[column]!),
  };
  const isExplored = compiled.explorationGain === null ? null : Uint8Array.from(pairs.flagOf, (flag) => (flag >= 0 && values[flag]! > 0.5 ? 1 : 0));
  return { actions, isExplored };
}
