import type { ImportTarget } from '../../../engine/model/import.ts';
import { humanize } from '../../shared/format/labels.ts';

/** Names of targets, one row at a time. */
export const targetNames: Record<ImportTarget, string> = { contacts: 'Contact', touches: 'Touch', outcomes: 'Outcome' };

/** Names of targets, many rows at a time. */
export const targetPlurals: Record<ImportTarget, string> = { contacts: 'Contacts', touches: 'Touches', outcomes: 'Outcomes' };

const fieldNames: Record<string, string> = {
  key: 'ID',
  source_key: 'ID of the record',
  contact: 'contact ID',
  contact_email: 'contact e-mail',
  contact_npi: 'contact NPI',
  npi: 'NPI',
  flag: 'happened (yes or no)',
};

/** A field in words: "contact ID", "postal code". */
export const nameField = (field: string): string => fieldNames[field] ?? humanize(field).toLowerCase();

/** A target's field in words: "Touch · date". */
export const namePlace = (target: ImportTarget, field: string): string => `${targetNames[target]} · ${nameField(field)}`;

export const kindNames = {
  empty: 'empty',
  text: 'text',
  id: 'ID',
  number: 'number',
  date: 'date',
  date_time: 'date and time',
  flag: 'yes or no',
  email: 'e-mail',
  phone: 'phone',
  npi: 'NPI',
  postal_code: 'postal code',
  category: 'category',
} as const;

export const dateOrderNames = { ymd: 'year-month-day', dmy: 'day/month/year', mdy: 'month/day/year', unknown: 'day or month first?' } as const;
