import { blob, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const executions = sqliteTable('executions', {
  planId: integer('plan_id').primaryKey(),
  state: text('state', { enum: ['running', 'paused'] }).notNull(),
  startedAt: integer('started_at').notNull(),
  pausedDay: integer('paused_day'),
});

export const executionActions = sqliteTable(
  'execution_actions',
  {
    planId: integer('plan_id').notNull(),
    position: integer('position').notNull(),
    state: text('state', { enum: ['planned', 'done', 'failed', 'skipped'] }).notNull(),
    day: integer('day').notNull(),
    doneDay: integer('done_day'),
    answered: integer('answered'),
    source: text('source', { enum: ['hand', 'touch', 'pause'] }).notNull(),
    note: text('note').notNull().default(''),
  },
  (table) => [primaryKey({ columns: [table.planId, table.position] })],
);

export const executionSettings = sqliteTable('execution_settings', { id: integer('id').primaryKey(), body: text('body').notNull() });

export const rebalanceSuggestions = sqliteTable('rebalance_suggestions', {
  id: integer('id').primaryKey(),
  planId: integer('plan_id').notNull(),
  newPlanId: integer('new_plan_id'),
  madeAt: integer('made_at').notNull(),
  state: text('state', { enum: ['open', 'accepted', 'dismissed'] }).notNull(),
  triggers: text('triggers').notNull(),
  options: text('options').notNull(),
  summary: text('summary').notNull(),
  reason: text('reason').notNull().default(''),
  decidedAt: integer('decided_at'),
});

export const rebalanceChanges = sqliteTable('rebalance_changes', { suggestionId: integer('suggestion_id').primaryKey(), document: blob('document', { mode: 'buffer' }).notNull() });

export const executionRuns = sqliteTable('execution_runs', {
  id: integer('id').primaryKey(),
  at: integer('at').notNull(),
  does: text('does', { enum: ['rebalance', 'optimize'] }).notNull(),
  planId: integer('plan_id'),
  result: text('result').notNull(),
});
