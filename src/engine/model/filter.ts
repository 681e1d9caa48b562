import { z } from 'zod';

/** Column of a contact: a field (`segment`) or an attribute of the export (`attributes.NAME`). */
export const ContactColumn = z.string().min(1).max(300);

/** How a column is compared. Text compares without regard to case; numbers as numbers. */
export const FilterOperator = z.enum(['is', 'is_not', 'contains', 'starts_with', 'any_of', 'less', 'at_most', 'more', 'at_least', 'empty', 'not_empty']);
export type FilterOperator = z.infer<typeof FilterOperator>;

export const FilterCondition = z.strictObject({
  column: ContactColumn,
  operator: FilterOperator,
  /** Text or number to compare with; several for `any_of`; absent for `empty` and `not_empty`. */
  value: z.union([z.string().max(1000), z.number(), z.array(z.string().max(1000)).max(1000)]).optional(),
});
export type FilterCondition = z.infer<typeof FilterCondition>;

/** Which contacts: all (`and`) or any (`or`) of the conditions, and a search text that must occur in one of the main fields. */
export const ContactFilter = z.strictObject({
  join: z.enum(['and', 'or']).default('and'),
  conditions: z.array(FilterCondition).max(50),
  search: z.string().max(200).optional(),
});
export type ContactFilter = z.infer<typeof ContactFilter>;

export const ContactSort = z.strictObject({ column: ContactColumn, direction: z.enum(['asc', 'desc']) });
export type ContactSort = z.infer<typeof ContactSort>;
