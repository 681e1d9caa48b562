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

/** A row of the stairs that rows of three objectives leave: the better the second, the worse the third. */
interface Stair {
  readonly first: number;
  readonly second: number;
  readonly third: number;
}

/** Rows come best first: with three objectives, one is dominated where a row before it has as much of the other two. */
function climb(rows: readonly (readonly number[])[]): number[] {
  const front: number[] = [];
  const stairs: Stair[] = [];
  for (const row of sortRows(rows)) {
    const [first = 0, second = 0, third = 0] = rows[row]!;
    let end = 0;
    for (let high = stairs.length; end < high; ) {
      const middle = (end + high) >> 1;
      if (stairs[middle]!.second >= second) end = middle + 1;
      else high = middle;
    }
    // Of those with as much of the second objective the last has most of the third.
    const best = stairs[end - 1];
    if (best !== undefined && best.third >= third) {
      if (best.third === third && best.second === second && best.first === first) front.push(row);
      continue;
    }
    front.push(row);
    const from = best?.second === second ? end - 1 : end;
    let to = end;
    while (to < stairs.length && stairs[to]!.third <= third) to += 1;
    stairs.splice(from, to - from, { first, second, third });
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
 * 1975). Rows with equal values stand or fall together. Indices rise. O(n log n) with up to three objectives,
 * O(n · front) with more. A row of another length than the goals, or a value that is not finite, answers BAD_INPUT at its place.
 */
export function findParetoFront(rows: readonly (readonly number[])[], goals: readonly Goal[]): Result<number[]> {
  for (const [at, row] of rows.entries()) {
    if (row.length !== goals.length) return fail('BAD_INPUT', `Row ${at + 1} has ${row.length} values for ${goals.length} objectives.`, { path: `rows.${at}` });
    const wrong = row.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) return fail('BAD_INPUT', `Value ${wrong + 1} of row ${at + 1} is ${row[wrong]}, not a finite number.`, { path: `rows.${at}.${wrong}` });
  }
  const rising = rows.map((row) => row.map((value, at) => signOf(goals[at]!) * value));
  const front = goals.length <= 2 ? sweep(rising) : goals.length === 3 ? climb(rising) : sift(rising);
  return succeed(front.sort((a, b) => a - b));
}
