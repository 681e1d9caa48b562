import { z } from 'zod';
import { Contact } from '../engine/model/contact.ts';
import { CsvFormat } from '../engine/model/csv-format.ts';
import { ContactColumn, ContactFilter, ContactSort } from '../engine/model/filter.ts';
import { Nothing, page, route } from './base.ts';
import { ResponseEstimate } from './response.ts';

export const ContactPage = z.strictObject({ total: z.int(), rows: z.array(Contact), valueTotal: z.number() });

/** One line of a contact's history. */
export const TimelineEntry = z.strictObject({
  type: z.enum(['touch', 'outcome', 'planned']),
  id: z.int(),
  date: z.string(),
  /** `HH:MM:SS`, null where the export gave only the day. */
  time: z.string().nullable(),
  channel: z.string().nullable(),
  kind: z.string(),
  value: z.number().nullable(),
  campaign: z.string().nullable(),
});

export const ContactDetail = z.strictObject({
  contact: Contact,
  timeline: z.array(TimelineEntry),
  timelineTotal: z.int(),
  estimates: z.array(ResponseEstimate),
});

export const Audience = z.strictObject({ id: z.int(), name: z.string(), filter: ContactFilter, contacts: z.int() });

export const contactContract = {
  page: route.input(z.strictObject({ filter: ContactFilter, sort: z.array(ContactSort).max(3), ...page })).output(ContactPage),
  detail: route.input(z.strictObject({ id: z.int() })).output(ContactDetail),
  /** Columns the contacts of this workspace really have: fields first, then attributes by name. */
  columns: route.input(Nothing).output(z.array(z.strictObject({ column: ContactColumn, label: z.string(), numeric: z.boolean() }))),
  /** Distinct values of a column under a filter with how many contacts hold each, most frequent first. */
  facet: route
    .input(z.strictObject({ column: ContactColumn, filter: ContactFilter, limit: z.int().min(1).max(500) }))
    .output(z.array(z.strictObject({ value: z.string().nullable(), contacts: z.int() }))),
  /** Writes the filtered contacts as CSV through a save dialog; null when it was closed. */
  exportCsv: route
    .input(z.strictObject({ filter: ContactFilter, sort: z.array(ContactSort).max(3), columns: z.array(ContactColumn).min(1), format: CsvFormat }))
    .output(z.strictObject({ path: z.string(), rows: z.int() }).nullable()),
  audiences: {
    list: route.input(Nothing).output(z.array(Audience)),
    save: route.input(z.strictObject({ id: z.int().optional(), name: z.string().min(1).max(120), filter: ContactFilter })).output(Audience),
    remove: route.input(z.strictObject({ id: z.int() })).output(z.void()),
  },
};
