import type { LinearModel } from '../../linear/linear-model.ts';
import { createModelBuilder, type ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';

/** Contacts of each group that a channel may use on a day at the earliest: [cell · days + day]. O(contacts · channels + cells · days). */
function countAvailable(compiled: CompiledProblem): Int32Array {
  const { contactCount, channelCount, days, groups, isOpen, earliest } = compiled;
  const available = new Int32Array(groups.count * channelCount * days);
  for (let pair = 0; pair < contactCount * channelCount; pair += 1) {
    const cell = groups.groupOf[Math.floor(pair / channelCount)]! * channelCount + (pair % channelCount);
    if (earliest[pair]! < days) available[cell * days + earliest[pair]!]! += 1;
  }
  for (let at = 0; at < available.length; at += 1) if (at % days !== 0) available[at]! += available[at - 1]!;
  return available.map((count, at) => (isOpen[at] === 1 ? count : 0));
}

interface Totals {
  readonly builder: ModelBuilder;
  readonly compiled: CompiledProblem;
  /** Column per cell · days + day, −1 where nobody may. */
  readonly columnOf: Int32Array;
  readonly groupSize: Int32Array;
}

function addSum(builder: ModelBuilder, columns: readonly number[], upper: number): void {
  if (columns.length < 2) return;
  const row = builder.addRow({ upper });
  for (const column of columns) builder.addEntry(row, column, 1);
}

/** Units of contacts that the contacts of a group belong to under a window: the contacts themselves where each stands alone. */
function countUnits({ compiled, groupSize }: Totals, window: number, group: number): number {
  const { unitOf } = compiled.windows.parts[window]!;
  if (unitOf === null) return groupSize[group]!;
  return new Set(unitOf.filter((_unit, contact) => compiled.groups.groupOf[contact] === group)).size;
}

const columnsOf = ({ columnOf, compiled }: Totals, cell: number, first: number, last: number): number[] =>
  Array.from(columnOf.subarray(cell * compiled.days + Math.max(0, first), cell * compiled.days + Math.min(compiled.days, last + 1))).filter((column) => column >= 0);

/** What a group may take of one channel: its most actions, and one per contact in any `spacing` days. */
function addCellRows(totals: Totals, group: number, channel: number): void {
  const { builder, compiled, groupSize } = totals;
  const cell = group * compiled.channelCount + channel;
  addSum(builder, columnsOf(totals, cell, 0, compiled.days), groupSize[group]! * compiled.maxActions[channel]!);
  const spacing = compiled.spacing[channel]!;
  if (spacing > 1) for (let day = 0; day + spacing <= compiled.days; day += 1) addSum(builder, columnsOf(totals, cell, day, day + spacing - 1), groupSize[group]!);
}

/** What a group may take within a window: no unit of its contacts takes more than the most. Earlier touches are left out, which only allows more. */
function addGroupWindows(totals: Totals, group: number): void {
  const { builder, compiled } = totals;
  const { windows, channelCount, days } = compiled;
  const channelsOf = new Map<number, number[]>();
  for (let channel = 0; channel < channelCount; channel += 1) {
    const cell = group * channelCount + channel;
    for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) channelsOf.set(windows.part[entry]!, [...(channelsOf.get(windows.part[entry]!) ?? []), cell]);
  }
  for (const [window, cells] of channelsOf) {
    const { max, weights } = windows.parts[window]!;
    const upper = countUnits(totals, window, group) * max;
    const start = startOfDays(windows, window, compiled.groups.member[group]!, days);
    const firstOf = (end: number): number => Math.max(0, windows.firstDay[window * days + end]!);
    for (let end = 0; end < days; end += 1) {
      if (end + 1 < days && firstOf(end + 1) === firstOf(end)) continue;
      const row = builder.addRow({ upper });
      for (const cell of cells) {
        for (let day = firstOf(end); day <= end; day += 1) {
          const column = totals.columnOf[cell * days + day]!;
          if (windows.inDay[start + day] === 1 && column >= 0) builder.addEntry(row, column, weights[cell % channelCount]!);
        }
      }
    }
  }
}

/** Capacities, budgets and minimums over all groups. */
function addLimits({ builder, compiled, columnOf }: Totals): void {
  const { limits, days } = compiled;
  const first = builder.rowCount;
  for (let row = 0; row < limits.rowCount; row += 1) builder.addRow({ name: `limit_${row}`, ...(limits.rowIsFloor[row] === 1 ? { lower: limits.rowLimit[row]! } : { upper: limits.rowLimit[row]! }) });
  for (const [at, column] of columnOf.entries()) {
    const cell = Math.floor(at / days);
    if (column < 0) continue;
    for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
      const period = limits.periodOf[limits.entryDays[entry]! + (at % days)]!;
      if (period >= 0) builder.addEntry(first + limits.entryRow[entry]! + period, column, limits.entryWeight[entry]!);
    }
  }
}

/** Coverage: per group no more contacts reached than it has, and no more than actions in scope. */
function addCovers({ builder, compiled, columnOf, groupSize }: Totals): void {
  const { covers, channelCount, days, groups } = compiled;
  for (const [cover, part] of covers.parts.entries()) {
    const total = builder.addRow({ name: `cover_${cover}`, lower: part.need });
    for (let group = 0; group < groups.count; group += 1) {
      const actions: number[] = [];
      const start = startOfDays(covers, cover, groups.member[group]!, days);
      for (let cell = group * channelCount; cell < (group + 1) * channelCount; cell += 1) {
        if (!covers.part.subarray(covers.start[cell], covers.start[cell + 1]).includes(cover)) continue;
        for (let day = 0; day < days; day += 1) if (covers.inDay[start + day] === 1 && columnOf[cell * days + day]! >= 0) actions.push(columnOf[cell * days + day]!);
      }
      if (actions.length === 0) continue;
      const reached = builder.addColumn({ upper: groupSize[group]! });
      builder.addEntry(total, reached, 1);
      const row = builder.addRow({ upper: 0 });
      builder.addEntry(row, reached, 1);
      for (const action of actions) builder.addEntry(row, action, -1);
    }
  }
}

/**
 * A linear model of the totals per group of like contacts, channel and day. Adding up the rules of the contacts of a
 * group only loosens them, so where the totals have no solution no plan exists. Its size does not grow with the number
 * of contacts. `extend` may add to it before it is built. O(groups · channels · days · rules).
 */
export function buildTotalsModel(compiled: CompiledProblem, extend?: (builder: ModelBuilder) => void): LinearModel {
  const builder = createModelBuilder({ name: 'totals' });
  const { groups, channelCount, days } = compiled;
  const available = countAvailable(compiled);
  const columnOf = new Int32Array(available.length).fill(-1);
  for (const [at, upper] of available.entries()) if (upper > 0) columnOf[at] = builder.addColumn({ upper });
  const groupSize = new Int32Array(groups.count);
  for (const group of groups.groupOf) groupSize[group]! += 1;
  const totals: Totals = { builder, compiled, columnOf, groupSize };
  for (let group = 0; group < groups.count; group += 1) {
    for (let channel = 0; channel < channelCount; channel += 1) addCellRows(totals, group, channel);
    addGroupWindows(totals, group);
  }
  addLimits(totals);
  addCovers(totals);
  for (const pin of compiled.fixed) {
    const column = columnOf[(groups.groupOf[pin.contact]! * channelCount + pin.channel) * days + pin.day]!;
    if (column >= 0) builder.setColumnBounds(column, 1, available[(groups.groupOf[pin.contact]! * channelCount + pin.channel) * days + pin.day]!);
  }
  extend?.(builder);
  return builder.build();
}
