import { parseDay } from '../base/day.ts';
import type { AllocationProblem, ContactColumns, HeldEntry } from '../model/allocation.ts';
import type { HeldAction } from './placed-action.ts';

/** What others hold by positions, and the problem with the contacts that only they name after its own. */
export interface PlacedHeld {
  readonly merged: AllocationProblem;
  readonly held: readonly HeldAction[];
}

const labels = ['segment', 'territory', 'rep', 'specialty', 'household', 'account'] as const;

/** The label columns that rules read, with those of the strangers behind; values and responses stay as they are. */
function addStrangers(contacts: ContactColumns, strangers: readonly HeldEntry[], names: readonly string[]): ContactColumns {
  const extended = labels.flatMap((label) => {
    const column = contacts[label];
    if (column === undefined && strangers.every((entry) => entry[label] === undefined)) return [];
    return [[label, [...(column ?? contacts.ids.map(() => '')), ...strangers.map((entry) => entry[label] ?? '')]]];
  });
  return { ...contacts, ids: [...contacts.ids, ...names], ...(Object.fromEntries(extended) as Partial<ContactColumns>) };
}

/**
 * Places held entries. Contacts that are not of the problem come after its own, so that positions of its own stay; work
 * on nobody has a nameless contact to itself. Entries of unknown channels and of days outside the horizon are left out.
 * O(contacts + held).
 */
export function placeHeld(problem: AllocationProblem, startDay: number): PlacedHeld {
  if (problem.held === undefined || problem.held.length === 0) return { merged: problem, held: [] };
  const { ids } = problem.contacts;
  const contactAt = new Map(ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map(({ id }, at) => [id, at]));
  const strangers: HeldEntry[] = [];
  const names: string[] = [];
  const held: HeldAction[] = [];
  for (const entry of problem.held) {
    const channel = channelAt.get(entry.channel);
    const day = parseDay(entry.date);
    if (channel === undefined || day === null || day < startDay || day >= startDay + problem.horizon.days) continue;
    let contact = entry.contact === null ? undefined : contactAt.get(entry.contact);
    const isStranger = contact === undefined || contact >= ids.length;
    if (contact === undefined) {
      contact = ids.length + strangers.length;
      strangers.push(entry);
      names.push(entry.contact ?? '');
      if (entry.contact !== null) contactAt.set(entry.contact, contact);
    }
    const rep = entry.rep ?? (isStranger ? '' : undefined);
    held.push({ contact, channel, day: day - startDay, exploration: false, actions: entry.actions, amount: entry.amount, ...(rep === undefined ? {} : { rep }), ...(entry.campaign === undefined ? {} : { campaign: entry.campaign }) });
  }
  return { merged: strangers.length === 0 ? problem : { ...problem, contacts: addStrangers(problem.contacts, strangers, names) }, held };
}
