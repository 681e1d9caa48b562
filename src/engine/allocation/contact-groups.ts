/** Contacts that every coupling rule treats alike, numbered in order of first appearance. */
export interface ContactGroups {
  readonly count: number;
  /** Group per contact. */
  readonly groupOf: Int32Array;
  /** One contact of each group, the first. */
  readonly member: Int32Array;
}

/** Splits every group by a label per contact; the order of first appearance is kept. O(contacts). */
export function refineGroups(groupOf: Int32Array, labelOf: (contact: number) => number): Int32Array {
  const numbers = new Map<number, Map<number, number>>();
  const refined = new Int32Array(groupOf.length);
  let next = 0;
  for (let contact = 0; contact < groupOf.length; contact += 1) {
    const group = groupOf[contact]!;
    let labels = numbers.get(group);
    if (labels === undefined) numbers.set(group, (labels = new Map()));
    const label = labelOf(contact);
    let number = labels.get(label);
    if (number === undefined) labels.set(label, (number = next++));
    refined[contact] = number;
  }
  return refined;
}

/** Closes a partition: counts its groups and picks the first contact of each. O(contacts). */
export function closeGroups(groupOf: Int32Array): ContactGroups {
  const member: number[] = [];
  for (let contact = 0; contact < groupOf.length; contact += 1) {
    if (groupOf[contact] === member.length) member.push(contact);
  }
  return { count: member.length, groupOf, member: Int32Array.from(member) };
}
