import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const planAnalyses = sqliteTable('plan_analyses', {
  id: integer('id').primaryKey(),
  planId: integer('plan_id'),
  kind: text('kind', { enum: ['what_if', 'prices', 'frontier', 'diagnosis'] }).notNull(),
  madeAt: integer('made_at').notNull(),
  body: text('body').notNull(),
  plan: blob('plan', { mode: 'buffer' }),
  keptAs: integer('kept_as'),
  rulesHash: text('rules_hash').notNull(),
});
