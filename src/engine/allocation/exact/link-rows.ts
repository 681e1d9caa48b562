import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { startOfDays, type DayMarks } from '../day-marks.ts';
import { clashesWithPast, hasOtherPartner } from '../past-links.ts';
import { columnsBetween, type ActionColumns } from './action-columns.ts';
import { addSumRow, closeColumn } from './sum-row.ts';

/** The columns of a cell's action that a table speaks of, by day. */
function columnsInScope(columns: ActionColumns, compiled: CompiledProblem, pair: number, marks: DayMarks, part: number): number[] {
  const start = startOfDays(marks, part, Math.floor(pair / compiled.channelCount), compiled.days);
  return columnsBetween(columns, compiled, pair, 0, compiled.days - 1).filter((column) => marks.inDay[start + columns.day[column]!] === 1);
}

/**
 * Exclusions of one contact: an action by the first channel beside those by the second on the days near it, as many to a
 * row as their own spacing lets stand at most once.
 */
function addClashRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, contact: number, clash: number): void {
  const { channelCount, clashes, past, spacing } = compiled;
  const part = clashes.parts[clash]!;
  const mine = [part.first, part.second].map((channel) => columnsInScope(columns, compiled, contact * channelCount + channel, clashes, clash));
  for (const column of mine.flat()) {
    if (clashesWithPast(past, part, contact, columns.pair[column]! % channelCount, columns.day[column]!)) closeColumn(builder, column, `apart_${clash}_${column}_past`);
  }
  const run = spacing[part.second]!;
  for (const column of mine[0]!) {
    const day = columns.day[column]!;
    for (let from = day - part.withinDays; from <= day + part.withinDays; from += run) {
      const last = Math.min(from + run - 1, day + part.withinDays);
      const near = mine[1]!.filter((other) => columns.day[other]! >= from && columns.day[other]! <= last);
      if (near.length > 0) addSumRow(builder, `apart_${clash}_${column}_${from}`, [column, ...near], 1);
    }
  }
}

/** Sequences of one contact: an action stands only where one of the partners it needs does. */
function addNeedRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, contact: number, need: number): void {
  const { channelCount, needs } = compiled;
  const part = needs.parts[need]!;
  for (const column of columnsInScope(columns, compiled, contact * channelCount + part.channel, needs, need)) {
    const day = columns.day[column]!;
    if (hasOtherPartner(compiled, need, contact, day)) continue;
    const row = builder.addRow({ name: `needs_${need}_${column}`, upper: 0 });
    builder.addEntry(row, column, 1);
    for (const partner of columnsBetween(columns, compiled, contact * channelCount + part.partner, day + part.firstOffset, day + part.lastOffset)) builder.addEntry(row, partner, -1);
  }
}

/** Rows that tie actions of different channels on one contact together: exclusions and sequences. */
export function addLinkRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, contact: number): void {
  const { channelCount, groups, clashes, needs } = compiled;
  const cell = groups.groupOf[contact]! * channelCount;
  const partsOf = (table: { readonly start: Int32Array; readonly part: Int32Array }): number[] =>
    [...new Set(table.part.subarray(table.start[cell], table.start[cell + channelCount]))].sort((first, second) => first - second);
  for (const clash of partsOf(clashes)) addClashRows(builder, columns, compiled, contact, clash);
  for (const need of partsOf(needs)) addNeedRows(builder, columns, compiled, contact, need);
}
