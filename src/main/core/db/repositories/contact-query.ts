import { contactFields, type ContactField } from '../../../../engine/model/contact.ts';
import type { ContactFilter, ContactSort, FilterCondition } from '../../../../engine/model/filter.ts';

/** A piece of SQL with its bound values. */
export interface SqlPart {
  readonly sql: string;
  readonly values: readonly (string | number)[];
}

/** That an expression is one of a list, however long it is. */
export const inList = (expression: string, list: readonly (string | number)[]): SqlPart => ({ sql: `${expression} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(list)] });

const ATTRIBUTE_PREFIX = 'attributes.';
const SEARCHED: readonly ContactField[] = ['key', 'name', 'first_name', 'last_name', 'email', 'npi', 'phone', 'city', 'specialty'];

const isField = (column: string): column is ContactField => (contactFields as readonly string[]).includes(column);

/** SQL expression of a column: a field by name, anything else as an attribute of the export. */
export function columnExpression(column: string): SqlPart {
  if (isField(column)) return { sql: `contacts.${column}`, values: [] };
  const name = column.startsWith(ATTRIBUTE_PREFIX) ? column.slice(ATTRIBUTE_PREFIX.length) : column;
  return { sql: 'json_extract(contacts.attributes, ?)', values: [`$.${JSON.stringify(name)}`] };
}

/** Text for LIKE with its wildcards taken literally. */
const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/** The number in a column, NULL where it holds text that is none. */
function numberExpression(column: string): SqlPart {
  const { sql, values } = columnExpression(column);
  if (column === 'value') return { sql, values };
  return { sql: `iif(${sql} GLOB '*[0-9]*' AND ${sql} NOT GLOB '*[^0-9.eE+-]*', CAST(${sql} AS REAL), NULL)`, values: [...values, ...values, ...values] };
}

/** The number a planner wrote, null where it is none. */
const readBound = (text: string): number | null => (text.trim() === '' || Number.isNaN(Number(text)) ? null : Number(text));

const comparisons = { less: '<', at_most: '<=', more: '>', at_least: '>=' } as const;

function conditionSql(condition: FilterCondition): SqlPart {
  const { sql, values } = columnExpression(condition.column);
  const text = String(Array.isArray(condition.value) ? (condition.value[0] ?? '') : (condition.value ?? ''));
  switch (condition.operator) {
    case 'is':
      return { sql: `(${sql} = ? COLLATE NOCASE)`, values: [...values, text] };
    case 'is_not':
      return { sql: `(${sql} IS NULL OR ${sql} <> ? COLLATE NOCASE)`, values: [...values, ...values, text] };
    case 'contains':
      return { sql: `(${sql} LIKE ? ESCAPE '\\')`, values: [...values, `%${escapeLike(text)}%`] };
    case 'starts_with':
      return { sql: `(${sql} LIKE ? ESCAPE '\\')`, values: [...values, `${escapeLike(text)}%`] };
    case 'any_of': {
      const list = Array.isArray(condition.value) ? condition.value : [text];
      if (list.length === 0) return { sql: '0', values: [] };
      return { sql: `(${sql} COLLATE NOCASE IN (${list.map(() => '?').join(', ')}))`, values: [...values, ...list] };
    }
    case 'less':
    case 'at_most':
    case 'more':
    case 'at_least': {
      const number = numberExpression(condition.column);
      const bound = readBound(text);
      if (bound === null) return { sql: '0', values: [] };
      return { sql: `(${number.sql} ${comparisons[condition.operator]} ?)`, values: [...number.values, bound] };
    }
    case 'empty':
      return { sql: `(${sql} IS NULL OR ${sql} = '')`, values: [...values, ...values] };
    case 'not_empty':
      return { sql: `(${sql} IS NOT NULL AND ${sql} <> '')`, values: [...values, ...values] };
  }
}

/** WHERE text of a filter (without the word), `1` where it lets everything through. */
export function filterSql(filter: ContactFilter): SqlPart {
  const parts = filter.conditions.map(conditionSql);
  const joined: SqlPart[] = parts.length === 0 ? [] : [{ sql: `(${parts.map((part) => part.sql).join(filter.join === 'or' ? ' OR ' : ' AND ')})`, values: parts.flatMap((part) => part.values) }];
  const search = filter.search?.trim() ?? '';
  if (search !== '') {
    const needle = `%${escapeLike(search)}%`;
    joined.push({ sql: `(${SEARCHED.map((field) => `contacts.${field} LIKE ? ESCAPE '\\'`).join(' OR ')})`, values: SEARCHED.map(() => needle) });
  }
  if (joined.length === 0) return { sql: '1', values: [] };
  return { sql: joined.map((part) => part.sql).join(' AND '), values: joined.flatMap((part) => part.values) };
}

/** ORDER BY text of a sort; missing and empty values come last, ties fall to the row id. */
export function sortSql(sort: readonly ContactSort[], numericColumns: ReadonlySet<string>): SqlPart {
  const parts = sort.map(({ column, direction }) => {
    const { sql, values } = columnExpression(column);
    const order = direction === 'asc' ? 'ASC' : 'DESC';
    if (column === 'value') return { sql: `${sql} IS NULL, ${sql} ${order}`, values: [...values, ...values] };
    const filled = `nullif(${sql}, '')`;
    const compared = numericColumns.has(column) ? `CAST(${filled} AS REAL)` : `${filled} COLLATE NOCASE`;
    return { sql: `${filled} IS NULL, ${compared} ${order}`, values: [...values, ...values] };
  });
  return { sql: [...parts.map((part) => part.sql), 'contacts.id'].join(', '), values: parts.flatMap((part) => part.values) };
}
