import type { Plan, PlannedAction, RuleUsage } from '../model/plan.ts';

/** What became of an action: the same in both plans, the same on another date, only in the second, only in the first. */
export const actionChanges = ['kept', 'moved', 'added', 'dropped'] as const;
export type ActionChange = (typeof actionChanges)[number];

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

const NONE: readonly PlannedAction[] = [];

/** Lift that differs by less is the same. */
const SAME = 1e-9;

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
const byDate = (one: PlannedAction, other: PlannedAction): number => compareText(one.date, other.date);

/** Actions of a plan by contact and channel, each list by date. The keys sort as contact, then channel: nothing stands before the mark between them. */
function groupActions(actions: readonly PlannedAction[]): Map<string, PlannedAction[]> {
  const groups = new Map<string, PlannedAction[]>();
  for (const action of actions) {
    const key = `${action.contact}\0${action.channel}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [action]);
    else group.push(action);
  }
  for (const group of groups.values()) if (group.length > 1) group.sort(byDate);
  return groups;
}

/** Pairs the actions of one channel on one contact: equal dates are kept, what is left pairs up in order of date as moved. */
function matchActions(before: readonly PlannedAction[], after: readonly PlannedAction[]): ChangedAction[] {
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

/** Sums of both plans by a key, in the order keys are met. */
function sumBy(actions: readonly ChangedAction[], keyOf: (action: ChangedAction) => string): Map<string, Sums> {
  const sums = new Map<string, Sums>();
  for (const action of actions) {
    const key = keyOf(action);
    let sum = sums.get(key);
    if (sum === undefined) sums.set(key, (sum = openSums()));
    addTo(sum.before, action.before);
    addTo(sum.after, action.after);
  }
  return sums;
}

function countChanges(actions: readonly ChangedAction[]): Record<ActionChange, number> {
  const counts: Record<ActionChange, number> = { kept: 0, moved: 0, added: 0, dropped: 0 };
  for (const { change } of actions) counts[change] += 1;
  return counts;
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
  const groupsBefore = groupActions(before.actions);
  const groupsAfter = groupActions(after.actions);
  const keys = [...new Set([...groupsBefore.keys(), ...groupsAfter.keys()])].sort();
  const actions: ChangedAction[] = [];
  for (const key of keys) {
    const matched = matchActions(groupsBefore.get(key) ?? NONE, groupsAfter.get(key) ?? NONE);
    if (matched.length > 1) matched.sort((one, other) => compareText(dateOf(one), dateOf(other)));
    for (const action of matched) actions.push(action);
  }
  const whole = sumBy(actions, () => '').get('') ?? openSums();
  const byChannel = new Map<string, ChangedAction[]>();
  for (const action of actions) {
    const own = byChannel.get(action.channel);
    if (own === undefined) byChannel.set(action.channel, [action]);
    else own.push(action);
  }
  const contacts = [...sumBy(actions, ({ contact }) => contact)];
  const signs = contacts.map(([, sums]) => (Math.abs(changeOfLift(sums)) <= SAME ? 0 : Math.sign(changeOfLift(sums))));
  return {
    ...whole,
    counts: countChanges(actions),
    gaining: signs.filter((sign) => sign > 0).length,
    losing: signs.filter((sign) => sign < 0).length,
    level: signs.filter((sign) => sign === 0).length,
    channels: [...byChannel].sort(([one], [other]) => compareText(one, other)).map(([channel, own]) => ({ channel, ...(sumBy(own, () => '').get('') ?? openSums()), counts: countChanges(own) })),
    usage: diffUsage(before.usage, after.usage),
    contacts: contacts
      .filter(([, sums]) => !isSame(sums))
      .sort(([one, sums], [other, otherSums]) => Math.abs(changeOfLift(otherSums)) - Math.abs(changeOfLift(sums)) || compareText(one, other))
      .map(([contact, sums]) => ({ contact, ...sums })),
    actions,
  };
}
