import { createFreeName } from './check-names.ts';
import type { LpExpression } from './lp-expression.ts';
import { createModelBuilder, type ModelBuilder } from './model-builder.ts';

/** What the sections of an LP file have said so far. */
export interface LpDraft {
  readonly builder: ModelBuilder;
  readonly columnIndex: Map<string, number>;
  readonly columnLower: number[];
  readonly columnUpper: number[];
  readonly rowNames: Set<string>;
  /** Rows wait here until all are read, so that made-up names never meet given ones. */
  readonly rows: { readonly name: string | null; readonly sum: LpExpression; readonly lower: number; readonly upper: number }[];
}

/** A draft of an empty model. */
export function createLpDraft(name: string, sense: 'min' | 'max'): LpDraft {
  return { builder: createModelBuilder({ name, sense }), columnIndex: new Map(), columnLower: [], columnUpper: [], rowNames: new Set(), rows: [] };
}

/** Number of a column; a name met for the first time, wherever that is, makes a continuous one with bounds 0…∞. */
export function findOrAddLpColumn(draft: LpDraft, name: string): number {
  const known = draft.columnIndex.get(name);
  if (known !== undefined) return known;
  const column = draft.builder.addColumn({ name });
  draft.columnIndex.set(name, column);
  draft.columnLower.push(0);
  draft.columnUpper.push(Infinity);
  return column;
}

/** Keeps a row; columns are created in reading order. */
export function addLpRow(draft: LpDraft, name: string | null, sum: LpExpression, lower: number, upper: number): void {
  for (const column of sum.names) findOrAddLpColumn(draft, column);
  if (name !== null) draft.rowNames.add(name);
  draft.rows.push({ name, sum, lower: lower - sum.constant, upper: upper - sum.constant });
}

/** Moves the waiting rows into the builder; a row without a label is named `c` and its number, counted from 1. */
export function finishLpRows(draft: LpDraft): void {
  draft.rows.forEach(({ name, sum, lower, upper }, index) => {
    const rowName = name ?? createFreeName(`c${index + 1}`, draft.rowNames);
    draft.rowNames.add(rowName);
    const row = draft.builder.addRow({ name: rowName, lower, upper });
    sum.names.forEach((column, term) => draft.builder.addEntry(row, findOrAddLpColumn(draft, column), sum.coefficients[term]!));
  });
}
