import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const syncSources = sqliteTable('sync_sources', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  sourceSystem: text('source_system').notNull(),
  config: text('config').notNull(),
});

export const syncStates = sqliteTable('sync_states', {
  sourceId: text('source_id').primaryKey(),
  state: text('state', { enum: ['never', 'ok', 'partly', 'failed', 'needs_sign_in'] }).notNull(),
  fault: text('fault'),
  cursor: text('cursor'),
  lastRunAt: integer('last_run_at'),
  lastJobId: text('last_job_id'),
  counts: text('counts').notNull(),
});

export const syncFiles = sqliteTable(
  'sync_files',
  { sourceId: text('source_id').notNull(), hash: text('hash').notNull(), name: text('name').notNull(), readAt: integer('read_at').notNull(), records: integer('records').notNull() },
  (table) => [primaryKey({ columns: [table.sourceId, table.hash] })],
);
