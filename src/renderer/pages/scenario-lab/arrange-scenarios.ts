import type { ScenarioRow } from '../../../contract/scenario.ts';
import type { GridRequest } from '../../shared/grid/grid-types.ts';

/** A scenario and how many branches deep it stands. */
export interface PlacedScenario {
  readonly row: ScenarioRow;
  readonly depth: number;
}

const byAge = (first: ScenarioRow, second: ScenarioRow): number => first.createdAt - second.createdAt || first.id - second.id;

/** Scenarios as a tree read from top to bottom: each branch below its parent, older ones first; a parent that is gone leaves a root. */
export function plantTree(rows: readonly ScenarioRow[]): readonly PlacedScenario[] {
  const ids = new Set(rows.map(({ id }) => id));
  const children = new Map<number | null, ScenarioRow[]>();
  for (const row of rows.toSorted(byAge)) {
    const parent = row.parent !== null && ids.has(row.parent) ? row.parent : null;
    children.set(parent, [...(children.get(parent) ?? []), row]);
  }
  const planted: PlacedScenario[] = [];
  const plant = (parent: number | null, depth: number): void => {
    for (const row of children.get(parent) ?? []) {
      planted.push({ row, depth });
      plant(row.id, depth + 1);
    }
  };
  plant(null, 0);
  return planted;
}

const sortKeys: Readonly<Record<string, (row: ScenarioRow) => string | number | null>> = {
  name: (row) => row.name.toLowerCase(),
  lift: (row) => row.latest?.measures.lift.mean ?? null,
  cost: (row) => row.latest?.measures.cost.mean ?? null,
  net: (row) => row.latest?.measures.net.mean ?? null,
  reach: (row) => row.latest?.measures.reach.mean ?? null,
  roi: (row) => row.latest?.measures.roi.mean ?? null,
  batches: (row) => row.batches,
  changed: (row) => row.changedAt,
};

/** Order of two keys; what has none comes last either way. */
function compare(first: string | number | null, second: string | number | null, direction: 'asc' | 'desc'): number {
  if (first === null || second === null) return Number(first === null) - Number(second === null);
  const order = first < second ? -1 : first > second ? 1 : 0;
  return direction === 'desc' ? -order : order;
}

/** The scenarios of a workspace as the grid asks for them: as a tree, or sorted and then without depth. */
export function arrangeScenarios(rows: readonly ScenarioRow[], { sort, search, offset, limit }: GridRequest): { total: number; rows: PlacedScenario[] } {
  const wanted = search.toLowerCase();
  const found = plantTree(rows).filter(({ row }) => `${row.name} ${row.notes}`.toLowerCase().includes(wanted));
  const [first] = sort;
  const keyOf = sortKeys[first?.column ?? ''];
  const sorted = keyOf === undefined || first === undefined ? found : found.toSorted((a, b) => compare(keyOf(a.row), keyOf(b.row), first.direction)).map(({ row }) => ({ row, depth: 0 }));
  return { total: found.length, rows: sorted.slice(offset, offset + limit) };
}
