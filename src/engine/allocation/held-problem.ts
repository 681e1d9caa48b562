import { parseDay } from '../base/day.ts';
import type { DayMoney } from './budget-burn.ts';
import type { PlanEntry } from '../constraints/plan-view.ts';
import { startDayOf } from '../constraints/problem-frame.ts';
import { createScope } from '../constraints/scope.ts';
import type { AllocationProblem, ContactColumns } from '../model/allocation.ts';
import type { Constraint } from '../model/constraint.ts';

/** What is booked or used already by one channel on one day, with what rules ask of its contact. */
export interface Held {
  /** Null = work on nobody in particular. */
  readonly contact: string | null;
  readonly channel: string;
  readonly date: string;
  readonly segment: string;
  readonly territory: string;
  readonly rep: string;
  readonly actions: number;
  /** Money booked and not yet spent. */
  readonly committed: number;
  readonly spent: number;
}

type NamedHeld = Held & { readonly contact: string };

/** A problem that also knows the contacts which only held actions name. */
export interface HeldProblem {
  readonly problem: AllocationProblem;
  /** One entry per held action. */
  readonly entries: readonly PlanEntry[];
  /** Held rows in the scope of a rule that move money. O(held). */
  moneyIn(rule: Constraint): readonly DayMoney[];
}

/** The problem's contacts and the added ones, which are worth nothing. */
function addContacts(contacts: ContactColumns, added: readonly NamedHeld[]): ContactColumns {
  const zeros = added.map(() => 0);
  const extend = (column: readonly string[] | undefined, label: 'segment' | 'territory' | 'rep'): Partial<ContactColumns> => (column === undefined ? {} : { [label]: [...column, ...added.map((held) => held[label])] });
  return {
    ids: [...contacts.ids, ...added.map((held) => held.contact)],
    value: [...contacts.value, ...zeros],
    response: Object.fromEntries(Object.entries(contacts.response).map(([channel, column]) => [channel, [...column, ...zeros]])),
    ...extend(contacts.segment, 'segment'),
    ...extend(contacts.territory, 'territory'),
    ...extend(contacts.rep, 'rep'),
    ...(contacts.history === undefined ? {} : { history: Object.fromEntries(Object.entries(contacts.history).map(([channel, column]) => [channel, [...column, ...added.map(() => null)]])) }),
  };
}

/** Gives every action that names no contact one of its own, so that no rule for one contact sees them together. */
function nameContacts(held: readonly Held[], known: ReadonlySet<string>): NamedHeld[] {
  let unnamed = 0;
  const nextName = (): string => {
    do unnamed += 1;
    while (known.has(`work ${unnamed}`));
    return `work ${unnamed}`;
  };
  return held.flatMap((row): NamedHeld[] => {
    const { contact } = row;
    if (contact !== null) return [{ ...row, contact }];
    const single = { ...row, actions: 1, committed: 0, spent: 0 };
    return [{ ...row, contact: nextName(), actions: Math.min(1, row.actions) }, ...Array.from({ length: Math.max(0, row.actions - 1) }, () => ({ ...single, contact: nextName() }))];
  });
}

/** Adds what is held to a problem. O(contacts + held actions). */
export function addHeld(problem: AllocationProblem, held: readonly Held[]): HeldProblem {
  const known = new Set(problem.contacts.ids);
  const named = nameContacts(held, known);
  const strangers = new Map(named.filter(({ contact }) => !known.has(contact)).map((row) => [row.contact, row]));
  const merged: AllocationProblem = { ...problem, contacts: addContacts(problem.contacts, [...strangers.values()]) };
  const contactAt = new Map(merged.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(merged.channels.map(({ id }, at) => [id, at]));
  const startDay = startDayOf(merged);
  return {
    problem: merged,
    entries: named.flatMap(({ contact, channel, date, actions }) => Array.from({ length: actions }, () => ({ contact, channel, date }))),
    moneyIn(rule) {
      const scope = createScope(merged, rule);
      return named.filter(({ contact, channel, date, committed, spent }) => {
        const day = parseDay(date);
        const [at, of] = [contactAt.get(contact), channelAt.get(channel)];
        return committed + spent !== 0 && at !== undefined && of !== undefined && day !== null && scope.covers({ contact: at, channel: of, day: day - startDay, exploration: false });
      });
    },
  };
}

/** Money of rows together, committed and spent. */
export const sumMoney = (rows: readonly DayMoney[]): number => rows.reduce((sum, { committed, spent }) => sum + committed + spent, 0);
