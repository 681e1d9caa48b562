import { sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const exportSettings = sqliteTable('export_settings', { profile: text('profile').primaryKey(), body: text('body').notNull() });
