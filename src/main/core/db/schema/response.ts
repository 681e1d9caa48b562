import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const responseSnapshots = sqliteTable('response_snapshots', {
  id: integer('id').primaryKey(),
  madeAt: integer('made_at').notNull(),
  asOfDay: integer('as_of_day').notNull(),
  inputHash: text('input_hash').notNull(),
  summary: text('summary').notNull(),
});

export const responseEstimates = sqliteTable(
  'response_estimates',
  {
    snapshotId: integer('snapshot_id').notNull(),
    contactId: integer('contact_id').notNull(),
    channel: text('channel').notNull(),
    mean: real('mean').notNull(),
    sd: real('sd').notNull(),
    touches: integer('touches').notNull(),
  },
  (table) => [primaryKey({ columns: [table.snapshotId, table.contactId, table.channel] })],
);
