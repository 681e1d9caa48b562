import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const scenarios = sqliteTable('scenarios', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  notes: text('notes').notNull().default(''),
  parent: integer('parent'),
  locked: integer('locked').notNull().default(0),
  body: text('body').notNull(),
  createdAt: integer('created_at').notNull(),
  changedAt: integer('changed_at').notNull(),
});

export const scenarioInputs = sqliteTable('scenario_inputs', {
  hash: text('hash').primaryKey(),
  madeAt: integer('made_at').notNull(),
  document: blob('document', { mode: 'buffer' }).notNull(),
});

export const scenarioRuns = sqliteTable('scenario_runs', {
  id: integer('id').primaryKey(),
  scenarioId: integer('scenario_id').notNull(),
  madeAt: integer('made_at').notNull(),
  hash: text('hash').notNull(),
  inputHash: text('input_hash').notNull(),
  body: text('body').notNull(),
  inputs: text('inputs').notNull(),
  engineVersion: text('engine_version').notNull(),
  elapsedMs: real('elapsed_ms').notNull(),
  result: text('result').notNull(),
  samples: blob('samples', { mode: 'buffer' }).notNull(),
});

export const scenarioBatches = sqliteTable('scenario_batches', {
  id: integer('id').primaryKey(),
  scenarioId: integer('scenario_id').notNull(),
  status: text('status', { enum: ['pending', 'running', 'paused', 'done', 'failed', 'cancelled'] }).notNull(),
  spec: text('spec').notNull(),
  body: text('body').notNull(),
  base: text('base').notNull(),
  inputHash: text('input_hash').notNull(),
  inputs: text('inputs').notNull(),
  skipped: text('skipped').notNull().default('{}'),
  total: integer('total').notNull(),
  round: integer('round').notNull().default(0),
  rounds: integer('rounds').notNull(),
  engineVersion: text('engine_version').notNull(),
  jobId: text('job_id'),
  fault: text('fault'),
  createdAt: integer('created_at').notNull(),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at'),
});

export const scenarioVariants = sqliteTable(
  'scenario_variants',
  {
    batchId: integer('batch_id').notNull(),
    number: integer('number').notNull(),
    name: text('name'),
    status: text('status', { enum: ['waiting', 'running', 'stopped', 'infeasible', 'done'] }).notNull(),
    parameters: text('parameters').notNull(),
    replications: integer('replications').notNull().default(0),
    score: real('score'),
    standardError: real('standard_error'),
    stoppedInRound: integer('stopped_in_round'),
    reason: text('reason'),
    measures: text('measures'),
    means: text('means'),
  },
  (table) => [primaryKey({ columns: [table.batchId, table.number] })],
);

export const scenarioVariantSamples = sqliteTable(
  'scenario_variant_samples',
  { batchId: integer('batch_id').notNull(), number: integer('number').notNull(), samples: blob('samples', { mode: 'buffer' }).notNull() },
  (table) => [primaryKey({ columns: [table.batchId, table.number] })],
);

export const scenarioSensitivities = sqliteTable('scenario_sensitivities', {
  id: integer('id').primaryKey(),
  scenarioId: integer('scenario_id').notNull(),
  madeAt: integer('made_at').notNull(),
  spec: text('spec').notNull(),
  body: text('body').notNull(),
  inputHash: text('input_hash').notNull(),
  inputs: text('inputs').notNull(),
  evaluations: integer('evaluations').notNull(),
  infeasible: integer('infeasible').notNull(),
  result: text('result').notNull(),
});

/** Batches and analyses that were removed. */
export const scenarioRemovals = sqliteTable(
  'scenario_removals',
  { subject: text('subject', { enum: ['batch', 'sensitivity'] }).notNull(), id: integer('id').notNull(), removedAt: integer('removed_at').notNull() },
  (table) => [primaryKey({ columns: [table.subject, table.id] })],
);

export const scenarioAnswers = sqliteTable('scenario_answers', {
  hash: text('hash').primaryKey(),
  madeAt: integer('made_at').notNull(),
  answer: text('answer').notNull(),
});
