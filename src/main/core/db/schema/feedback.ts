import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const feedbackSettings = sqliteTable('feedback_settings', { id: integer('id').primaryKey(), body: text('body').notNull() });

export const challenges = sqliteTable('challenges', {
  id: integer('id').primaryKey(),
  planId: integer('plan_id').notNull(),
  contact: text('contact').notNull(),
  channel: text('channel').notNull(),
  rep: text('rep').notNull(),
  kind: text('kind', { enum: ['drop', 'add', 'change'] }).notNull(),
  planned: integer('planned').notNull(),
  goal: integer('goal').notNull(),
  reason: text('reason').notNull().default(''),
  state: text('state', { enum: ['pending', 'accepted', 'declined'] }).notNull(),
  decidedBy: text('decided_by', { enum: ['rule', 'planner'] }),
  because: text('because').notNull().default(''),
  file: text('file').notNull(),
  importedAt: integer('imported_at').notNull(),
});
