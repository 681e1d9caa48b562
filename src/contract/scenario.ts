import { z } from 'zod';
import { Horizon } from '../engine/model/allocation.ts';
import { BatchCounts, BatchGoal, BatchSpec, MeasureSummary, MOST_VARIANTS, SearchStrategy, Variant, VariantStatus } from '../engine/model/batch.ts';
import { Assumptions, BanditPolicy, LARGEST_SEED, MixPolicy, PlanPolicy } from '../engine/model/scenario.ts';
import { RangeParameter } from '../engine/model/search-space.ts';
import { Distribution, Measure, Simulation } from '../engine/model/simulation.ts';
import { Identifier } from '../engine/model/text.ts';
import { FileToken, JobId, Nothing, page, route } from './base.ts';

/** The actions of a plan of the Allocation Lab, as they stand when the scenario is run. */
export const SavedPlanPolicy = z.strictObject({ kind: z.literal('saved_plan'), planId: z.int() });

/** A policy as a scenario of the workspace keeps it. */
export const ScenarioPolicy = z.discriminatedUnion('kind', [MixPolicy, BanditPolicy, PlanPolicy, SavedPlanPolicy]);
export type ScenarioPolicy = z.infer<typeof ScenarioPolicy>;

/** What a planner writes down about a scenario. Contacts, channels, rules and estimates are those of the workspace when it is run. */
export const ScenarioDraft = z.strictObject({
  name: z.string().trim().min(1).max(200),
  notes: z.string().max(10_000),
  /** Contacts of a saved audience, null = all. */
  audienceId: z.int().nullable(),
  /** Campaigns it plays instead, as a plan for them: their audiences, budgets, mixes, dates and reservations. Not beside an audience. */
  campaigns: z.array(Identifier).min(1).max(50).optional(),
  /** Days played, null = those of the workspace's rules. */
  horizon: Horizon.nullable(),
  /** Ids of rules that do not count here. */
  withoutRules: z.array(Identifier).max(1000),
  policy: ScenarioPolicy,
  assumptions: Assumptions,
  replications: z.int().min(1).max(100_000),
  seed: z.int().min(0).max(LARGEST_SEED),
});
export type ScenarioDraft = z.infer<typeof ScenarioDraft>;

/** One run of a scenario; it is never rewritten. */
export const ScenarioRun = z.strictObject({
  runId: z.int(),
  madeAt: z.int(),
  replications: z.int(),
  seed: z.int(),
  contacts: z.int(),
  targeted: z.int(),
  proposed: z.int(),
  planned: z.int(),
  elapsedMs: z.number(),
  measures: z.record(Measure, Distribution),
});
export type ScenarioRun = z.infer<typeof ScenarioRun>;

export const ScenarioRow = z.strictObject({
  id: z.int(),
  name: z.string(),
  notes: z.string(),
  /** Scenario it was branched from; null = none, or it is gone. */
  parent: z.int().nullable(),
  locked: z.boolean(),
  policy: z.enum(['mix', 'bandit', 'plan', 'saved_plan']),
  createdAt: z.int(),
  changedAt: z.int(),
  /** The newest run. */
  latest: ScenarioRun.nullable(),
  /** What changed since that run, in words: `scenario changed`, `rules changed`, …; empty while it is fresh or there is none. */
  stale: z.array(z.string()),
  batches: z.int(),
});
export type ScenarioRow = z.infer<typeof ScenarioRow>;

export const ScenarioDetail = z.strictObject({ row: ScenarioRow, draft: ScenarioDraft, runs: z.array(ScenarioRun) });
export type ScenarioDetail = z.infer<typeof ScenarioDetail>;

/** What the builder offers, and a draft to begin with (null while there are no channels). */
export const ScenarioSetup = z.strictObject({
  horizon: Horizon,
  channels: z.array(z.strictObject({ id: z.string(), unitCost: z.number() })),
  rules: z.array(z.strictObject({ id: z.string(), kind: z.string(), enforced: z.boolean() })),
  audiences: z.array(z.strictObject({ id: z.int(), name: z.string() })),
  /** Those that may be played: all but the completed. */
  campaigns: z.array(z.strictObject({ id: z.string(), name: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
  plans: z.array(z.strictObject({ id: z.int(), name: z.string(), madeAt: z.int(), actions: z.int() })),
  contacts: z.int(),
  /** False = the response model is fitted before the first run. */
  hasEstimates: z.boolean(),
  draft: ScenarioDraft.nullable(),
});
export type ScenarioSetup = z.infer<typeof ScenarioSetup>;

/** A number (or choice) of a scenario that can be varied, as it is, within which bounds it makes sense. */
export const ParameterOffer = z.strictObject({
  name: z.string(),
  /** Null where the scenario leaves it out. */
  value: z.union([z.number(), z.string()]).nullable(),
  /** A range to search in, and the least and largest value there may be; null for choices. */
  from: z.number().nullable(),
  to: z.number().nullable(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  /** Set where it is one of these. */
  choices: z.array(z.string()).nullable(),
});
export type ParameterOffer = z.infer<typeof ParameterOffer>;

/** `paused` also where the application was closed while it ran. */
export const BatchStatus = z.enum(['pending', 'running', 'paused', 'done', 'failed', 'cancelled']);
export type BatchStatus = z.infer<typeof BatchStatus>;

export const BatchRow = z.strictObject({
  id: z.int(),
  scenarioId: z.int(),
  scenario: z.string(),
  name: z.string(),
  status: BatchStatus,
  goal: BatchGoal,
  strategy: SearchStrategy,
  racing: z.boolean(),
  /** Names of the parameters that vary. */
  parameters: z.array(z.string()),
  /** Variants in all; those of a Bayesian search come as it goes. */
  total: z.int(),
  counts: BatchCounts,
  /** Round of racing or of the Bayesian search that is played, from 1; 0 = not begun. */
  round: z.int(),
  rounds: z.int(),
  best: z.strictObject({ number: z.int(), score: z.number(), standardError: z.number() }).nullable(),
  createdAt: z.int(),
  startedAt: z.int().nullable(),
  finishedAt: z.int().nullable(),
  /** The job that runs it, or ran it last. */
  jobId: z.string().nullable(),
  /** Why it failed. */
  fault: z.string().nullable(),
  /** What changed in the workspace since it was made, in words. */
  stale: z.array(z.string()),
});
export type BatchRow = z.infer<typeof BatchRow>;

export const BatchDetail = z.strictObject({
  row: BatchRow,
  spec: BatchSpec,
  /** Points that a constraint left out, by its name. */
  skipped: z.record(z.string(), z.int()),
  best: Variant.nullable(),
});
export type BatchDetail = z.infer<typeof BatchDetail>;

/** A column of variants: `number`, `rank`, `score`, `standardError`, `replications`, a measure (its mean), or the name of a parameter. */
export const VariantColumn = z.string().min(1).max(200);

export const VariantQuery = z.strictObject({
  batchId: z.int(),
  ...page,
  sort: z.strictObject({ column: VariantColumn, direction: z.enum(['asc', 'desc']) }).optional(),
  status: VariantStatus.optional(),
  /** Only variants whose column lies between; ends count. */
  ranges: z.array(z.strictObject({ column: VariantColumn, min: z.number().optional(), max: z.number().optional() })).max(70).optional(),
  /** Only variants whose parameter has one of these choices. */
  choices: z.array(z.strictObject({ column: VariantColumn, values: z.array(z.string()).max(1000) })).max(70).optional(),
});
export type VariantQuery = z.infer<typeof VariantQuery>;

/** Columns of variants by number, for charts: entry i is the variant `number[i]`. */
export const VariantColumns = z.strictObject({
  /** Variants there are, those included that `most` left out. */
  known: z.int(),
  number: z.array(z.int()),
  status: z.array(VariantStatus),
  rank: z.array(z.int().nullable()),
  /** In the order they were asked for; null where a variant has no value (yet). */
  columns: z.array(z.strictObject({ column: z.string(), values: z.array(z.union([z.number(), z.string()]).nullable()) })),
  /** Variants on the Pareto front of the objectives asked for. */
  front: z.array(z.boolean()),
});
export type VariantColumns = z.infer<typeof VariantColumns>;

/** Something that can be compared: a scenario by its newest run (run where it is stale), or a variant of a batch. */
export const Subject = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('scenario'), scenarioId: z.int() }),
  z.strictObject({ kind: z.literal('variant'), batchId: z.int(), number: z.int().min(1) }),
]);
export type Subject = z.infer<typeof Subject>;

/** Difference to the baseline, paired by replication where both were played with the same seed. */
export const MeasureDelta = z.strictObject({
  mean: z.number(),
  /** 95 % interval. */
  low: z.number(),
  high: z.number(),
  /** Of the baseline's mean; null where that is 0. */
  percent: z.number().nullable(),
  /** 1 or −1 where the interval leaves 0 out, else 0. */
  sign: z.int(),
  paired: z.boolean(),
});
export type MeasureDelta = z.infer<typeof MeasureDelta>;

export const Comparison = z.strictObject({
  subjects: z.array(z.strictObject({ subject: Subject, name: z.string(), replications: z.int(), seed: z.int(), contacts: z.int(), planned: z.int(), onFront: z.boolean() })),
  baseline: z.int(),
  /** `values` and `deltas` in the order of the subjects; the baseline has no delta. */
  measures: z.array(z.strictObject({ measure: Measure, values: z.array(MeasureSummary), deltas: z.array(MeasureDelta.nullable()) })),
  /** Use of every rule and period by the mean actions let through; null where a subject does not have the rule. */
  usage: z.array(
    z.strictObject({ rule: z.string(), kind: z.string(), period: z.string().nullable(), rep: z.string().nullable(), isFloor: z.boolean(), cells: z.array(z.strictObject({ used: z.number(), limit: z.number() }).nullable()) }),
  ),
  /** Actions that each rule kept out. */
  refusals: z.array(z.strictObject({ rule: z.string(), kind: z.string(), actions: z.array(z.int()) })),
});
export type Comparison = z.infer<typeof Comparison>;

/** What drove a difference: one part for each group of inputs that differs; the parts add up to the delta. */
export const Drivers = z.strictObject({ measure: Measure, delta: MeasureDelta, parts: z.array(z.strictObject({ group: z.string(), amount: z.number() })) });
export type Drivers = z.infer<typeof Drivers>;

/** Which inputs decide a measure: so many base samples (Sobol), trajectories (Morris), or one at a time (tornado: samples is not used). */
export const SensitivitySpec = z.strictObject({
  scenarioId: z.int(),
  method: z.enum(['sobol', 'morris', 'tornado']),
  parameters: z.array(RangeParameter).min(1).max(30),
  measure: Measure,
  samples: z.int().min(2).max(4096),
  /** Of each evaluation; null = as the scenario says. */
  replications: z.int().min(1).max(10_000).nullable(),
  seed: z.int().min(0).max(LARGEST_SEED),
});
export type SensitivitySpec = z.infer<typeof SensitivitySpec>;

const estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

/** Strongest first. */
export const SensitivityResult = z.discriminatedUnion('method', [
  /** First-order and total share of the variance, with 95 % intervals. */
  z.strictObject({ method: z.literal('sobol'), variance: z.number(), indices: z.array(z.strictObject({ parameter: z.string(), first: estimate, total: estimate })) }),
  /** Mean elementary effect, mean of its size, and its spread, each over the whole range of the parameter. */
  z.strictObject({ method: z.literal('morris'), effects: z.array(z.strictObject({ parameter: z.string(), mu: z.number(), muStar: z.number(), sigma: z.number() })) }),
  /** Score at the lower and the upper end of each range, everything else as it is. */
  z.strictObject({ method: z.literal('tornado'), base: z.number(), bars: z.array(z.strictObject({ parameter: z.string(), from: z.number(), to: z.number(), low: z.number(), high: z.number() })) }),
]);
export type SensitivityResult = z.infer<typeof SensitivityResult>;

export const Sensitivity = z.strictObject({
  id: z.int(),
  spec: SensitivitySpec,
  madeAt: z.int(),
  evaluations: z.int(),
  /** Evaluations that could not be made and were left out. */
  infeasible: z.int(),
  stale: z.array(z.string()),
  result: SensitivityResult,
});
export type Sensitivity = z.infer<typeof Sensitivity>;

const ScenarioId = z.strictObject({ scenarioId: z.int() });
const BatchId = z.strictObject({ batchId: z.int() });
const concurrency = z.int().min(1).max(64).optional();

export const scenarioContract = {
  /** Every scenario, branches after their parents. */
  list: route.input(Nothing).output(z.array(ScenarioRow)),
  get: route.input(ScenarioId).output(ScenarioDetail),
  setup: route.input(Nothing).output(ScenarioSetup),
  /** What is wrong with a draft, each with the path of its field; empty = it can be run. */
  check: route.input(z.strictObject({ draft: ScenarioDraft })).output(z.array(z.strictObject({ path: z.string(), message: z.string() }))),
  /** What can be varied; of a plan or bandit policy less than of a mix. */
  parameters: route.input(ScenarioId).output(z.array(ParameterOffer)),
  create: route.input(z.strictObject({ draft: ScenarioDraft })).output(ScenarioRow),
  /** A scenario whose policy is a plan of the Allocation Lab. */
  createFromPlan: route.input(z.strictObject({ planId: z.int(), name: z.string().trim().min(1).max(200).optional() })).output(ScenarioRow),
  /** Replaces what is written down; refused where it is locked. */
  update: route.input(z.strictObject({ scenarioId: z.int(), draft: ScenarioDraft })).output(ScenarioRow),
  /** A copy with its parent kept, named "X (branch)" unless said otherwise; what becomes of the parent later does not change it. A locked one can be branched. */
  branch: route.input(z.strictObject({ scenarioId: z.int(), name: z.string().trim().min(1).max(200).optional() })).output(ScenarioRow),
  setLocked: route.input(z.strictObject({ scenarioId: z.int(), locked: z.boolean() })).output(ScenarioRow),
  /** Refused where it is locked, or a batch of it runs. */
  remove: route.input(ScenarioId).output(z.void()),
  /** Fits where needed and plays it; job result {runId, cached, drawn}: an equal run is taken again; where only contacts changed since the run before, only those (`drawn`) are played. */
  run: route.input(ScenarioId).output(z.strictObject({ jobId: JobId })),
  result: route.input(z.strictObject({ runId: z.int() })).output(z.strictObject({ run: ScenarioRun, scenarioId: z.int(), simulation: Simulation })),
  /** Writes it as `omnivor.scenario/1` with the contacts, rules and estimates of now; null where the dialog was closed. */
  exportFile: route.input(ScenarioId).output(z.strictObject({ path: z.string() }).nullable()),
  /** Takes name, policy, assumptions, horizon, replications and seed of an `omnivor.scenario/1` file; contacts, rules and estimates stay those of the workspace. Asks for the file where none is given; null where the dialog was closed. */
  importFile: route.input(z.strictObject({ file: FileToken.optional() })).output(ScenarioRow.nullable()),
  /** Any number of scenarios and variants side by side; those without a fresh run are played first. Ends with CANCELLED once the call is aborted. */
  compare: route.input(z.strictObject({ subjects: z.array(Subject).min(2).max(50), baseline: z.int().min(0).max(49) })).output(Comparison),
  /** What drove the difference between two scenarios or variants. */
  drivers: route.input(z.strictObject({ from: Subject, to: Subject, measure: Measure })).output(Drivers),
  batches: {
    /** Newest first. */
    list: route.input(z.strictObject({ scenarioId: z.int().optional() })).output(z.array(BatchRow)),
    get: route.input(BatchId).output(BatchDetail),
    /** How many variants a search would have, and what its constraints leave out; a fault where it cannot be made. */
    preview: route.input(z.strictObject({ scenarioId: z.int(), spec: BatchSpec })).output(z.strictObject({ variants: z.int(), skipped: z.record(z.string(), z.int()), replications: z.int() })),
    /** Stores a batch of a scenario as it is now, with its inputs; it is run by `run`. */
    create: route.input(z.strictObject({ scenarioId: z.int(), spec: BatchSpec })).output(BatchRow),
    /** Makes and runs a batch with defaults: what the policy leaves open, the metric asked for (net), racing. */
    findOptimal: route.input(z.strictObject({ scenarioId: z.int(), metric: Measure.optional(), count: z.int().min(2).max(2000).optional() })).output(z.strictObject({ batchId: z.int(), jobId: JobId })),
    /** Runs it, or goes on where it was paused, cancelled or cut off; job result {batchId, best, left: done, paused or cancelled}. Its job stopped by number cancels it. `concurrency` threads, all but one core where left out; the ranking does not depend on it. */
    run: route.input(z.strictObject({ batchId: z.int(), concurrency })).output(z.strictObject({ jobId: JobId })),
    /** Stops after what is being played; finished variants stay. */
    pause: route.input(BatchId).output(BatchRow),
    /** Ends it; finished variants keep their rank. */
    cancel: route.input(BatchId).output(BatchRow),
    /** Removes it with its variants; refused while it runs. */
    remove: route.input(BatchId).output(z.void()),
    variants: route.input(VariantQuery).output(z.strictObject({ total: z.int(), rows: z.array(Variant) })),
    /** `most` = so many variants, evenly by rank, beside the best and those on the front; all of them where left out. */
    columns: route
      .input(z.strictObject({ batchId: z.int(), columns: z.array(VariantColumn).max(70), most: z.int().min(1).max(MOST_VARIANTS).optional(), front: z.array(z.strictObject({ measure: Measure, direction: z.enum(['max', 'min']) })).max(5).optional() }))
      .output(VariantColumns),
    /** The best variant, by another measure where one is named. */
    best: route.input(z.strictObject({ batchId: z.int(), measure: Measure.optional() })).output(Variant.nullable()),
    /** A branch of the scenario with the variant's numbers, and its problem with them applied, stored for `allocation.solve {problemId}`. */
    promote: route.input(z.strictObject({ batchId: z.int(), number: z.int().min(1), name: z.string().trim().min(1).max(200).optional() })).output(z.strictObject({ scenarioId: z.int(), problemId: z.int() })),
    /** Writes the ranking as `omnivor.batch_result/1`; null where the dialog was closed. */
    exportFile: route.input(BatchId).output(z.strictObject({ path: z.string(), variants: z.int() }).nullable()),
  },
  sensitivity: {
    /** Job result {sensitivityId}. */
    run: route.input(SensitivitySpec).output(z.strictObject({ jobId: JobId })),
    /** Newest first. */
    list: route.input(ScenarioId).output(z.array(Sensitivity)),
    remove: route.input(z.strictObject({ sensitivityId: z.int() })).output(z.void()),
  },
};
