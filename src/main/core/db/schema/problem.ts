import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const problemDrafts = sqliteTable('problem_drafts', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  parent: integer('parent'),
  body: text('body').notNull(),
  createdAt: integer('created_at').notNull(),
  changedAt: integer('changed_at').notNull(),
});
