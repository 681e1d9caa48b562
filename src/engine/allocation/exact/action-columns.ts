import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';

/** The decision variables of the exact model: one per contact, channel and open day. */
export interface ActionColumns {
  /** Column per pair · days + day, −1 where the day is closed. */
  readonly columnOf: Int32Array;
  /** Place of each action column: pair and day, by column number (action columns come first). */
  readonly pair: Int32Array;
  readonly day: Int32Array;
}

/** Number of action columns a problem needs: what the size of the exact model goes by. O(contacts · channels · days). */
export function countActionColumns(compiled: CompiledProblem): number {
  const { contactCount, channelCount, days, groups, isOpen, earliest, maxActions } = compiled;
  const cellCount = groups.count * channelCount;
  const openFrom = new Int32Array(cellCount * (days + 1));
  for (let cell = 0; cell < cellCount; cell += 1) {
    for (let day = days - 1; day >= 0; day -= 1) openFrom[cell * (days + 1) + day] = openFrom[cell * (days + 1) + day + 1]! + isOpen[cell * days + day]!;
  }
  let count = 0;
  for (let contact = 0; contact < contactCount; contact += 1) {
    for (let channel = 0; channel < channelCount; channel += 1) {
      if (maxActions[channel] === 0) continue;
      count += openFrom[(groups.groupOf[contact]! * channelCount + channel) * (days + 1) + earliest[contact * channelCount + channel]!]!;
    }
  }
  return count;
}

/** Adds the action columns. A fixed action has lower bound 1; a fixed action on a closed day makes the model infeasible by a row of its own. */
export function addActionColumns(builder: ModelBuilder, compiled: CompiledProblem): ActionColumns {
  const { contactCount, channelCount, days, groups, isOpen, earliest, maxActions } = compiled;
  const columnOf = new Int32Array(contactCount * channelCount * days).fill(-1);
  const pairs: number[] = [];
  const dayList: number[] = [];
  for (let pair = 0; pair < contactCount * channelCount; pair += 1) {
    const contact = Math.floor(pair / channelCount);
    const channel = pair % channelCount;
    if (maxActions[channel] === 0) continue;
    const from = (groups.groupOf[contact]! * channelCount + channel) * days;
    for (let day = earliest[pair]!; day < days; day += 1) {
      if (isOpen[from + day] === 0) continue;
      columnOf[pair * days + day] = builder.addColumn({ name: `x_${contact}_${channel}_${day}`, upper: 1, isInteger: true });
      pairs.push(pair);
      dayList.push(day);
    }
  }
  for (const [at, pin] of compiled.fixed.entries()) {
    const column = columnOf[(pin.contact * channelCount + pin.channel) * days + pin.day]!;
    if (column >= 0) builder.setColumnBounds(column, 1, 1);
    else builder.addRow({ name: `fixed_${at}`, lower: 1 });
  }
  return { columnOf, pair: Int32Array.from(pairs), day: Int32Array.from(dayList) };
}

/** Columns of one pair from a first to a last day. */
export function columnsBetween(columns: ActionColumns, compiled: CompiledProblem, pair: number, first: number, last: number): number[] {
  const found: number[] = [];
  for (let day = Math.max(0, first); day <= Math.min(last, compiled.days - 1); day += 1) {
    const column = columns.columnOf[pair * compiled.days + day]!;
    if (column >= 0) found.push(column);
  }
  return found;
}
