import type { AllocationProblem, ContactColumns } from '../../model/allocation.ts';

const pickFrom = <T>(columns: Readonly<Record<string, readonly T[]>>, at: number): Record<string, T[]> => Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, column.slice(at, at + 1)]));

function isolateColumns(contacts: ContactColumns, at: number): ContactColumns {
  const { ids, value, repSpans, response, sd, history, recent, optOut, ...labels } = contacts;
  const id = ids[at];
  const places = recent === undefined ? [] : recent.contact.flatMap((contact, place) => (contact === at ? [place] : []));
  return {
    ids: ids.slice(at, at + 1),
    value: value.slice(at, at + 1),
    ...Object.fromEntries(Object.entries(labels).flatMap(([name, column]) => (column === undefined ? [] : [[name, column.slice(at, at + 1)]]))),
    response: pickFrom(response, at),
    ...(repSpans === undefined ? {} : { repSpans: repSpans.filter(({ contact }) => contact === id) }),
    ...(sd === undefined ? {} : { sd: pickFrom(sd, at) }),
    ...(history === undefined ? {} : { history: pickFrom(history, at) }),
    ...(recent === undefined ? {} : { recent: { contact: places.map(() => 0), channel: places.map((place) => recent.channel[place]!), day: places.map((place) => recent.day[place]!) } }),
    ...(optOut === undefined ? {} : { optOut: pickFrom(optOut, at) }),
  };
}

/** A problem of one contact alone, with what is held and pinned for it: enough for rules that look at one contact. O(touches + held). */
export function isolateContact(problem: AllocationProblem, at: number): AllocationProblem {
  const id = problem.contacts.ids[at];
  const mine = <T extends { readonly contact: string | null }>(list: readonly T[] | undefined): T[] => (list ?? []).filter(({ contact }) => contact === id);
  return { ...problem, contacts: isolateColumns(problem.contacts, at), fixed: mine(problem.fixed), forbidden: mine(problem.forbidden), held: mine(problem.held) };
}
