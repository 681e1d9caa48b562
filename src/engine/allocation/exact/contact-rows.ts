import type { ModelBuilder } from '../../linear/model-builder.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { columnsBetween, type ActionColumns } from './action-columns.ts';
import { addLinkRows } from './link-rows.ts';
import { addSumRow } from './sum-row.ts';
import { addWindowRows } from './window-rows.ts';

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

/** Rows that concern one contact, or the contacts that share windows with it: cooldowns, windows, exclusions, sequences. */
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
    addLinkRows(builder, columns, compiled, contact);
  }
}
