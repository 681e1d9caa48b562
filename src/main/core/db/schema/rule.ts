import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const channels = sqliteTable('channels', {
  id: text('id').primaryKey(),
  position: integer('position').notNull(),
  unitCost: real('unit_cost').notNull(),
  saturation: real('saturation').notNull(),
  maxPerContact: integer('max_per_contact').notNull(),
  cooldownDays: integer('cooldown_days').notNull(),
  weekdays: text('weekdays'),
});

export const ruleSettings = sqliteTable('rule_settings', {
  name: text('name', { enum: ['horizon', 'objective', 'contacts'] }).primaryKey(),
  body: text('body').notNull(),
});

export const constraints = sqliteTable('constraints', {
  id: text('id').primaryKey(),
  position: integer('position').notNull(),
  kind: text('kind').notNull(),
  body: text('body').notNull(),
});

export const pinnedActions = sqliteTable(
  'pinned_actions',
  {
    contact: text('contact').notNull(),
    channel: text('channel').notNull(),
    date: text('date').notNull(),
    effect: text('effect', { enum: ['fixed', 'forbidden'] }).notNull(),
    exploration: integer('exploration').notNull().default(0),
    campaign: text('campaign'),
  },
  (table) => [primaryKey({ columns: [table.contact, table.channel, table.date] })],
);
