import { contactFields, type ContactField } from '../../../../engine/model/contact.ts';
import type { ImportSettings, TargetMapping } from '../../../../engine/model/import.ts';
import type { Sqlite } from '../../db/connection.ts';
import { createBulkInsert } from '../staging/bulk-insert.ts';
import { isNpi } from '../values/npi.ts';
import { createNumberReader } from '../values/read-number.ts';
import { createField } from './field-reader.ts';
import { cellProblem, type Problem } from './problem.ts';
import type { TargetReader } from './target-reader.ts';

export const EMAIL = /^[^\s@<>"(),;:]+@[^\s@<>"(),;:]+\.[^\s@.<>"(),;:]+$/u;
export const MAX_KEY_LENGTH = 200;

/** Fields whose text is kept to the byte; the others lose spaces around them, so that they can be compared. */
const keptAsWritten: ReadonlySet<ContactField> = new Set(['name', 'first_name', 'last_name', 'street']);

/** Columns of the file that become attributes: those no target reads, except the ignored ones. */
export function attributeColumns(mapping: TargetMapping, targets: readonly TargetMapping[], columns: readonly string[]): string[] {
  const ignored = new Set(mapping.ignored ?? []);
  const read = new Set<string>();
  for (const { target, fields } of targets) {
    for (const [field, { column }] of Object.entries(fields)) {
      if (column !== undefined && (target === 'contacts' || !field.startsWith('contact'))) read.add(column);
    }
  }
  return columns.filter((column) => !read.has(column) && !ignored.has(column));
}

function createCheck(field: ContactField, decimal: '.' | ',', isRequired: boolean): (text: string, column: string | null, problems: Problem[]) => string | number | null {
  const readNumber = createNumberReader(decimal);
  return (text, column, problems) => {
    if (text === '') {
      if (isRequired) problems.push(cellProblem(column, '', 'empty', field === 'key' ? 'an id' : `a value for ${field}`));
      return null;
    }
    if (field === 'key' && text.length > MAX_KEY_LENGTH) problems.push(cellProblem(column, text, `${text.length} characters long`, `an id of at most ${MAX_KEY_LENGTH}`));
    else if (field === 'email' && !EMAIL.test(text)) problems.push(cellProblem(column, text, 'not an e-mail address', 'name@domain'));
    else if (field === 'npi' && !isNpi(text)) problems.push(cellProblem(column, text, 'not an NPI', '10 digits with a valid check digit'));
    else if (field === 'value') {
      const value = readNumber(text);
      if (value === null) problems.push(cellProblem(column, text, 'not a number', `a number with decimal ${decimal === '.' ? 'point' : 'comma'}`));
      else if (value < 0) problems.push(cellProblem(column, text, 'negative', 'a number of 0 or more'));
      return value;
    }
    return text;
  };
}

/** Reads contacts: known fields checked, all other columns kept as attributes in their own words. */
export function createContactReader(sqlite: Sqlite, at: number, settings: ImportSettings, mapping: TargetMapping, columns: readonly string[]): TargetReader {
  const fields = contactFields.flatMap((name) => {
    const field = createField(mapping.fields[name], columns);
    if (field === null) return [];
    const isRequired = name === 'key' || name === settings.matchOn;
    return [{ ...field, name, keepsSpace: keptAsWritten.has(name), check: createCheck(name, settings.dialect.decimal, isRequired) }];
  });
  const attributes = attributeColumns(mapping, settings.targets, columns).map((column) => ({ at: columns.indexOf(column), key: `${JSON.stringify(column)}:` }));
  const insert = createBulkInsert(sqlite, `staged_${at}`, ['row', ...fields.map(({ name }) => name), 'attributes']);
  const values: (string | number | null)[] = Array.from({ length: fields.length + 2 }, () => null);

  return {
    read(cells, row, problems) {
      values[0] = row;
      fields.forEach(({ read, column, keepsSpace, check }, index) => {
        const written = read(cells, row);
        values[index + 1] = check(keepsSpace ? written : written.trim(), column, problems);
      });
      let body = '';
      for (const { at: column, key } of attributes) {
        const cell = cells[column] ?? '';
        if (cell !== '') body += `${body === '' ? '' : ','}${key}${JSON.stringify(cell)}`;
      }
      values[fields.length + 1] = `{${body}}`;
    },
    stage: () => insert.add(values),
    flush: () => insert.flush(),
  };
}
