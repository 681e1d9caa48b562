import { contactFields } from '../../../../engine/model/contact.ts';
import type { Fault } from '../../../../engine/base/fault.ts';
import { OutcomeField, TouchField, type FieldSource, type ImportSettings, type TargetMapping } from '../../../../engine/model/import.ts';
import { parseDay } from '../../../../engine/base/day.ts';

const fieldsOf: Record<TargetMapping['target'], readonly string[]> = { contacts: contactFields, touches: TouchField.options, outcomes: OutcomeField.options };

const isGiven = (source: FieldSource | undefined): boolean => source !== undefined && (source.column !== undefined || source.constant !== undefined || source.rowNumber === true);

const label = { contacts: 'Contacts', touches: 'Touches', outcomes: 'Outcomes' } as const;

function checkDate(mapping: TargetMapping, place: string): Fault[] {
  const { target, fields } = mapping;
  const date = fields['date'];
  if (date === undefined || !isGiven(date)) {
    return [{ code: 'BAD_INPUT', message: `${label[target]} have no date: no column of the file holds one.`, hint: 'Choose a date column, or set one date for all rows.', path: `${place}.date` }];
  }
  if (date.column === undefined && parseDay(date.constant ?? '') === null) {
    return [{ code: 'BAD_INPUT', message: `"${date.constant ?? ''}" is not an ISO date such as 2027-01-04.`, path: `${place}.date` }];
  }
  if (date.column !== undefined && date.dateOrder === 'unknown') {
    return [{ code: 'DATE_ORDER_UNKNOWN', message: `All dates in "${date.column}" fit both day/month and month/day.`, hint: 'Choose the order.', path: `${place}.date` }];
  }
  return [];
}

function checkHistory(mapping: TargetMapping, place: string): Fault[] {
  const { target, fields } = mapping;
  const faults: Fault[] = [];
  if (![fields['contact'], fields['contact_email'], fields['contact_npi']].some(isGiven)) {
    faults.push({ code: 'BAD_INPUT', message: `${label[target]} name no contact: no column holds an id, an e-mail or an NPI.`, hint: 'Choose the column that says whose row it is.', path: `${place}.contact` });
  }
  const named = target === 'touches' ? 'channel' : 'kind';
  if (!isGiven(fields[named])) {
    faults.push({ code: 'BAD_INPUT', message: target === 'touches' ? 'Touches have no channel.' : 'Outcomes have no name.', hint: `Choose a column, or set one ${target === 'touches' ? 'channel' : 'name'} for all rows.`, path: `${place}.${named}` });
  }
  return [...faults, ...checkDate(mapping, place)];
}

function checkContacts(mapping: TargetMapping, settings: Pick<ImportSettings, 'matchOn'>, place: string): Fault[] {
  const faults: Fault[] = [];
  if (!isGiven(mapping.fields['key'])) faults.push({ code: 'BAD_INPUT', message: 'Contacts have no id.', hint: 'Choose the column that identifies a contact, or number the rows.', path: `${place}.key` });
  if (!isGiven(mapping.fields[settings.matchOn])) faults.push({ code: 'BAD_INPUT', message: `Contacts are matched on ${settings.matchOn}, which no column gives.`, hint: 'Choose its column, or match on another field.', path: `${place}.${settings.matchOn}` });
  return faults;
}

/** What is missing or contradictory in settings for a file with these columns; empty where it can be read. */
export function checkSettings(settings: Pick<ImportSettings, 'targets' | 'matchOn'>, columns: readonly string[]): Fault[] {
  const known = new Set(columns);
  const faults: Fault[] = [];
  if (!['key', 'email', 'npi'].includes(settings.matchOn)) faults.push({ code: 'BAD_INPUT', message: `Contacts cannot be matched on ${settings.matchOn}. Expected key, email or npi.`, path: 'matchOn' });
  if (settings.targets.filter(({ target }) => target === 'contacts').length > 1) faults.push({ code: 'BAD_INPUT', message: 'A row can hold one contact only.', path: 'targets' });
  settings.targets.forEach((mapping, at) => {
    const place = `targets[${at}].fields`;
    for (const [field, source] of Object.entries(mapping.fields)) {
      if (!fieldsOf[mapping.target].includes(field)) faults.push({ code: 'BAD_INPUT', message: `${label[mapping.target]} have no field "${field}".`, hint: `Fields: ${fieldsOf[mapping.target].join(', ')}.`, path: `${place}.${field}` });
      if (source.column !== undefined && !known.has(source.column)) faults.push({ code: 'UNKNOWN_REFERENCE', message: `The file has no column "${source.column}".`, hint: `Columns: ${columns.slice(0, 30).join(', ')}.`, path: `${place}.${field}` });
    }
    faults.push(...(mapping.target === 'contacts' ? checkContacts(mapping, settings, place) : checkHistory(mapping, place)));
  });
  return faults;
}
