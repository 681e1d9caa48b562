import type { ModelBuilder } from '../../linear/model-builder.ts';
import { LIMIT_TOLERANCE, type CompiledProblem } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';
import { weighPast } from '../past-weight.ts';
import { columnsBetween, type ActionColumns } from './action-columns.ts';
import { addSumRow, closeColumn } from './sum-row.ts';

/**
 * One window rule for one contact, or for the contacts that share its windows (once, with the first of them): a row per
 * window end, left out where the next window holds the same days and more. Touches before the horizon and those that
 * others hold lower the limit of the windows they lie in; an action they leave no room for is closed. Touches inside the horizon only count in windows
 * that end on a planned action, which a further row says with the usual large constant.
 */
export function addWindowRows(builder: ModelBuilder, columns: ActionColumns, compiled: CompiledProblem, contact: number, window: number): void {
  const { channelCount, windows, past, days } = compiled;
  const { max, weights } = windows.parts[window]!;
  const mates = windows.matesOf[window]?.get(contact) ?? [contact];
  if (mates[0] !== contact) return;
  const pairs = mates.flatMap((mate) => Array.from(weights.keys()).filter((channel) => weights[channel]! > 0).map((channel) => mate * channelCount + channel));
  const weightOf = (column: number): number => weights[columns.pair[column]! % channelCount]!;
  const inScope = (first: number, last: number): number[] =>
    pairs.flatMap((pair) => columnsBetween(columns, compiled, pair, first, last)).filter((column) => windows.inDay[startOfDays(windows, window, Math.floor(columns.pair[column]! / channelCount), days) + columns.day[column]!] === 1);
  const name = `window_${window}_${contact}`;
  const held = windows.heldOf[window]!.get(contact) ?? [];
  let isPending = false;
  for (let end = 0; end < days; end += 1) {
    const onEnd = inScope(end, end);
    isPending ||= onEnd.length > 0 || held.some(({ day }) => day === end);
    if (!isPending) continue;
    const first = windows.firstDay[window * days + end]!;
    const touched = inScope(first, end);
    const place = { window, contact, end, days };
    const beside = held.reduce((sum, { day, weight }) => (day >= first && day <= end ? sum + weight : sum), 0);
    const before = weighPast(windows, past, place, { from: -Infinity, to: -1 }) + beside;
    for (const column of onEnd) if (before + weightOf(column) > max + LIMIT_TOLERANCE) closeColumn(builder, column, `${name}_${column}_full`);
    const total = touched.reduce((sum, column) => sum + weightOf(column), 0);
    const isNested = end + 1 < days && windows.firstDay[window * days + end + 1] === first;
    if (!isNested) {
      if (before <= max + LIMIT_TOLERANCE && total > max - before) addSumRow(builder, `${name}_${end}`, touched, Math.max(0, max - before), weightOf);
      isPending = false;
    }
    const during = weighPast(windows, past, place, { from: 0, to: end });
    if (during === 0) continue;
    for (const column of onEnd) {
      const row = builder.addRow({ name: `${name}_${column}_during`, upper: max - before - during + total });
      for (const other of touched) builder.addEntry(row, other, weightOf(other));
      builder.addEntry(row, column, total);
    }
  }
}
