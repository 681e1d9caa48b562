import { contactFields, type ContactField } from '../../../../engine/model/contact.ts';
import type { FieldSource, TargetMapping } from '../../../../engine/model/import.ts';
import { contactFieldNames } from './field-names.ts';
import { assignColumns, nameScore, type FieldScore } from './match-fields.ts';
import { tellsConsent } from './planning-columns.ts';
import type { ColumnKind, ColumnProfile } from './profile-columns.ts';

/** Kinds of value that rule a column out for a field, whatever its name says. */
const unfit: Partial<Record<ContactField, readonly ColumnKind[]>> = {
  key: ['date', 'date_time', 'flag', 'empty'],
  name: ['date', 'date_time', 'flag', 'email', 'npi'],
  first_name: ['date', 'date_time', 'email', 'npi'],
  last_name: ['date', 'date_time', 'email', 'npi'],
  segment: ['date', 'date_time', 'email'],
  territory: ['date', 'date_time', 'email'],
  city: ['number', 'date', 'email'],
  country: ['date', 'email'],
  region: ['date', 'email', 'date_time'],
  rep: ['date', 'date_time', 'flag'],
  street: ['date', 'email', 'number'],
  value: ['date', 'date_time', 'email', 'phone'],
};

const LEAST_DISTINCT_KEYS = 0.5;

function scoreFor(field: ContactField): FieldScore {
  const names = contactFieldNames[field];
  return (column) => {
    if (unfit[field]?.includes(column.kind) === true) return 0;
    const score = nameScore(column.words, names);
    if (field === 'email') return column.kind === 'email' ? Math.max(score, 0.3) : column.filled === 0 || column.kind === 'text' ? score * 0.5 : 0;
    if (field === 'npi') return column.kind === 'npi' ? Math.max(score, 0.85) : score;
    if (field === 'value') return column.kind === 'number' || column.kind === 'flag' || column.filled === 0 || (score >= 0.8 && column.values.some((value) => /^[^\p{L}]*\d[^\p{L}]*$/u.test(value))) ? score : 0;
    if (field === 'key' && score > 0 && column.kind === 'category' && column.distinct < 20) return 0;
    if (field === 'key' && score < 0.7) return 0;
    return score;
  };
}

const isUnique = (column: ColumnProfile | undefined): boolean => column !== undefined && column.filled === 1 && column.distinct >= column.rows * LEAST_DISTINCT_KEYS;

/** Prefix of keys made from row numbers, so that rows of different files do not become one contact. */
export const rowKeyPrefix = (fileName: string): string => `${fileName.replace(/\.[^.]*$/u, '').slice(0, 80)}-`;

/** Where the contact's key comes from: its column, else NPI, else e-mail, else the number of the row. */
function guessKey(assigned: Partial<Record<ContactField, ColumnProfile>>, fileName: string): FieldSource {
  if (assigned.key !== undefined) return { column: assigned.key.name };
  if (assigned.npi !== undefined && isUnique(assigned.npi)) return { column: assigned.npi.name };
  if (assigned.email !== undefined && isUnique(assigned.email)) return { column: assigned.email.name };
  return { rowNumber: true, constant: rowKeyPrefix(fileName) };
}

/** Guesses how the columns of a file describe contacts. `taken` columns serve another target and are kept as attributes. */
export function guessContacts(columns: readonly ColumnProfile[], fileName: string, taken: ReadonlySet<string> = new Set()): TargetMapping {
  const scores = Object.fromEntries(contactFields.map((field) => [field, scoreFor(field)])) as Record<ContactField, FieldScore>;
  const assigned = assignColumns(columns.filter((column) => !taken.has(column.name) && !tellsConsent(column.words)), scores);
  const fields: Record<string, FieldSource> = { key: guessKey(assigned, fileName) };
  for (const field of contactFields) {
    const column = assigned[field];
    if (column !== undefined && field !== 'key') fields[field] = { column: column.name };
  }
  return { target: 'contacts', fields };
}

/** Fields that only a list of contacts has; a list of deals may well name an owner or a region. */
const details: readonly ContactField[] = ['first_name', 'last_name', 'phone', 'specialty', 'street', 'postal_code', 'city', 'country'];

/** How many columns of a file describe the contact itself rather than name it. */
export function countContactDetails(mapping: TargetMapping): number {
  return details.filter((field) => mapping.fields[field]?.column !== undefined).length;
}
