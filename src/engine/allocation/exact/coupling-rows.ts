import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';
import type { ActionColumns } from './action-columns.ts';
import type { ActionSum } from './objective-rows.ts';

/** Capacities, budgets and minimums: one row each per period and rep, over all contacts. */
export function addLimitRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem): void {
  const { limits, groups, channelCount } = compiled;
  const first = builder.rowCount;
  for (let row = 0; row < limits.rowCount; row += 1) {
    const limit = limits.rowLimit[row]!;
    builder.addRow({ name: `limit_${row}`, ...(limits.rowIsFloor[row] === 1 ? { lower: limit } : { upper: limit }) });
  }
  for (let column = 0; column < columns.pair.length; column += 1) {
    const pair = columns.pair[column]!;
    const cell = groups.groupOf[Math.floor(pair / channelCount)]! * channelCount + (pair % channelCount);
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + columns.day[column]!]!;
      if (period >= 0) builder.addEntry(first + limits.entryRow[entry]! + period, column, limits.entryWeight[entry]!);
    }
  }
}

/** Columns that say whether a contact is reached under a coverage rule. */
export interface ReachColumns {
  /** Column and the action columns any of which reaches. */
  readonly column: number[];
  readonly actions: number[][];
}

function addReachColumn(builder: ModelBuilder, name: string, actions: number[], cost: number, into: ReachColumns): number {
  const column = builder.addColumn({ name, upper: 1, cost });
  const row = builder.addRow({ name: `${name}_needs`, upper: 0 });
  builder.addEntry(row, column, 1);
  for (const action of actions) builder.addEntry(row, action, -1);
  into.column.push(column);
  into.actions.push(actions);
  return column;
}

/** Coverage: r ≤ Σ x per contact, Σ r ≥ need. r is whole by itself, because Σ x is. */
export function addCoverRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, into: ReachColumns): void {
  const { covers, groups, channelCount, days } = compiled;
  for (const [cover, part] of covers.parts.entries()) {
    const actionsOf = new Map<number, number[]>();
    for (let column = 0; column < columns.pair.length; column += 1) {
      const contact = Math.floor(columns.pair[column]! / channelCount);
      const cell = groups.groupOf[contact]! * channelCount + (columns.pair[column]! % channelCount);
      if (covers.inDay[startOfDays(covers, cover, contact, days) + columns.day[column]!] === 0 || !covers.part.subarray(covers.start[cell], covers.start[cell + 1]).includes(cover)) continue;
      const actions = actionsOf.get(contact);
      if (actions === undefined) actionsOf.set(contact, [column]);
      else actions.push(column);
    }
    const total = builder.addRow({ name: `cover_${cover}`, lower: part.need });
    for (const [contact, actions] of actionsOf) builder.addEntry(total, addReachColumn(builder, `r_${cover}_${contact}`, actions, 0, into), 1);
  }
}

/** Reach in the objective: z ≤ Σ x per contact, each worth its weight. */
export function addReachObjective(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, sums: readonly ActionSum[], into: ReachColumns): void {
  const actionsOf = new Map<number, number[]>();
  for (let column = 0; column < columns.pair.length; column += 1) {
    const contact = Math.floor(columns.pair[column]! / compiled.channelCount);
    const actions = actionsOf.get(contact);
    if (actions === undefined) actionsOf.set(contact, [column]);
    else actions.push(column);
  }
  for (const [contact, actions] of actionsOf) {
    const column = addReachColumn(builder, `z_${contact}`, actions, 0, into);
    for (const sum of sums) if (sum.reachWorth > 0) sum.add(column, sum.reachWorth);
  }
}
