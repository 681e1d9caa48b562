import { findParetoFront } from '../../../engine/design/pareto.ts';

/** One objective over variants, null where a variant has no value. */
export interface FrontObjective {
  readonly direction: 'max' | 'min';
  readonly values: readonly (number | string | null)[];
}

/** Which variants no other beats in every objective; those that do not take part never are. False for all without objectives. */
export function findFront(objectives: readonly FrontObjective[], takesPart: readonly boolean[]): boolean[] {
  const places: number[] = [];
  const rows: number[][] = [];
  for (const [at, does] of takesPart.entries()) {
    const row = objectives.flatMap(({ values }) => (typeof values[at] === 'number' ? [values[at]] : []));
    if (!does || row.length < objectives.length) continue;
    places.push(at);
    rows.push(row);
  }
  const isFront = takesPart.map(() => false);
  if (objectives.length === 0) return isFront;
  const front = findParetoFront(rows, objectives.map(({ direction }) => direction));
  if (front.ok) for (const row of front.value) isFront[places[row]!] = true;
  return isFront;
}
