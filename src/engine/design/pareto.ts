import { fail, succeed, type Result } from '../base/fault.ts';
import { signOf, type Goal } from './goal.ts';

/** At least as good everywhere and better somewhere; both with more as better. */
function dominates(a: readonly number[], b: readonly number[]): boolean {
  let isBetter = false;
  for (let at = 0; at < a.length; at += 1) {
    if (a[at]! < b[at]!) return false;
    if (a[at]! > b[at]!) isBetter = true;
  }
  return isBetter;
}

/** Best first by the first objective, then the next; equal rows in their own order. A row can only be dominated by one before it. */
function sortRows(rows: readonly (readonly number[])[]): number[] {
  return rows
    .map((_, at) => at)
    .sort((a, b) => {
      for (let objective = 0; objective < rows[a]!.length; objective += 1) {
        const apart = rows[b]![objective]! - rows[a]![objective]!;
        if (apart !== 0) return apart;
      }
      return a - b;
    });
}

/** Rows come best first: with two objectives, one that is dominated is so by the last row kept. */
function sweep(rows: readonly (readonly number[])[]): number[] {
  const front: number[] = [];
  for (const row of sortRows(rows)) {
    const last = front.at(-1);
    if (last === undefined || !dominates(rows[last]!, rows[row]!)) front.push(row);
  }
  return front;
}

function sift(rows: readonly (readonly number[])[]): number[] {
  const front: number[] = [];
  for (const row of sortRows(rows)) if (!front.some((kept) => dominates(rows[kept]!, rows[row]!))) front.push(row);
  return front;
}

/**
 * Rows that no other row beats: none is at least as good in every objective and better in one (Kung, Luccio, Preparata
 * 1975). Rows with equal values stand or fall together. Indices rise. O(n log n) with one or two objectives, O(n · front)
 * with more. A row of another length than the goals, or a value that is not finite, answers BAD_INPUT at its place.
 */
export function findParetoFront(rows: readonly (readonly number[])[], goals: readonly Goal[]): Result<number[]> {
  for (const [at, row] of rows.entries()) {
    if (row.length !== goals.length) return fail('BAD_INPUT', `Row ${at + 1} has ${row.length} values for ${goals.length} objectives.`, { path: `rows.${at}` });
    const wrong = row.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) return fail('BAD_INPUT', `Value ${wrong + 1} of row ${at + 1} is ${row[wrong]}, not a finite number.`, { path: `rows.${at}.${wrong}` });
  }
  const rising = rows.map((row) => row.map((value, at) => signOf(goals[at]!) * value));
  const front = goals.length <= 2 ? sweep(rising) : sift(rising);
  return succeed(front.sort((a, b) => a - b));
}
