import { z } from 'zod';

/** How the planner last chose to solve. */
export const SolveOptions = z.object({
  method: z.enum(['auto', 'greedy', 'local', 'highs', 'glpk']),
  seconds: z.number().gt(0).max(86_400),
  gapPercent: z.number().min(0).max(100),
  seed: z.int().min(0),
  audienceId: z.int().nullable(),
  /** Plans as if the approved plans held nothing. */
  replace: z.boolean().default(false),
});
export type SolveOptions = z.infer<typeof SolveOptions>;

export const defaultSolveOptions: SolveOptions = { method: 'auto', seconds: 30, gapPercent: 0.1, seed: 1, audienceId: null, replace: false };

/** Methods in words, in the order of what they promise. */
export const methodNames = {
  auto: 'auto: by size',
  greedy: 'greedy: at once',
  local: 'local search',
  highs: 'exact, HiGHS',
  glpk: 'exact, GLPK',
} as const;
