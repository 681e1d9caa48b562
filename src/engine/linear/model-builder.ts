import { compressColumns } from './compress-columns.ts';
import type { LinearModel } from './linear-model.ts';

/** A decision variable. Left out: lower 0, upper infinite, cost 0, continuous, named by its number (`x0`). */
export interface ColumnDefinition {
  readonly name?: string;
  readonly lower?: number;
  readonly upper?: number;
  readonly cost?: number;
  readonly isInteger?: boolean;
}

/** A linear limit on a sum of columns. Left out: no lower, no upper limit, named by its number (`r0`). */
export interface RowDefinition {
  readonly name?: string;
  readonly lower?: number;
  readonly upper?: number;
}

/**
 * Collects a model piece by piece. Columns and rows are numbered from 0 in the order they are added; entries may come
 * in any order. A wrong index, a NaN or an impossible infinity is a bug of the caller and throws RangeError.
 */
export interface ModelBuilder {
  readonly columnCount: number;
  readonly rowCount: number;
  /** Adds a column and answers its number. */
  addColumn(definition?: ColumnDefinition): number;
  /** Adds a row and answers its number. */
  addRow(definition?: RowDefinition): number;
  /** Adds `value` to the coefficient of a column in a row. */
  addEntry(row: number, column: number, value: number): void;
  /** Adds `value` to the objective coefficient of a column. */
  addCost(column: number, value: number): void;
  /** Adds a constant to the objective. */
  addOffset(value: number): void;
  /** Replaces both bounds of a column. */
  setColumnBounds(column: number, lower: number, upper: number): void;
  /** Replaces both limits of a row. */
  setRowBounds(row: number, lower: number, upper: number): void;
  /** Makes a column whole-numbered or continuous. */
  setInteger(column: number, isInteger: boolean): void;
  /** The model so far; the builder may go on being used. Throws where two columns or two rows share a name. */
  build(): LinearModel;
}

function checkIndex(index: number, count: number, noun: string): void {
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new RangeError(`${noun} ${index} does not exist; there are ${count}`);
}

function checkFinite(value: number, noun: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${noun} is ${value}; a finite number is needed`);
  return value;
}

function checkLower(value: number, noun: string): number {
  if (Number.isNaN(value) || value === Infinity) throw new RangeError(`lower limit of ${noun} is ${value}`);
  return value;
}

function checkUpper(value: number, noun: string): number {
  if (Number.isNaN(value) || value === -Infinity) throw new RangeError(`upper limit of ${noun} is ${value}`);
  return value;
}

function checkUnique(names: readonly string[], noun: string): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) throw new RangeError(`two ${noun}s are named ${name}`);
    seen.add(name);
  }
}

/** Float64Array in which −0 became 0, so that equal models hold equal bytes. */
const packNumbers = (values: readonly number[]): Float64Array => Float64Array.from(values, (value) => value + 0);

/** Starts an empty model. */
export function createModelBuilder(head: { readonly name?: string; readonly sense?: 'min' | 'max' } = {}): ModelBuilder {
  const columnNames: string[] = [];
  const rowNames: string[] = [];
  const cost: number[] = [];
  const lower: number[] = [];
  const upper: number[] = [];
  const isInteger: number[] = [];
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const entries = { row: [] as number[], column: [] as number[], value: [] as number[] };
  let offset = 0;

  return {
    get columnCount() {
      return columnNames.length;
    },
    get rowCount() {
      return rowNames.length;
    },
    addColumn(definition = {}) {
      const column = columnNames.length;
      const name = definition.name ?? `x${column}`;
      lower.push(checkLower(definition.lower ?? 0, name));
      upper.push(checkUpper(definition.upper ?? Infinity, name));
      cost.push(checkFinite(definition.cost ?? 0, `cost of ${name}`));
      isInteger.push(definition.isInteger === true ? 1 : 0);
      columnNames.push(name);
      return column;
    },
    addRow(definition = {}) {
      const row = rowNames.length;
      const name = definition.name ?? `r${row}`;
      rowLower.push(checkLower(definition.lower ?? -Infinity, name));
      rowUpper.push(checkUpper(definition.upper ?? Infinity, name));
      rowNames.push(name);
      return row;
    },
    addEntry(row, column, value) {
      checkIndex(row, rowNames.length, 'row');
      checkIndex(column, columnNames.length, 'column');
      entries.row.push(row);
      entries.column.push(column);
      entries.value.push(checkFinite(value, `coefficient of ${columnNames[column]} in ${rowNames[row]}`));
    },
    addCost(column, value) {
      checkIndex(column, columnNames.length, 'column');
      cost[column] = checkFinite((cost[column] ?? 0) + value, `cost of ${columnNames[column]}`);
    },
    addOffset(value) {
      offset = checkFinite(offset + value, 'objective constant');
    },
    setColumnBounds(column, newLower, newUpper) {
      checkIndex(column, columnNames.length, 'column');
      lower[column] = checkLower(newLower, columnNames[column] ?? '');
      upper[column] = checkUpper(newUpper, columnNames[column] ?? '');
    },
    setRowBounds(row, newLower, newUpper) {
      checkIndex(row, rowNames.length, 'row');
      rowLower[row] = checkLower(newLower, rowNames[row] ?? '');
      rowUpper[row] = checkUpper(newUpper, rowNames[row] ?? '');
    },
    setInteger(column, whole) {
      checkIndex(column, columnNames.length, 'column');
      isInteger[column] = whole ? 1 : 0;
    },
    build() {
      checkUnique(columnNames, 'column');
      checkUnique(rowNames, 'row');
      return {
        name: head.name ?? '',
        sense: head.sense ?? 'min',
        offset: offset + 0,
        columnNames: [...columnNames],
        rowNames: [...rowNames],
        objective: packNumbers(cost),
        lower: packNumbers(lower),
        upper: packNumbers(upper),
        isInteger: Uint8Array.from(isInteger),
        rowLower: packNumbers(rowLower),
        rowUpper: packNumbers(rowUpper),
        ...compressColumns(entries, rowNames.length, columnNames.length),
      };
    },
  };
}
