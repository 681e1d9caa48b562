import type { ContactGroups } from './contact-groups.ts';

/** Contacts sorted by group: those of group g are `contact[start[g]]` … `contact[start[g + 1] − 1]`. O(contacts). */
export interface ContactOrder {
  readonly start: Int32Array;
  readonly contact: Int32Array;
}

/** Sorts contacts by group, in order of their position within one. */
export function orderByGroup(groups: ContactGroups): ContactOrder {
  const start = new Int32Array(groups.count + 1);
  for (const group of groups.groupOf) start[group + 1]! += 1;
  for (let group = 0; group < groups.count; group += 1) start[group + 1]! += start[group]!;
  const next = start.slice();
  const contact = new Int32Array(groups.groupOf.length);
  for (let at = 0; at < groups.groupOf.length; at += 1) contact[next[groups.groupOf[at]!]!++] = at;
  return { start, contact };
}
