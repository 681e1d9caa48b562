import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const responseProfiles = sqliteTable('response_profiles', { snapshotId: integer('snapshot_id').primaryKey(), document: blob('document', { mode: 'buffer' }).notNull() });

export const queueSettings = sqliteTable('queue_settings', { id: integer('id').primaryKey(), body: text('body').notNull() });

export const queueDecisions = sqliteTable('queue_decisions', {
  contact: text('contact').primaryKey(),
  channel: text('channel').notNull(),
  state: text('state', { enum: ['accepted', 'dismissed'] }).notNull(),
  date: text('date'),
  exploration: integer('exploration').notNull().default(0),
  recommended: text('recommended').notNull(),
  response: real('response').notNull(),
  worth: real('worth').notNull(),
  reason: text('reason').notNull().default(''),
  decidedAt: integer('decided_at').notNull(),
});

export const queueChoices = sqliteTable(
  'queue_choices',
  {
    contact: text('contact').notNull(),
    channel: text('channel').notNull(),
    date: text('date').notNull(),
    policy: text('policy').notNull(),
    propensity: real('propensity').notNull(),
    value: real('value').notNull(),
    arms: text('arms').notNull(),
    chosenAt: integer('chosen_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.contact, table.channel, table.date] })],
);
