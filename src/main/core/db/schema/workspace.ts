import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const workspace = sqliteTable('workspace', {
  id: integer('id').primaryKey(),
  uuid: text('uuid').notNull(),
  name: text('name').notNull(),
  currency: text('currency').notNull().default('EUR'),
  contactNoun: text('contact_noun', { enum: ['contact', 'HCP'] }).notNull().default('contact'),
  createdAt: integer('created_at').notNull(),
});

export const revisions = sqliteTable('revisions', {
  domain: text('domain').primaryKey(),
  revision: integer('revision').notNull().default(0),
});

export const uiState = sqliteTable('ui_state', {
  key: text('key').primaryKey(),
  value: text('value').notNull(),
});
