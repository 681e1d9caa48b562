import { z } from 'zod';

/** How the planner last chose to solve. */
export const SolveOptions = z.object({
  method: z.enum(['auto', 'greedy', 'local', 'prices', 'highs', 'glpk']),
  seconds: z.number().gt(0).max(86_400),
  gapPercent: z.number().min(0).max(100),
  seed: z.int().min(0),
  audienceId: z.int().nullable(),
  /** Plans as if the approved plans held nothing. */
  replace: z.boolean().default(false),
  /** Ids of the campaigns the plan is for. */
  campaigns: z.array(z.string()).default([]),
  /** What each of several campaigns gets its share in proportion to. */
  fairShare: z.enum(['none', 'audience', 'budget']).default('none'),
  /** Plays the plan once it is there, so that its card shows what may come of it. */
  playsRange: z.boolean().default(true),
});
export type SolveOptions = z.infer<typeof SolveOptions>;

export const defaultSolveOptions: SolveOptions = { method: 'auto', seconds: 30, gapPercent: 0.1, seed: 1, audienceId: null, replace: false, campaigns: [], fairShare: 'none', playsRange: true };

/** Methods in words, in the order of what they promise. */
export const methodNames = {
  auto: 'auto: by size',
  greedy: 'greedy: at once',
  local: 'local search',
  prices: 'prices: for many contacts',
  highs: 'exact, HiGHS',
  glpk: 'exact, GLPK',
} as const;

/** How several campaigns share a plan, in words. */
export const fairShareNames: Record<SolveOptions['fairShare'], string> = { none: 'by lift alone', audience: 'by audience', budget: 'by budget' };
/** Least part of its due that each campaign gets where the plan is shared fairly. */
export const FAIR_SHARE = 0.8;
