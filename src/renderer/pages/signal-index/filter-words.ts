import type { ContactFilter, FilterCondition, FilterOperator } from '../../../engine/model/filter.ts';

/** A column of the contacts as the core describes it. */
export interface ColumnInfo {
  readonly column: string;
  readonly label: string;
  readonly numeric: boolean;
}

export const noFilter: ContactFilter = { join: 'and', conditions: [] };

const operatorNames: Record<FilterOperator, string> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  starts_with: 'starts with',
  any_of: 'is one of',
  less: 'is less than',
  at_most: 'is at most',
  more: 'is more than',
  at_least: 'is at least',
  empty: 'is empty',
  not_empty: 'is not empty',
};

export const nameOperator = (operator: FilterOperator): string => operatorNames[operator];

/** Operators that make sense on a column. */
export const operatorsOf = (isNumeric: boolean): readonly FilterOperator[] =>
  isNumeric ? ['is', 'is_not', 'less', 'at_most', 'more', 'at_least', 'empty', 'not_empty'] : ['is', 'is_not', 'contains', 'starts_with', 'any_of', 'empty', 'not_empty'];

export const needsValue = (operator: FilterOperator): boolean => operator !== 'empty' && operator !== 'not_empty';

/** A condition in words: "Segment is one of A, B". */
export function describeCondition(condition: FilterCondition, columns: readonly ColumnInfo[]): string {
  const label = columns.find((info) => info.column === condition.column)?.label ?? condition.column;
  const value = Array.isArray(condition.value) ? condition.value.join(', ') : String(condition.value ?? '');
  return `${label} ${nameOperator(condition.operator)}${needsValue(condition.operator) ? ` ${value}` : ''}`;
}

/** The condition for typed words; `any_of` takes them separated by commas. */
export function createCondition(column: string, operator: FilterOperator, typed: string): FilterCondition {
  if (!needsValue(operator)) return { column, operator };
  if (operator !== 'any_of') return { column, operator, value: typed.trim() };
  return { column, operator, value: typed.split(',').map((word) => word.trim()).filter((word) => word !== '') };
}
