import type { ActionKey, AllocationProblem, ContactColumns } from '../model/allocation.ts';
import type { Scenario } from '../model/scenario.ts';

const labelNames = ['segment', 'territory', 'rep', 'specialty', 'household', 'account'] as const;
type Labels = Pick<ContactColumns, (typeof labelNames)[number]>;
type ByChannel<T> = Record<string, T[]>;

const mapColumns = <T>(record: ByChannel<T>, edit: (column: readonly T[]) => T[]): ByChannel<T> => Object.fromEntries(Object.entries(record).map(([channel, column]) => [channel, edit(column)]));

function keepRows(contacts: ContactColumns, rows: readonly number[]): ContactColumns {
  const keep = <T>(column: readonly T[]): T[] => rows.map((row) => column[row]!);
  const labels: Labels = {};
  for (const name of labelNames) if (contacts[name] !== undefined) labels[name] = keep(contacts[name]);
  const { sd, history, optOut, recent } = contacts;
  const placeOf = new Map(rows.map((row, at) => [row, at]));
  const touches = recent?.contact.flatMap((contact, at) => (placeOf.has(contact) ? [at] : [])) ?? [];
  return {
    ids: keep(contacts.ids),
    value: keep(contacts.value),
    ...labels,
    response: mapColumns(contacts.response, keep),
    ...(sd === undefined ? {} : { sd: mapColumns(sd, keep) }),
    ...(history === undefined ? {} : { history: mapColumns(history, keep) }),
    ...(optOut === undefined ? {} : { optOut: mapColumns(optOut, keep) }),
    ...(recent === undefined ? {} : { recent: { contact: touches.map((at) => placeOf.get(recent.contact[at]!)!), channel: touches.map((at) => recent.channel[at]!), day: touches.map((at) => recent.day[at]!) } }),
  };
}

/** The scenario without some contacts, and without the actions, pins and campaigns' listings that name them. O(contacts · columns). */
export function removeContacts(scenario: Scenario, ids: Iterable<string>): Scenario {
  const { problem, policy } = scenario;
  const gone = new Set(ids);
  const stays = ({ contact }: ActionKey): boolean => !gone.has(contact);
  const stay = (list: readonly string[]): string[] => list.filter((id) => !gone.has(id));
  const rows = problem.contacts.ids.flatMap((id, row) => (gone.has(id) ? [] : [row]));
  const edited: AllocationProblem = {
    ...problem,
    contacts: keepRows(problem.contacts, rows),
    ...(problem.fixed === undefined ? {} : { fixed: problem.fixed.filter(stays) }),
    ...(problem.forbidden === undefined ? {} : { forbidden: problem.forbidden.filter(stays) }),
    ...(problem.campaigns === undefined ? {} : { campaigns: problem.campaigns.map((campaign) => (campaign.contacts == null ? campaign : { ...campaign, contacts: stay(campaign.contacts) })) }),
    ...(problem.reserved === undefined ? {} : { reserved: problem.reserved.map((slots) => ({ ...slots, contacts: stay(slots.contacts) })) }),
  };
  return { ...scenario, problem: edited, policy: policy.kind === 'plan' ? { ...policy, actions: policy.actions.filter(stays) } : policy };
}

/** Two columns one behind the other, where either has one; who has none gets the filler. */
function join<T>(first: readonly T[] | undefined, second: readonly T[] | undefined, sizes: readonly [number, number], filler: T): T[] | undefined {
  if (first === undefined && second === undefined) return undefined;
  return [...(first ?? Array.from({ length: sizes[0] }, () => filler)), ...(second ?? Array.from({ length: sizes[1] }, () => filler))];
}

/**
 * The scenario with more contacts behind its own; labels that only one side has are '' on the other, estimates 0, touches none.
 * @param actions what a plan is to do with them
 */
export function addContacts(scenario: Scenario, more: ContactColumns, actions: readonly ActionKey[] = []): Scenario {
  const { problem, policy } = scenario;
  const { contacts } = problem;
  const sizes = [contacts.ids.length, more.ids.length] as const;
  const joinRecords = <T>(first: ByChannel<T> | undefined, second: ByChannel<T> | undefined, filler: T): ByChannel<T> | undefined => {
    if (first === undefined && second === undefined) return undefined;
    const channels = [...new Set([...Object.keys(first ?? {}), ...Object.keys(second ?? {})])];
    return Object.fromEntries(channels.map((channel) => [channel, join(first?.[channel], second?.[channel], sizes, filler)!]));
  };
  const labels: Labels = {};
  for (const name of labelNames) {
    const column = join(contacts[name], more[name], sizes, '');
    if (column !== undefined) labels[name] = column;
  }
  const sd = joinRecords(contacts.sd, more.sd, 0);
  const history = joinRecords<number | null>(contacts.history, more.history, null);
  const optOut = joinRecords(contacts.optOut, more.optOut, false);
  const touches = [contacts.recent, more.recent].map((recent, at) => ({ contact: recent?.contact.map((contact) => contact + (at === 0 ? 0 : sizes[0])) ?? [], channel: recent?.channel ?? [], day: recent?.day ?? [] }));
  const recent = { contact: touches.flatMap(({ contact }) => contact), channel: touches.flatMap(({ channel }) => channel), day: touches.flatMap(({ day }) => day) };
  const joined: ContactColumns = {
    ids: [...contacts.ids, ...more.ids],
    value: [...contacts.value, ...more.value],
    ...labels,
    response: joinRecords(contacts.response, more.response, 0)!,
    ...(sd === undefined ? {} : { sd }),
    ...(history === undefined ? {} : { history }),
    ...(optOut === undefined ? {} : { optOut }),
    ...(contacts.recent === undefined && more.recent === undefined ? {} : { recent }),
  };
  return { ...scenario, problem: { ...problem, contacts: joined }, policy: policy.kind === 'plan' ? { ...policy, actions: [...policy.actions, ...actions] } : policy };
}
