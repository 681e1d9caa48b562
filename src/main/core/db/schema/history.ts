import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const touches = sqliteTable('touches', {
  id: integer('id').primaryKey(),
  sourceKey: text('source_key'),
  contactId: integer('contact_id').notNull(),
  channel: text('channel').notNull(),
  day: integer('day').notNull(),
  second: integer('second').notNull().default(-1),
  kind: text('kind').notNull().default(''),
  campaign: text('campaign'),
  cost: real('cost'),
  importId: integer('import_id'),
});

export const outcomes = sqliteTable('outcomes', {
  id: integer('id').primaryKey(),
  sourceKey: text('source_key'),
  contactId: integer('contact_id').notNull(),
  channel: text('channel').notNull().default(''),
  day: integer('day').notNull(),
  second: integer('second').notNull().default(-1),
  kind: text('kind').notNull(),
  value: real('value'),
  importId: integer('import_id'),
  sourceSystem: text('source_system').notNull().default('file'),
  receivedAt: integer('received_at').notNull().default(0),
  status: text('status', { enum: ['pending', 'attributed', 'unattributed'] }).notNull().default('pending'),
  processedAt: integer('processed_at'),
});
