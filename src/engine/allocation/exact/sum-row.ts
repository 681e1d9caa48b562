import type { ModelBuilder } from '../../linear/model-builder.ts';

/** Σ weight · column ≤ upper; every weight is 1 where none are given. */
export function addSumRow(builder: ModelBuilder, name: string, columns: readonly number[], upper: number, weightOf: (column: number) => number = () => 1): void {
  const row = builder.addRow({ name, upper });
  for (const column of columns) builder.addEntry(row, column, weightOf(column));
}

/** Forbids an action by a row, so that a fixed action on it shows as infeasible. */
export function closeColumn(builder: ModelBuilder, column: number, name: string): void {
  addSumRow(builder, name, [column], 0);
}
