import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const problems = sqliteTable('problems', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  madeAt: integer('made_at').notNull(),
  hash: text('hash').notNull(),
  document: blob('document', { mode: 'buffer' }).notNull(),
  inputs: text('inputs').notNull(),
});

export const plans = sqliteTable('plans', {
  id: integer('id').primaryKey(),
  problemId: integer('problem_id').notNull(),
  madeAt: integer('made_at').notNull(),
  solveStatus: text('solve_status').notNull(),
  method: text('method').notNull(),
  seed: integer('seed').notNull(),
  objective: real('objective').notNull(),
  bound: real('bound'),
  gap: real('gap'),
  cost: real('cost').notNull(),
  lift: real('lift').notNull(),
  reached: integer('reached').notNull(),
  elapsedMs: real('elapsed_ms').notNull(),
  engineVersion: text('engine_version').notNull(),
  usage: text('usage').notNull(),
  conflicts: text('conflicts').notNull().default('[]'),
  state: text('state', { enum: ['draft', 'approved', 'exported'] }).notNull().default('draft'),
  approver: text('approver'),
  note: text('note'),
  approvedAt: integer('approved_at'),
  exportedAt: integer('exported_at'),
  goal: text('goal'),
});

export const planRanges = sqliteTable('plan_ranges', {
  planId: integer('plan_id').primaryKey(),
  madeAt: integer('made_at').notNull(),
  engineVersion: text('engine_version').notNull(),
  body: text('body').notNull(),
  lift: blob('lift', { mode: 'buffer' }).notNull(),
  responses: blob('responses', { mode: 'buffer' }).notNull(),
});

export const planActions = sqliteTable(
  'plan_actions',
  {
    planId: integer('plan_id').notNull(),
    position: integer('position').notNull(),
    contactId: integer('contact_id'),
    contact: text('contact').notNull(),
    channel: text('channel').notNull(),
    day: integer('day').notNull(),
    rep: text('rep'),
    segment: text('segment'),
    territory: text('territory'),
    lift: real('lift').notNull(),
    cost: real('cost').notNull(),
    exploration: integer('exploration').notNull().default(0),
    reason: text('reason').notNull(),
    campaign: text('campaign'),
    alternatives: text('alternatives'),
  },
  (table) => [primaryKey({ columns: [table.planId, table.position] })],
);

export const planSettlements = sqliteTable(
  'plan_settlements',
  {
    planId: integer('plan_id').notNull(),
    position: integer('position').notNull(),
    contact: text('contact').notNull(),
    channel: text('channel'),
    winner: text('winner').notNull(),
    loser: text('loser').notNull(),
    over: text('over', { enum: ['reservation', 'audience'] }).notNull(),
    because: text('because', { enum: ['rank', 'priority', 'id', 'budget', 'plan'] }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.planId, table.position] })],
);

export const planProgress = sqliteTable('plan_progress', {
  planId: integer('plan_id').primaryKey(),
  columns: integer('columns').notNull(),
  points: text('points').notNull(),
});
