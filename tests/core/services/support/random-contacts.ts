import fc from 'fast-check';
import { contactFields, type Contact } from '../../../../src/engine/model/contact.ts';
import { FilterOperator, type ContactFilter, type ContactSort } from '../../../../src/engine/model/filter.ts';
import type { Sqlite } from '../../../../src/main/core/db/connection.ts';
import { bumpRevisions } from '../../../../src/main/core/db/repositories/revision.ts';

const ATTRIBUTES = ['Tier', 'Größe', 'a.b', "it's", 'say "so"', 'back\\slash', '%', 'amount', 'name', ' '];

const hostile = ['', ' ', 'a', 'A', 'abc', 'ABC', 'aB%', '%', '%%', '_', 'a_c', '\\', '\\%', '\\_', "it's", "'; --", '"', '""', '[a]', '*', '?', 'Ä', 'ä', 'ß', 'é', 'e\u0301', '日本語', '😀', 'null', 'NULL', '0', '00', '007', '7', '10', '9', '1.5', '-1', '1e3', '5.0', '5', '1-2', '1,5', '\n', '\t'];
const text = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...hostile) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 6 }).filter((one) => !one.includes('\0')) });
const number = fc.constantFrom(0, 1, 5, 7, 10, 0.5, 1.5, 1000);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });

const numericText = fc.constantFrom('', '0', '7', '10', '9', '007', '1.5', '-1', '1e3');
const attributes = fc.record({ ...Object.fromEntries(ATTRIBUTES.map((name) => [name, text])), amount: numericText }, { requiredKeys: [] });
const words = fc.record({ name: maybe(text), first_name: maybe(text), last_name: maybe(text), email: maybe(text), phone: maybe(text), npi: maybe(text), specialty: maybe(text), segment: maybe(text), territory: maybe(text), rep: maybe(text), street: maybe(text), postal_code: maybe(text), city: maybe(text), region: maybe(text), country: maybe(text) });

/** Up to a dozen contacts with everything in them that a query could trip over. */
export const someContacts: fc.Arbitrary<Contact[]> = fc
  .array(fc.record({ words, value: maybe(number), attributes, key: text }), { maxLength: 12 })
  .map((made) => made.map(({ words: texts, value, attributes: others, key }, at) => ({ id: at + 1, key: `${key}${at}`, ...texts, value, attributes: { ...others } })));

const column = fc.oneof(fc.constantFrom(...contactFields), fc.constant('value'), fc.constantFrom(...ATTRIBUTES, 'missing').map((name) => `attributes.${name}`));
const value = fc.oneof({ weight: 4, arbitrary: text }, { weight: 2, arbitrary: number }, { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }) });
const condition = fc.record({ column, operator: fc.constantFrom(...FilterOperator.options), value }, { requiredKeys: ['column', 'operator'] });

export const someFilter: fc.Arbitrary<ContactFilter> = fc.record(
  { join: fc.constantFrom('and' as const, 'or' as const), conditions: fc.array(condition, { maxLength: 3 }), search: fc.oneof(fc.constant(''), text) },
  { requiredKeys: ['join', 'conditions'] },
);
export const someSort: fc.Arbitrary<ContactSort[]> = fc.array(fc.record({ column, direction: fc.constantFrom('asc' as const, 'desc' as const) }), { maxLength: 3 });

/** Makes these the contacts of a workspace. */
export function storeContacts(sqlite: Sqlite, contacts: readonly Contact[]): void {
  const insert = sqlite.prepare(`INSERT INTO contacts (id, ${contactFields.join(', ')}, attributes) VALUES (?, ${contactFields.map(() => '?').join(', ')}, ?)`);
  sqlite.transaction(() => {
    sqlite.exec('DELETE FROM contacts');
    for (const contact of contacts) insert.run(contact.id, ...contactFields.map((field) => contact[field]), JSON.stringify(contact.attributes));
    bumpRevisions(sqlite, ['contacts']);
  })();
}
