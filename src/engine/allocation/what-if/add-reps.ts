import type { AllocationProblem } from '../../model/allocation.ts';

/** Name of an added rep that no rep has. */
function nameRep(known: ReadonlySet<string>, number: number): string {
  const name = `New rep ${number}`;
  return known.has(name) ? `${name} (added)` : name;
}

/**
 * Gives a problem more reps: each takes over contacts, evenly spread, from the reps who have more than the new average.
 * Contacts whose rep changes by day stay with theirs. O(contacts).
 */
export function addReps(problem: AllocationProblem, add: number): AllocationProblem {
  const { contacts } = problem;
  const rep = [...(contacts.rep ?? [])];
  const spanned = new Set((contacts.repSpans ?? []).map(({ contact }) => contact));
  const members = new Map<string, number[]>();
  for (const [at, name] of rep.entries()) if (name !== '') members.set(name, [...(members.get(name) ?? []), at]);
  const known = new Set(rep);
  const total = [...members.values()].reduce((sum, list) => sum + list.length, 0);
  const average = total / (members.size + add);
  const given: number[] = [];
  for (const list of members.values()) {
    const movable = list.filter((at) => !spanned.has(contacts.ids[at]!));
    const excess = Math.min(movable.length, Math.max(0, Math.round(list.length - average)));
    for (let taken = 0; taken < excess; taken += 1) given.push(movable[Math.floor(((taken + 0.5) * movable.length) / excess)]!);
  }
  for (const [order, at] of given.entries()) rep[at] = nameRep(known, 1 + (order % add));
  return { ...problem, contacts: { ...contacts, rep } };
}
