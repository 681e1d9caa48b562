import { useCallback } from 'react';
import { z } from 'zod';
import { useUiState } from '../state/use-ui-state.ts';

/** How the planner left a grid. */
export const GridMemory = z.object({
  sort: z.array(z.object({ column: z.string(), direction: z.enum(['asc', 'desc']) })),
  search: z.string(),
  page: z.int().min(0),
  /** Shown or hidden by field, where the planner chose. */
  columns: z.record(z.string(), z.boolean()),
  widths: z.record(z.string(), z.number()),
  density: z.enum(['compact', 'standard']),
  selected: z.array(z.union([z.string(), z.number()])).max(10_000),
});
export type GridMemory = z.infer<typeof GridMemory>;

const FRESH: GridMemory = { sort: [], search: '', page: 0, columns: {}, widths: {}, density: 'compact', selected: [] };

/** Sort, search, page, columns, density and selection of a grid, kept under its id. */
export function useGridMemory(id: string): readonly [GridMemory, (change: Partial<GridMemory>) => void, boolean] {
  const [memory, setMemory, isReady] = useUiState(`grid.${id}`, GridMemory, FRESH);
  const remember = useCallback((change: Partial<GridMemory>) => setMemory((previous) => ({ ...previous, ...change })), [setMemory]);
  return [memory, remember, isReady];
}
