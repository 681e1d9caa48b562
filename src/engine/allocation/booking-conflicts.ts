import type { AllocationProblem, ContactColumns } from '../model/allocation.ts';
import type { PlanEntry } from '../constraints/plan-view.ts';
import { recountPlan, type Violation } from './recount-plan.ts';

/** An action that is booked or done already, with what rules ask of its contact; null contact = work on nobody in particular. */
export interface HeldAction {
  readonly contact: string | null;
  readonly channel: string;
  readonly date: string;
  readonly segment: string;
  readonly territory: string;
  readonly rep: string;
}

/** The problem's contacts and those that only held actions name; the latter are worth nothing. */
function addContacts(contacts: ContactColumns, added: readonly (HeldAction & { contact: string })[]): ContactColumns {
  const zeros = added.map(() => 0);
  const padded = (columns: Record<string, number[]>): Record<string, number[]> => Object.fromEntries(Object.entries(columns).map(([channel, column]) => [channel, [...column, ...zeros]]));
  return {
    ids: [...contacts.ids, ...added.map((held) => held.contact)],
    value: [...contacts.value, ...zeros],
    response: padded(contacts.response),
    ...(contacts.segment === undefined ? {} : { segment: [...contacts.segment, ...added.map((held) => held.segment)] }),
    ...(contacts.territory === undefined ? {} : { territory: [...contacts.territory, ...added.map((held) => held.territory)] }),
    ...(contacts.rep === undefined ? {} : { rep: [...contacts.rep, ...added.map((held) => held.rep)] }),
    ...(contacts.history === undefined ? {} : { history: Object.fromEntries(Object.entries(contacts.history).map(([channel, column]) => [channel, [...column, ...added.map(() => null)]])) }),
  };
}

/** Held actions with a contact of their own each where they name none, so that no rule for one contact sees them together. */
function nameContacts(held: readonly HeldAction[], known: ReadonlySet<string>): (HeldAction & { contact: string })[] {
  let unnamed = 0;
  return held.map((action) => {
    if (action.contact !== null) return { ...action, contact: action.contact };
    do unnamed += 1;
    while (known.has(`work ${unnamed}`));
    return { ...action, contact: `work ${unnamed}` };
  });
}

/**
 * Rules that a plan breaks together with what is held already and that the held actions alone keep: the plan must not be
 * booked beside them. Empty where there is room for both. O(rules · actions).
 */
export function findBookingConflicts(problem: AllocationProblem, actions: readonly PlanEntry[], held: readonly HeldAction[]): Violation[] {
  if (held.length === 0) return [];
  const known = new Set(problem.contacts.ids);
  const named = nameContacts(held, known);
  const strangers = new Map(named.filter(({ contact }) => !known.has(contact)).map((action) => [action.contact, action]));
  const merged: AllocationProblem = { ...problem, contacts: addContacts(problem.contacts, [...strangers.values()]) };
  const before = new Set(recountPlan(merged, named).violations.map(({ message }) => message));
  return recountPlan(merged, [...named, ...actions]).violations.filter(({ message }) => !before.has(message));
}
