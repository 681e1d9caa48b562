import { z } from 'zod';
import { LARGEST_SEED, Scenario } from './scenario.ts';
import { SearchSpace, SearchValues } from './search-space.ts';
import { Measure } from './simulation.ts';

/** Most variants of one batch. */
export const MOST_VARIANTS = 10_000;

/** What the mean of a measure may not leave; a variant outside is infeasible and takes no rank. */
export const MeasureLimit = z
  .strictObject({ measure: Measure, min: z.number().optional(), max: z.number().optional() })
  .refine(({ min, max }) => min !== undefined || max !== undefined, { error: 'expected min, max or both' })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, { error: 'expected min at most max', path: ['min'] });
export type MeasureLimit = z.infer<typeof MeasureLimit>;

/** What makes one variant better than another: the mean of a measure, within limits on others. */
export const BatchGoal = z.strictObject({ metric: Measure, direction: z.enum(['max', 'min']), limits: z.array(MeasureLimit).max(20).optional() });
export type BatchGoal = z.infer<typeof BatchGoal>;

/** One variant asked for by name: what differs from the base scenario. */
export const ListedVariant = z.strictObject({ name: z.string().max(200).optional(), parameters: SearchValues });
export type ListedVariant = z.infer<typeof ListedVariant>;

const count = z.int().min(1).max(MOST_VARIANTS);

/**
 * Where variants come from. `grid` = every combination, continuous parameters at `levels` values (5 where left out);
 * `random`, `latin_hypercube`, `sobol` = so many points of the space; `bayesian` = so many points chosen by what those before
 * gave, `batchSize` at a time (8); `listed` = these, without a space.
 */
export const BatchSearch = z.discriminatedUnion('strategy', [
  z.strictObject({ strategy: z.literal('grid'), levels: z.int().min(2).max(100).optional() }),
  z.strictObject({ strategy: z.literal('random'), count }),
  z.strictObject({ strategy: z.literal('latin_hypercube'), count }),
  z.strictObject({ strategy: z.literal('sobol'), count }),
  z.strictObject({ strategy: z.literal('bayesian'), count: z.int().min(1).max(500), initial: z.int().min(2).max(500).optional(), batchSize: z.int().min(1).max(32).optional() }),
  z.strictObject({ strategy: z.literal('listed'), variants: z.array(ListedVariant).min(1).max(MOST_VARIANTS) }),
]);
export type BatchSearch = z.infer<typeof BatchSearch>;
export const SearchStrategy = z.enum(['grid', 'random', 'latin_hypercube', 'sobol', 'bayesian', 'listed']) satisfies z.ZodType<BatchSearch['strategy']>;
export type SearchStrategy = z.infer<typeof SearchStrategy>;

/**
 * Early stopping by successive halving: every variant plays `firstReplications`; after a round about 1/`eta` of them play
 * `eta` times as many, until those left have played all replications of the scenario.
 */
export const Racing = z.strictObject({ eta: z.int().min(2).max(10).optional(), firstReplications: z.int().min(2).max(100_000).optional() });
export type Racing = z.infer<typeof Racing>;

/** A search over variants of a scenario, without the scenario. */
const searchFields = {
  /** What may differ and how; the names of its parameters are those of `applyParameters`, such as `policy.shares.email`. */
  space: SearchSpace.optional(),
  goal: BatchGoal,
  search: BatchSearch,
  racing: Racing.optional(),
  seed: z.int().min(0).max(LARGEST_SEED),
};

interface SearchFields {
  readonly space?: SearchSpace | undefined;
  readonly search: BatchSearch;
  readonly racing?: Racing | undefined;
}

/** A space stands wherever variants are not listed, and racing only where all variants are known beforehand. */
function checkFields({ space, search, racing }: SearchFields, context: z.RefinementCtx): void {
  if (space === undefined && search.strategy !== 'listed') context.addIssue({ code: 'custom', message: 'expected a search space', path: ['space'] });
  if (space !== undefined && search.strategy === 'listed') context.addIssue({ code: 'custom', message: 'expected no search space beside listed variants', path: ['space'] });
  if (racing !== undefined && search.strategy === 'bayesian') context.addIssue({ code: 'custom', message: 'expected no racing with a Bayesian search', path: ['racing'] });
}

/** What a batch asks of a scenario that is stored already. */
export const BatchSpec = z.strictObject({ name: z.string().trim().min(1).max(200), ...searchFields }).superRefine(checkFields);
export type BatchSpec = z.infer<typeof BatchSpec>;

/** Public format `omnivor.batch/1`: a scenario and the variants of it to be played and ranked. */
export const Batch = z.strictObject({ format: z.literal('omnivor.batch/1'), name: z.string().min(1).max(200), scenario: Scenario, ...searchFields }).superRefine(checkFields);
export type Batch = z.infer<typeof Batch>;

/** waiting = not played yet; stopped = left behind by racing; infeasible = cannot be made, or outside a limit. */
export const VariantStatus = z.enum(['waiting', 'running', 'stopped', 'infeasible', 'done']);
export type VariantStatus = z.infer<typeof VariantStatus>;

/** A measure of one variant over its replications. */
export const MeasureSummary = z.strictObject({ mean: z.number(), sd: z.number(), standardError: z.number(), p5: z.number(), p95: z.number() });
export type MeasureSummary = z.infer<typeof MeasureSummary>;

/** One variant of a batch. */
export const Variant = z.strictObject({
  /** 1, 2, … in the order of the search. */
  number: z.int(),
  name: z.string().nullable(),
  status: VariantStatus,
  /** 1 = best. Those that played to the end come first, then the stopped, latest round first; infeasible ones have none. */
  rank: z.int().nullable(),
  parameters: SearchValues,
  /** Value in the base scenario, of every parameter that differs from it; null where the base has none. */
  base: z.record(z.string(), z.union([z.number(), z.string()]).nullable()),
  replications: z.int(),
  /** Mean of the goal's metric and its standard error. */
  score: z.number().nullable(),
  standardError: z.number().nullable(),
  measures: z.record(Measure, MeasureSummary).nullable(),
  /** Round of racing (1, 2, …) after which it was stopped. */
  stoppedInRound: z.int().nullable(),
  /** Why it is infeasible or was stopped. */
  reason: z.string().nullable(),
});
export type Variant = z.infer<typeof Variant>;

export const BatchCounts = z.strictObject({ waiting: z.int(), running: z.int(), stopped: z.int(), infeasible: z.int(), done: z.int() });
export type BatchCounts = z.infer<typeof BatchCounts>;

/** Public format `omnivor.batch_result/1`: the variants of a batch, ranked. Equal for equal batches, whatever the number of threads. */
export const BatchResult = z.strictObject({
  format: z.literal('omnivor.batch_result/1'),
  batch: z.string(),
  scenario: z.string(),
  /** `cancelled` = the best so far. */
  status: z.enum(['done', 'cancelled']),
  goal: BatchGoal,
  strategy: z.string(),
  seed: z.int(),
  counts: BatchCounts,
  /** Replications played over all variants. */
  replications: z.int(),
  /** Points that a constraint of the space left out, by its name. */
  skipped: z.record(z.string(), z.int()),
  /** Number of the best variant, null where none is feasible. */
  best: z.int().nullable(),
  /** Ranked first, then those without a rank by number. */
  variants: z.array(Variant),
});
export type BatchResult = z.infer<typeof BatchResult>;
