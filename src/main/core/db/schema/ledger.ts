import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const accounts = ['open', 'booked', 'used'] as const;

export const ledgerEntries = sqliteTable('ledger_entries', {
  id: integer('id').primaryKey(),
  posting: integer('posting').notNull(),
  at: integer('at').notNull(),
  kind: text('kind', { enum: ['book', 'release', 'consume', 'commit', 'spend'] }).notNull(),
  source: text('source', { enum: accounts }).notNull(),
  target: text('target', { enum: accounts }).notNull(),
  actions: integer('actions').notNull(),
  amount: real('amount').notNull(),
  day: integer('day').notNull(),
  channel: text('channel').notNull(),
  contact: text('contact'),
  rep: text('rep'),
  planId: integer('plan_id'),
  note: text('note'),
  reverses: integer('reverses'),
  campaign: text('campaign'),
});
