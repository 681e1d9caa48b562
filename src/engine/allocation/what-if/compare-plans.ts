import type { AllocationProblem } from '../../model/allocation.ts';
import type { Plan, PlannedAction, RuleUsage } from '../../model/plan.ts';
import type { ActionDifference, PlanComparison, PlanFigures } from '../../model/what-if.ts';
import { usageKey } from '../usage-prices.ts';

/** Differences listed at most; the counts tell all. */
const MOST_LISTED = 2000;
const ROUNDING = 1e-9;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const liftOf = (actions: readonly PlannedAction[]): number => actions.reduce((sum, { lift }) => sum + lift, 0);

function figuresOf(plan: Plan): PlanFigures {
  return { status: plan.status, objective: plan.objective, bound: plan.bound, lift: liftOf(plan.actions), cost: plan.cost, reached: new Set(plan.actions.map(({ contact }) => contact)).size, actions: plan.actions.length };
}

/** Actions by contact and channel. */
function groupActions(actions: readonly PlannedAction[]): Map<string, PlannedAction[]> {
  const groups = new Map<string, PlannedAction[]>();
  for (const action of actions) {
    const key = JSON.stringify([action.contact, action.channel]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  return groups;
}

/** Differences of one contact and channel: equal days are kept, of the others as many as can be are moved, in order of date. */
function comparePair(before: readonly PlannedAction[], after: readonly PlannedAction[]): { readonly kept: number; readonly found: ActionDifference[] } {
  const [dates, newDates] = [new Set(before.map(({ date }) => date)), new Set(after.map(({ date }) => date))];
  const byDate = (list: readonly PlannedAction[]): PlannedAction[] => list.toSorted((one, other) => compareText(one.date, other.date));
  const gone = byDate(before.filter(({ date }) => !newDates.has(date)));
  const come = byDate(after.filter(({ date }) => !dates.has(date)));
  const moves = Math.min(gone.length, come.length);
  const found = [
    ...come.map(({ contact, channel, date, lift }, at): ActionDifference => (at < moves ? { what: 'moved', contact, channel, date, from: gone[at]!.date, lift } : { what: 'added', contact, channel, date, lift })),
    ...gone.slice(moves).map(({ contact, channel, date, lift }): ActionDifference => ({ what: 'removed', contact, channel, date, lift })),
  ];
  return { kept: before.length - gone.length, found };
}

function compareRules(before: readonly RuleUsage[], after: readonly RuleUsage[]): PlanComparison['rules'] {
  const keyOf = ({ constraint, period, rep }: RuleUsage): string => usageKey(constraint, period, rep);
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const now = new Map(after.map((row) => [keyOf(row), row]));
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [one, other] = [old.get(key) ?? null, now.get(key) ?? null];
    const row = other ?? one;
    if (row === null || (one !== null && other !== null && Math.abs(one.used - other.used) < ROUNDING && Math.abs(one.limit - other.limit) < ROUNDING)) return [];
    const { constraint, period, rep } = row;
    return [{ constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }), before: one, after: other }];
  });
}

function compareChannels(problem: AllocationProblem, before: Plan, after: Plan): PlanComparison['channels'] {
  const of = (plan: Plan, id: string): PlannedAction[] => plan.actions.filter(({ channel }) => channel === id);
  return problem.channels.map(({ id }) => {
    const [old, now] = [of(before, id), of(after, id)];
    return { channel: id, before: old.length, after: now.length, liftBefore: liftOf(old), liftAfter: liftOf(now) };
  });
}

function compareContacts(before: Plan, after: Plan, changed: ReadonlySet<string>): PlanComparison['contacts'] {
  const sums = new Map<string, { liftBefore: number; liftAfter: number }>();
  for (const [plan, side] of [[before, 'liftBefore'], [after, 'liftAfter']] as const) {
    for (const { contact, lift } of plan.actions) {
      if (!changed.has(contact)) continue;
      const sum = sums.get(contact) ?? { liftBefore: 0, liftAfter: 0 };
      sum[side] += lift;
      sums.set(contact, sum);
    }
  }
  const size = ({ liftBefore, liftAfter }: { liftBefore: number; liftAfter: number }): number => Math.abs(liftAfter - liftBefore);
  return [...sums].map(([contact, lifts]) => ({ contact, ...lifts })).sort((one, other) => size(other) - size(one) || compareText(one.contact, other.contact)).slice(0, MOST_LISTED);
}

/** Puts one plan beside another of the same contacts. O(actions · log + rows of usage). */
export function comparePlans(problem: AllocationProblem, before: Plan, after: Plan): PlanComparison {
  const [old, now] = [groupActions(before.actions), groupActions(after.actions)];
  const actions: ActionDifference[] = [];
  let kept = 0;
  for (const key of new Set([...old.keys(), ...now.keys()])) {
    const pair = comparePair(old.get(key) ?? [], now.get(key) ?? []);
    kept += pair.kept;
    actions.push(...pair.found);
  }
  const count = (what: ActionDifference['what']): number => actions.filter((action) => action.what === what).length;
  const listed = actions.toSorted((one, other) => other.lift - one.lift || compareText(one.contact, other.contact) || compareText(one.date, other.date)).slice(0, MOST_LISTED);
  return {
    before: figuresOf(before),
    after: figuresOf(after),
    kept,
    added: count('added'),
    removed: count('removed'),
    moved: count('moved'),
    channels: compareChannels(problem, before, after),
    rules: compareRules(before.usage, after.usage),
    contacts: compareContacts(before, after, new Set(actions.map(({ contact }) => contact))),
    actions: listed,
  };
}
