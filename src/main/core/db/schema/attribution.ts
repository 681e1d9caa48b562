import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const attributionSettings = sqliteTable('attribution_settings', { id: integer('id').primaryKey(), body: text('body').notNull() });

export const attributionRuns = sqliteTable('attribution_runs', {
  id: integer('id').primaryKey(),
  state: text('state', { enum: ['writing', 'done'] }).notNull(),
  madeAt: integer('made_at').notNull(),
  settings: text('settings').notNull(),
  inputHash: text('input_hash').notNull(),
  report: text('report').notNull(),
});

export const outcomeAttributions = sqliteTable(
  'outcome_attributions',
  {
    runId: integer('run_id').notNull(),
    outcomeId: integer('outcome_id').notNull(),
    primaryTouchId: integer('primary_touch_id'),
    confidence: real('confidence').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.outcomeId] })],
);

export const outcomeCredits = sqliteTable(
  'outcome_credits',
  {
    runId: integer('run_id').notNull(),
    outcomeId: integer('outcome_id').notNull(),
    position: integer('position').notNull(),
    touchId: integer('touch_id').notNull(),
    share: real('share').notNull(),
    value: real('value').notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.outcomeId, table.position] })],
);
