import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const rejectedOutcomes = sqliteTable('rejected_outcomes', {
  id: integer('id').primaryKey(),
  sourceSystem: text('source_system').notNull(),
  sourceEventId: text('source_event_id').notNull(),
  sourceId: text('source_id'),
  receivedAt: integer('received_at').notNull(),
  code: text('code', { enum: ['malformed', 'unknown_contact', 'several_contacts', 'contact_left'] }).notNull(),
  reason: text('reason').notNull(),
  contact: text('contact'),
  channel: text('channel').notNull().default(''),
  day: integer('day'),
  second: integer('second').notNull().default(-1),
  kind: text('kind'),
  value: real('value'),
  record: text('record').notNull(),
});

export const outcomeContacts = sqliteTable(
  'outcome_contacts',
  { sourceSystem: text('source_system').notNull(), reference: text('reference').notNull(), contact: text('contact').notNull() },
  (table) => [primaryKey({ columns: [table.sourceSystem, table.reference] })],
);
