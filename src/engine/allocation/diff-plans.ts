import type { Plan, PlannedAction, RuleUsage } from '../model/plan.ts';
import type { ActionChange } from '../model/plan-diff.ts';

/** An action of one or both plans; `before` is of the first plan, `after` of the second. */
export interface ChangedAction {
  readonly change: ActionChange;
  readonly contact: string;
  readonly channel: string;
  readonly before: PlannedAction | null;
  readonly after: PlannedAction | null;
}

/** Sums of a slice of one plan. */
export interface PlanSum {
  readonly actions: number;
  readonly lift: number;
  readonly cost: number;
}

/** One channel in both plans. */
export interface ChannelChange {
  readonly channel: string;
  readonly before: PlanSum;
  readonly after: PlanSum;
  readonly counts: Readonly<Record<ActionChange, number>>;
}

/** One line of usage in both plans; null where a plan has no such line. */
export interface UsageChange {
  readonly constraint: string;
  readonly period?: string | undefined;
  readonly rep?: string | undefined;
  readonly before: { readonly used: number; readonly limit: number } | null;
  readonly after: { readonly used: number; readonly limit: number } | null;
}

/** One contact in both plans. */
export interface ContactChange {
  readonly contact: string;
  readonly before: PlanSum;
  readonly after: PlanSum;
}

/** Two plans side by side. */
export interface PlanDiff {
  readonly before: PlanSum;
  readonly after: PlanSum;
  readonly counts: Readonly<Record<ActionChange, number>>;
  /** Contacts with more lift, with less, and with the same in both plans. */
  readonly gaining: number;
  readonly losing: number;
  readonly level: number;
  readonly channels: readonly ChannelChange[];
  readonly usage: readonly UsageChange[];
  /** Contacts whose actions, lift or cost differ, the greatest change of lift first. */
  readonly contacts: readonly ContactChange[];
  /** Every action of both plans by contact, channel and date. */
  readonly actions: readonly ChangedAction[];
}

/** What diffing reads of a plan. */
export type DiffedPlan = Pick<Plan, 'actions' | 'usage'>;

/** Lift that differs by less is the same. */
const SAME = 1e-9;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byDate = (one: PlannedAction, other: PlannedAction): number => compareText(one.date, other.date);

/** Actions of both plans on one contact. */
interface Sides {
  readonly before: PlannedAction[];
  readonly after: PlannedAction[];
}

/** Actions of both plans by contact. O(actions). */
function groupByContact(before: readonly PlannedAction[], after: readonly PlannedAction[]): Map<string, Sides> {
  const groups = new Map<string, Sides>();
  const sidesOf = (contact: string): Sides => {
    let sides = groups.get(contact);
    if (sides === undefined) groups.set(contact, (sides = { before: [], after: [] }));
    return sides;
  };
  for (const action of before) sidesOf(action.contact).before.push(action);
  for (const action of after) sidesOf(action.contact).after.push(action);
  return groups;
}

/** Pairs the actions of one channel on one contact: equal dates are kept, what is left pairs up in order of date as moved. */
function matchChannel(before: readonly PlannedAction[], after: readonly PlannedAction[]): ChangedAction[] {
  const [one, other] = [before[0], after[0]];
  if (one !== undefined && other !== undefined && before.length === 1 && after.length === 1) return [{ change: one.date === other.date ? 'kept' : 'moved', contact: one.contact, channel: one.channel, before: one, after: other }];
  const datesBefore = new Map(before.map((action) => [action.date, action]));
  const datesAfter = new Set(after.map(({ date }) => date));
  const goneBefore = before.filter(({ date }) => !datesAfter.has(date));
  const newAfter = after.filter(({ date }) => !datesBefore.has(date));
  const moved = Math.min(goneBefore.length, newAfter.length);
  const { contact, channel } = (one ?? other)!;
  const change = (kind: ActionChange, first: PlannedAction | null, second: PlannedAction | null): ChangedAction => ({ change: kind, contact, channel, before: first, after: second });
  return [
    ...after.filter(({ date }) => datesBefore.has(date)).map((action) => change('kept', datesBefore.get(action.date)!, action)),
    ...newAfter.slice(0, moved).map((action, at) => change('moved', goneBefore[at]!, action)),
    ...newAfter.slice(moved).map((action) => change('added', null, action)),
    ...goneBefore.slice(moved).map((action) => change('dropped', action, null)),
  ];
}

const dateOf = ({ before, after }: ChangedAction): string => (after ?? before)!.date;

/** Pairs the actions on one contact, channel by channel, each by date. */
function matchContact({ before, after }: Sides): ChangedAction[] {
  const channels = [...new Set([...before, ...after].map(({ channel }) => channel))].sort();
  return channels.flatMap((channel) => {
    const own = (actions: readonly PlannedAction[]): PlannedAction[] => (channels.length === 1 ? [...actions] : actions.filter((action) => action.channel === channel)).sort(byDate);
    return matchChannel(own(before), own(after)).sort((one, other) => compareText(dateOf(one), dateOf(other)));
  });
}

interface Sums {
  before: { actions: number; lift: number; cost: number };
  after: { actions: number; lift: number; cost: number };
}

const openSums = (): Sums => ({ before: { actions: 0, lift: 0, cost: 0 }, after: { actions: 0, lift: 0, cost: 0 } });

function addTo(sum: Sums['before'], action: PlannedAction | null): void {
  if (action === null) return;
  sum.actions += 1;
  sum.lift += action.lift;
  sum.cost += action.cost;
}

type Counts = Record<ActionChange, number>;

const openCounts = (): Counts => ({ kept: 0, moved: 0, added: 0, dropped: 0 });

/** Sums and counts of some actions of both plans. */
function addUp(sums: Sums, counts: Counts, { change, before, after }: ChangedAction): void {
  addTo(sums.before, before);
  addTo(sums.after, after);
  counts[change] += 1;
}

const keyOfUsage = ({ constraint, period, rep }: RuleUsage): string => JSON.stringify([constraint, period ?? null, rep ?? null]);

/** Lines of usage of both plans: those of the second in its order, then those that only the first has. */
function diffUsage(before: readonly RuleUsage[], after: readonly RuleUsage[]): UsageChange[] {
  const known = new Map(before.map((line) => [keyOfUsage(line), line]));
  const later = new Set(after.map(keyOfUsage));
  const shown = (line: RuleUsage | undefined): UsageChange['before'] => (line === undefined ? null : { used: line.used, limit: line.limit });
  const name = ({ constraint, period, rep }: RuleUsage) => ({ constraint, ...(period === undefined ? {} : { period }), ...(rep === undefined ? {} : { rep }) });
  return [
    ...after.map((line) => ({ ...name(line), before: shown(known.get(keyOfUsage(line))), after: shown(line) })),
    ...before.filter((line) => !later.has(keyOfUsage(line))).map((line) => ({ ...name(line), before: shown(line), after: null })),
  ];
}

const isSame = ({ before, after }: Sums): boolean => before.actions === after.actions && Math.abs(before.lift - after.lift) <= SAME && Math.abs(before.cost - after.cost) <= SAME;
const changeOfLift = ({ before, after }: Sums): number => after.lift - before.lift;

/**
 * Compares two plans action by action. An action is named by contact, channel and date; one that stands on another date is
 * moved. Swapping the plans swaps added and dropped and every before and after. O(actions · log actions).
 */
export function diffPlans(before: DiffedPlan, after: DiffedPlan): PlanDiff {
  const groups = groupByContact(before.actions, after.actions);
  const actions: ChangedAction[] = [];
  const whole = { ...openSums(), counts: openCounts() };
  const channels = new Map<string, Sums & { readonly counts: Counts }>();
  const contacts: (Sums & { readonly contact: string })[] = [];
  const tally = { gaining: 0, losing: 0, level: 0 };
  for (const contact of [...groups.keys()].sort()) {
    const own = { contact, ...openSums() };
    for (const action of matchContact(groups.get(contact)!)) {
      actions.push(action);
      let channel = channels.get(action.channel);
      if (channel === undefined) channels.set(action.channel, (channel = { ...openSums(), counts: openCounts() }));
      addUp(whole, whole.counts, action);
      addUp(channel, channel.counts, action);
      addTo(own.before, action.before);
      addTo(own.after, action.after);
    }
    const change = changeOfLift(own);
    tally[Math.abs(change) <= SAME ? 'level' : change > 0 ? 'gaining' : 'losing'] += 1;
    if (!isSame(own)) contacts.push(own);
  }
  return {
    ...whole,
    ...tally,
    channels: [...channels].sort(([one], [other]) => compareText(one, other)).map(([channel, sums]) => ({ channel, ...sums })),
    usage: diffUsage(before.usage, after.usage),
    contacts: contacts.sort((one, other) => Math.abs(changeOfLift(other)) - Math.abs(changeOfLift(one)) || compareText(one.contact, other.contact)),
    actions,
  };
}
