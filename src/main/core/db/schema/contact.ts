import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

export const contacts = sqliteTable('contacts', {
  id: integer('id').primaryKey(),
  key: text('key').notNull(),
  name: text('name'),
  firstName: text('first_name'),
  lastName: text('last_name'),
  email: text('email'),
  phone: text('phone'),
  npi: text('npi'),
  specialty: text('specialty'),
  segment: text('segment'),
  territory: text('territory'),
  rep: text('rep'),
  street: text('street'),
  postalCode: text('postal_code'),
  city: text('city'),
  region: text('region'),
  country: text('country'),
  value: real('value'),
  attributes: text('attributes').notNull().default('{}'),
  importId: integer('import_id'),
});

export const audiences = sqliteTable('audiences', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  filter: text('filter').notNull(),
});
