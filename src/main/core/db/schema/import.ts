import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const imports = sqliteTable('imports', {
  id: integer('id').primaryKey(),
  fileName: text('file_name').notNull(),
  fileBytes: integer('file_bytes').notNull(),
  fileHash: text('file_hash').notNull(),
  target: text('target').notNull(),
  mode: text('mode', { enum: ['upsert', 'create', 'update'] }).notNull(),
  settings: text('settings').notNull(),
  report: text('report').notNull(),
  committedAt: integer('committed_at').notNull(),
  undoneAt: integer('undone_at'),
});

export const importMappings = sqliteTable('import_mappings', {
  signature: text('signature').primaryKey(),
  settings: text('settings').notNull(),
  usedAt: integer('used_at').notNull(),
});
