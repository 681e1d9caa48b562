import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import type { ActionColumns } from './action-columns.ts';

/** Columns of one pair from a first to a last day. */
function columnsBetween(columns: ActionColumns, compiled: CompiledProblem, pair: number, first: number, last: number): number[] {
  const found: number[] = [];
  for (let day = Math.max(0, first); day <= Math.min(last, compiled.days - 1); day += 1) {
    const column = columns.columnOf[pair * compiled.days + day]!;
    if (column >= 0) found.push(column);
  }
  return found;
}

function addSumRow(builder: ModelBuilder, name: string, columns: readonly number[], upper: number): void {
  const row = builder.addRow({ name, upper });
  for (const column of columns) builder.addEntry(row, column, 1);
}

/** Distance between two actions of a pair: at most one in any `spacing` days. Windows inside another are left out. */
function addSpacingRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, pair: number): void {
  const spacing = compiled.spacing[pair % compiled.channelCount]!;
  if (spacing <= 1) return;
  let lastCovered = -1;
  for (let day = 0; day < compiled.days; day += 1) {
    if (columns.columnOf[pair * compiled.days + day]! < 0) continue;
    const window = columnsBetween(columns, compiled, pair, day, day + spacing - 1);
    const last = window[window.length - 1]!;
    if (window.length > 1 && last > lastCovered) {
      addSumRow(builder, `cooldown_${pair}_${day}`, window, 1);
      lastCovered = last;
    }
  }
}

/** Touches outside the plan inside the window that ends on a day; `isBefore` counts those before the horizon, else those inside it. */
function countPast(compiled: CompiledProblem, contact: number, window: number, end: number, isBefore: boolean): number {
  const { historyDay, windows, channelCount } = compiled;
  const part = windows.parts[window]!;
  if (historyDay === null || !part.countsHistory) return 0;
  let touches = 0;
  for (let channel = 0; channel < channelCount; channel += 1) {
    const past = historyDay[contact * channelCount + channel]!;
    if (windows.inChannel[window * channelCount + channel] === 1 && past < 0 === isBefore && past <= end && end - past < part.windowDays) touches += 1;
  }
  return touches;
}

/**
 * Frequency of one contact under one rule: a row per window end. Touches before the horizon lower the limit of the
 * windows they lie in; a day they fill is closed. Touches inside the horizon only count in windows that end on a planned
 * action, which a second row says with the usual large constant.
 */
function addWindowRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, contact: number, window: number): void {
  const { channelCount, windows, days } = compiled;
  const part = windows.parts[window]!;
  const channels = Array.from({ length: channelCount }, (_, channel) => channel).filter((channel) => windows.inChannel[window * channelCount + channel] === 1);
  const inScope = (first: number, last: number): number[] =>
    channels.flatMap((channel) => columnsBetween(columns, compiled, contact * channelCount + channel, first, last)).filter((column) => windows.inDay[window * days + columns.day[column]!] === 1);
  for (let end = 0; end < days; end += 1) {
    const onEnd = inScope(end, end);
    if (onEnd.length === 0) continue;
    const touched = inScope(end - part.windowDays + 1, end);
    const before = countPast(compiled, contact, window, end, true);
    const during = countPast(compiled, contact, window, end, false);
    if (before >= part.max) for (const column of onEnd) closeColumn(builder, column, `frequency_${window}_${contact}_${column}`);
    else if (touched.length > part.max - before) addSumRow(builder, `frequency_${window}_${contact}_${end}`, touched, part.max - before);
    if (during === 0) continue;
    const large = touched.length;
    for (const column of onEnd) {
      const row = builder.addRow({ name: `frequency_${window}_${contact}_${column}_during`, upper: part.max - before - during + large });
      for (const other of touched) builder.addEntry(row, other, 1);
      builder.addEntry(row, column, large);
    }
  }
}

/** Forbids an action by a row, so that a fixed action on it shows as infeasible. */
function closeColumn(builder: ModelBuilder, column: number, name: string): void {
  const row = builder.addRow({ name, upper: 0 });
  builder.addEntry(row, column, 1);
}

/** Rows that concern one contact alone: cooldowns and frequency rules. */
export function addContactRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem): void {
  const { contactCount, channelCount, groups, windows } = compiled;
  for (let contact = 0; contact < contactCount; contact += 1) {
    const present = new Set<number>();
    for (let channel = 0; channel < channelCount; channel += 1) {
      addSpacingRows(builder, columns, compiled, contact * channelCount + channel);
      const cell = groups.groupOf[contact]! * channelCount + channel;
      for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) present.add(windows.part[entry]!);
    }
    for (const window of [...present].sort((first, second) => first - second)) addWindowRows(builder, columns, compiled, contact, window);
  }
}
