import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const edits = sqliteTable('edits', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  madeAt: integer('made_at').notNull(),
  changes: text('changes').notNull(),
  importId: integer('import_id'),
  state: text('state', { enum: ['done', 'undone', 'dropped'] }).notNull().default('done'),
  actor: text('actor'),
});

export const decisions = sqliteTable('decisions', {
  seq: integer('seq').primaryKey(),
  at: integer('at').notNull(),
  actor: text('actor').notNull(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  detail: text('detail').notNull(),
  previousHash: text('previous_hash').notNull(),
  hash: text('hash').notNull(),
});
