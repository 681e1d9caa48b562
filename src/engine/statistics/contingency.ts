import { chiSquareTail } from './chi-square.ts';

/** A table of counts: rows of equal length. */
export type CountTable = readonly (readonly number[])[];

/** Pearson's chi-square test that rows and columns are independent. */
export interface ChiSquareTest {
  readonly statistic: number;
  readonly freedom: number;
  readonly pValue: number;
  /** Counts expected under independence. */
  readonly expected: CountTable;
}

/** Counts expected from the margins. Throws RangeError on rows of different length or an empty table. */
export function expectedCounts(table: CountTable): number[][] {
  const width = table[0]?.length ?? 0;
  if (width === 0 || table.some((row) => row.length !== width)) throw new RangeError('a table of counts needs rows of one length');
  const rows = table.map((row) => sumOf(row));
  const columns = Array.from({ length: width }, (_, column) => sumOf(table.map((row) => row[column]!)));
  const total = sumOf(rows);
  if (!(total > 0)) throw new RangeError('a table of counts needs at least one');
  return rows.map((row) => columns.map((column) => (row * column) / total));
}

/**
 * Chi-square test of a table (Pearson 1900). `isCorrected` moves every count of a 2 × 2 table by up to ½ towards what is
 * expected (Yates 1934). Cells of an empty row or column say nothing and add nothing. No freedom: p-value 1.
 */
export function testIndependence(table: CountTable, isCorrected: boolean): ChiSquareTest {
  const expected = expectedCounts(table);
  const freedom = (table.length - 1) * (table[0]!.length - 1);
  let statistic = 0;
  table.forEach((row, r) =>
    row.forEach((count, c) => {
      const wanted = expected[r]![c]!;
      if (wanted === 0) return;
      const difference = Math.abs(count - wanted);
      const kept = isCorrected && freedom === 1 ? difference - Math.min(0.5, difference) : difference;
      statistic += (kept * kept) / wanted;
    }),
  );
  return { statistic, freedom, pValue: freedom === 0 ? 1 : chiSquareTail(statistic, freedom), expected };
}

/** How strongly rows and columns go together, 0 to 1. */
export interface Association {
  /** √(φ²/(min(rows, columns) − 1)) (Cramér 1946). */
  readonly cramer: number;
  /** √(φ²/√((rows − 1)(columns − 1))). */
  readonly tschuprow: number;
  /** √(φ²/(1 + φ²)). */
  readonly pearson: number;
}

/** Measures of association from φ² = χ²/total, for tables of at least 2 × 2. */
export function measureAssociation(table: CountTable): Association {
  const { statistic } = testIndependence(table, false);
  const squared = statistic / sumOf(table.map((row) => sumOf(row)));
  const [rows, columns] = [table.length - 1, table[0]!.length - 1];
  return { cramer: Math.sqrt(squared / Math.min(rows, columns)), tschuprow: Math.sqrt(squared / Math.sqrt(rows * columns)), pearson: Math.sqrt(squared / (1 + squared)) };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
