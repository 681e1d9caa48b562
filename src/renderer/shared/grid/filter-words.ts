import type { FilterCondition, FilterOperator } from '../../../engine/model/filter.ts';

export interface FilterColumn {
  readonly column: string;
  readonly label: string;
  readonly numeric: boolean;
}

/** Operators as words between column and value. */
export const operatorWords: Readonly<Record<FilterOperator, string>> = {
  is: 'is',
  is_not: 'is not',
  contains: 'contains',
  starts_with: 'starts with',
  any_of: 'is any of',
  less: '<',
  at_most: '≤',
  more: '>',
  at_least: '≥',
  empty: 'is empty',
  not_empty: 'is filled',
};

const TEXT_OPERATORS: readonly FilterOperator[] = ['is', 'is_not', 'any_of', 'contains', 'starts_with', 'empty', 'not_empty'];
const NUMBER_OPERATORS: readonly FilterOperator[] = ['is', 'is_not', 'less', 'at_most', 'more', 'at_least', 'empty', 'not_empty'];

export const operatorsFor = (isNumeric: boolean): readonly FilterOperator[] => (isNumeric ? NUMBER_OPERATORS : TEXT_OPERATORS);

/** True for operators that compare with nothing. */
export const needsNoValue = (operator: FilterOperator): boolean => operator === 'empty' || operator === 'not_empty';

/** A condition in words: `Segment is any of A, B`. */
export function describeCondition(condition: FilterCondition, columns: readonly FilterColumn[]): string {
  const label = columns.find((candidate) => candidate.column === condition.column)?.label ?? condition.column;
  const { value } = condition;
  const shown = value === undefined ? '' : Array.isArray(value) ? (value.length > 3 ? `${value.slice(0, 3).join(', ')} +${value.length - 3}` : value.join(', ')) : String(value);
  return `${label} ${operatorWords[condition.operator]} ${shown}`.trim();
}
