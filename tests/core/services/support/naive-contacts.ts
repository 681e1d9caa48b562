import { contactFields, type Contact, type ContactField } from '../../../../src/engine/model/contact.ts';
import type { ContactFilter, ContactSort, FilterCondition } from '../../../../src/engine/model/filter.ts';

/** Filter, search and sort once more, over contacts in memory, one at a time and as plainly as can be. */
const SEARCHED: readonly ContactField[] = ['key', 'name', 'first_name', 'last_name', 'email', 'npi', 'phone', 'city', 'specialty'];

type Cell = string | number | null;

/** The case of the letters A–Z does not matter; that of other letters does. */
const fold = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

function cellOf(contact: Contact, column: string): Cell {
  const field = contactFields.find((name) => name === column);
  if (field !== undefined) return contact[field];
  return contact.attributes[column.startsWith('attributes.') ? column.slice('attributes.'.length) : column] ?? null;
}

/** Numbers of the value column show at least one decimal. */
const textOf = (cell: string | number): string => (typeof cell === 'string' ? cell : Number.isInteger(cell) ? `${cell}.0` : String(cell));

/** Text that is made of what numbers are made of. */
const looksNumeric = (text: string): boolean => /[0-9]/.test(text) && /^[0-9.eE+-]*$/.test(text);

/** The number at the beginning of a text, 0 where there is none. */
const leadingNumber = (text: string): number => Number(/^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/.exec(text)?.[0] ?? 0);

const numberOf = (cell: Cell): number | null => (cell === null ? null : typeof cell === 'number' ? cell : looksNumeric(cell) ? leadingNumber(cell) : null);

function isEqual(cell: Cell, text: string): boolean {
  if (cell === null) return false;
  return typeof cell === 'number' ? text.trim() !== '' && cell === Number(text) : fold(cell) === fold(text);
}

function passes(contact: Contact, { column, operator, value }: FilterCondition): boolean {
  const cell = cellOf(contact, column);
  const texts = (Array.isArray(value) ? value : [value ?? '']).map(String);
  const text = texts[0] ?? '';
  const compare = (holds: (cell: number, bound: number) => boolean): boolean => {
    const number = numberOf(cell);
    return number !== null && text.trim() !== '' && !Number.isNaN(Number(text)) && holds(number, Number(text));
  };
  switch (operator) {
    case 'is':
      return isEqual(cell, text);
    case 'is_not':
      return !isEqual(cell, text);
    case 'contains':
      return cell !== null && fold(textOf(cell)).includes(fold(text));
    case 'starts_with':
      return cell !== null && fold(textOf(cell)).startsWith(fold(text));
    case 'any_of':
      return texts.some((one) => isEqual(cell, one));
    case 'less':
      return compare((number, bound) => number < bound);
    case 'at_most':
      return compare((number, bound) => number <= bound);
    case 'more':
      return compare((number, bound) => number > bound);
    case 'at_least':
      return compare((number, bound) => number >= bound);
    case 'empty':
      return cell === null || cell === '';
    case 'not_empty':
      return cell !== null && cell !== '';
  }
}

/** Contacts a filter lets through, in the order they came. */
export function filterNaively(contacts: readonly Contact[], filter: ContactFilter): Contact[] {
  const needle = fold(filter.search?.trim() ?? '');
  return contacts.filter((contact) => {
    const answers = filter.conditions.map((condition) => passes(contact, condition));
    const holds = answers.length === 0 || (filter.join === 'or' ? answers.includes(true) : !answers.includes(false));
    return holds && (needle === '' || SEARCHED.some((field) => fold(String(contact[field] ?? '')).includes(needle)));
  });
}

/** By code points, as the bytes of UTF-8 are ordered. */
function compareText(one: string, other: string): number {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** A column counts as numeric where every contact that fills it has a number there. */
function isNumeric(contacts: readonly Contact[], column: string): boolean {
  const cells = contacts.map((contact) => cellOf(contact, column)).filter((cell) => cell !== null && cell !== '');
  return column === 'value' || (column.startsWith('attributes.') && cells.length > 0 && cells.every((cell) => looksNumeric(String(cell))));
}

/** Orders contacts by columns: missing and empty last either way, ties by row id. `all` decides which columns are numeric. */
export function sortNaively(contacts: readonly Contact[], sort: readonly ContactSort[], all: readonly Contact[]): Contact[] {
  const orders = sort.map(({ column, direction }) => {
    const numeric = isNumeric(all, column);
    const sign = direction === 'asc' ? 1 : -1;
    return (one: Contact, other: Contact): number => {
      const [left, right] = [cellOf(one, column), cellOf(other, column)];
      const [lacksLeft, lacksRight] = [left === null || left === '', right === null || right === ''];
      if (lacksLeft || lacksRight) return Number(lacksLeft) - Number(lacksRight);
      return sign * (numeric ? (numberOf(left) ?? 0) - (numberOf(right) ?? 0) : compareText(fold(String(left)), fold(String(right))));
    };
  });
  return [...contacts].sort((one, other) => orders.map((order) => order(one, other)).find((order) => order !== 0) ?? one.id - other.id);
}
