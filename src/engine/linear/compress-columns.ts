/** Entries of a sparse matrix as parallel lists: `value[k]` stands in `row[k]`, `column[k]`. */
export interface Triplets {
  readonly row: readonly number[];
  readonly column: readonly number[];
  readonly value: readonly number[];
}

/** A sparse matrix column by column; rows rise within a column, no entry is zero, none stands twice. */
export interface CompressedColumns {
  readonly columnStart: Int32Array;
  readonly entryRow: Int32Array;
  readonly entryValue: Float64Array;
}

/** Positions of `keys` in rising order of key, equal keys in their order of arrival (counting sort). */
function sortByKey(keys: ArrayLike<number>, keyCount: number, order: Int32Array): Int32Array {
  const next = new Int32Array(keyCount + 1);
  for (let position = 0; position < keys.length; position++) next[(keys[position] ?? 0) + 1]! += 1;
  for (let key = 0; key < keyCount; key++) next[key + 1]! += next[key]!;
  const sorted = new Int32Array(keys.length);
  for (const position of order) {
    const key = keys[position] ?? 0;
    sorted[next[key]!] = position;
    next[key]! += 1;
  }
  return sorted;
}

/**
 * Packs triplets into compressed sparse columns. Entries of the same cell are added up; cells that come to zero are
 * left out. Linear in entries + rows + columns.
 */
export function compressColumns(triplets: Triplets, rowCount: number, columnCount: number): CompressedColumns {
  const arrival = Int32Array.from({ length: triplets.value.length }, (_unused, position) => position);
  const order = sortByKey(triplets.column, columnCount, sortByKey(triplets.row, rowCount, arrival));
  const columnStart = new Int32Array(columnCount + 1);
  const entryRow = new Int32Array(order.length);
  const entryValue = new Float64Array(order.length);
  let size = 0;
  let position = 0;
  for (let column = 0; column < columnCount; column++) {
    columnStart[column] = size;
    while (position < order.length && triplets.column[order[position]!] === column) {
      const row = triplets.row[order[position]!]!;
      let sum = 0;
      while (position < order.length && triplets.column[order[position]!] === column && triplets.row[order[position]!] === row) {
        sum += triplets.value[order[position]!]!;
        position += 1;
      }
      if (sum === 0) continue;
      entryRow[size] = row;
      entryValue[size] = sum;
      size += 1;
    }
  }
  columnStart[columnCount] = size;
  return { columnStart, entryRow: entryRow.slice(0, size), entryValue: entryValue.slice(0, size) };
}
