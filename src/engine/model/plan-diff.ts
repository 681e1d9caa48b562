/** What became of an action: the same in both plans, the same on another date, only in the second, only in the first. */
export const actionChanges = ['kept', 'moved', 'added', 'dropped'] as const;
export type ActionChange = (typeof actionChanges)[number];
