import { setImmediate } from 'node:timers/promises';
import type { VariantColumns } from '../../../contract/scenario.ts';
import type { Measure } from '../../../engine/model/simulation.ts';
import type { Sqlite } from '../db/connection.ts';
import { createCellReader, type RankBy, type VariantCells } from '../db/repositories/scenario-ranking.ts';
import { findFront } from '../scenarios/find-front.ts';
import { thinVariants } from '../scenarios/thin-variants.ts';

/** Variants read between two turns of the core, so that other calls are answered meanwhile. */
const VARIANTS_PER_TURN = 1000;

/** Columns that are asked for, over which measures the Pareto front is, and how many variants there is room for. */
export interface ColumnsQuery {
  readonly columns: readonly string[];
  readonly front?: readonly { readonly measure: Measure; readonly direction: 'max' | 'min' }[] | undefined;
  readonly most?: number | undefined;
}

/** Columns of variants for charts, read a part at a time; null once the workspace was closed meanwhile. */
export async function readColumns(sqlite: Sqlite, batchId: number, by: RankBy, { columns, front = [], most = Infinity }: ColumnsQuery): Promise<VariantColumns | null> {
  const read = createCellReader(sqlite, batchId, by, [...columns, ...front.map(({ measure }) => measure)]);
  const all: VariantCells[] = [];
  for (let from = 1; ; ) {
    const part = read(from, VARIANTS_PER_TURN);
    all.push(...part);
    const last = part.at(-1);
    if (last === undefined || part.length < VARIANTS_PER_TURN) break;
    from = last.number + 1;
    await setImmediate();
    if (!sqlite.open) return null;
  }
  const objectives = front.map(({ direction }, at) => ({ direction, values: all.map(({ cells }) => cells[columns.length + at] ?? null) }));
  const isFront = findFront(objectives, all.map(({ rank }) => rank !== null));
  const drawn = thinVariants(all.map(({ rank }, at) => ({ rank, isFront: isFront[at] === true })), most);
  const rows = drawn.map((at) => all[at]!);
  return {
    known: all.length,
    number: rows.map(({ number }) => number),
    status: rows.map(({ status }) => status),
    rank: rows.map(({ rank }) => rank),
    columns: columns.map((column, at) => ({ column, values: rows.map(({ cells }) => cells[at] ?? null) })),
    front: drawn.map((at) => isFront[at] === true),
  };
}
