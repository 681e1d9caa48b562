import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const reps = sqliteTable('reps', {
  id: text('id').primaryKey(),
  name: text('name').notNull().default(''),
  weekdays: text('weekdays').notNull().default('[1,2,3,4,5]'),
  daysOff: text('days_off').notNull().default('[]'),
});

export const territoryAssignments = sqliteTable('territory_assignments', {
  id: integer('id').primaryKey(),
  rep: text('rep').notNull(),
  contact: text('contact').notNull(),
  role: text('role', { enum: ['primary', 'secondary', 'backup'] }).notNull(),
  fromDay: integer('from_day'),
  toDay: integer('to_day'),
});
