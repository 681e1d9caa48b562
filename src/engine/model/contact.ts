import { z } from 'zod';

/** The fields of a contact that the planner knows by name; every other column of an export is kept as an attribute. */
export const contactFields = [
  'key',
  'name',
  'first_name',
  'last_name',
  'email',
  'phone',
  'npi',
  'specialty',
  'segment',
  'territory',
  'rep',
  'street',
  'postal_code',
  'city',
  'region',
  'country',
  'value',
] as const;
export const ContactField = z.enum(contactFields);
export type ContactField = z.infer<typeof ContactField>;

/** A person who can be engaged. `key` is the id the source system gave; ids, phones and postal codes stay text. */
export const Contact = z.strictObject({
  id: z.int(),
  key: z.string(),
  name: z.string().nullable(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  npi: z.string().nullable(),
  specialty: z.string().nullable(),
  segment: z.string().nullable(),
  territory: z.string().nullable(),
  rep: z.string().nullable(),
  street: z.string().nullable(),
  postal_code: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  country: z.string().nullable(),
  value: z.number().nullable(),
  /** The export's other columns by their header, as text. */
  attributes: z.record(z.string(), z.string()),
});
export type Contact = z.infer<typeof Contact>;
