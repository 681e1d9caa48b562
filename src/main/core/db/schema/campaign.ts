import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const campaigns = sqliteTable('campaigns', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  description: text('description'),
  brand: text('brand'),
  businessUnit: text('business_unit'),
  priority: integer('priority').notNull(),
  status: text('status', { enum: ['draft', 'active', 'paused', 'completed'] }).notNull(),
  fromDay: integer('from_day'),
  toDay: integer('to_day'),
  audienceId: integer('audience_id'),
  channelMix: text('channel_mix').notNull().default('{}'),
  budget: real('budget'),
});

export const reservations = sqliteTable('reservations', {
  id: text('id').primaryKey(),
  campaign: text('campaign').notNull(),
  contact: text('contact').notNull(),
  channel: text('channel'),
  kind: text('kind', { enum: ['exclusive', 'priority', 'soft'] }).notNull(),
  priority: integer('priority').notNull(),
  status: text('status', { enum: ['active', 'released', 'executed', 'expired', 'preempted'] }).notNull(),
  fromDay: integer('from_day').notNull(),
  toDay: integer('to_day').notNull(),
  plannedDay: integer('planned_day'),
  canPreempt: integer('can_preempt').notNull(),
  expiresDay: integer('expires_day'),
  preemptedBy: text('preempted_by'),
  mergedInto: text('merged_into'),
  preempted: text('preempted').notNull().default('[]'),
  sharedWith: text('shared_with').notNull().default('[]'),
});

export const conflictLog = sqliteTable('conflict_log', {
  id: integer('id').primaryKey(),
  kind: text('kind', { enum: ['overlap', 'frequency', 'preemption'] }).notNull(),
  contact: text('contact').notNull(),
  channel: text('channel'),
  fromDay: integer('from_day').notNull(),
  toDay: integer('to_day').notNull(),
  campaigns: text('campaigns').notNull(),
  reservations: text('reservations').notNull(),
  resolution: text('resolution', { enum: ['firstWins', 'secondWins', 'merge', 'defer', 'preempted', 'deferred'] }).notNull(),
  isAutomatic: integer('is_automatic').notNull(),
  summary: text('summary').notNull(),
  note: text('note').notNull().default(''),
  resolvedBy: text('resolved_by').notNull(),
  resolvedAt: integer('resolved_at').notNull(),
});
