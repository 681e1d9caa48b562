import { parseDay } from '../base/day.ts';
import type { ActionKey, AllocationProblem } from '../model/allocation.ts';
import { groupPastTouches, type PastTouches } from './past-touches.ts';

/** A planned action as counting needs it: who, by which channel, when; `exploration` where it is taken to learn. */
export interface PlanEntry extends ActionKey {
  readonly exploration?: boolean;
}

/** A planned action with its names resolved to positions in the problem; `day` counts from the horizon's start. */
export interface PlacedAction {
  readonly contact: number;
  readonly channel: number;
  readonly day: number;
  readonly exploration: boolean;
}

/** A problem beside one plan for it: what every rule is counted on. */
export interface PlanView {
  readonly problem: AllocationProblem;
  /** Day number of the first day of the horizon. */
  readonly startDay: number;
  /** Actions whose contact, channel and date exist, in plan order. */
  readonly actions: readonly PlacedAction[];
  /** Actions per contact in order of date. */
  readonly byContact: ReadonlyMap<number, readonly PlacedAction[]>;
  /** Touches before the plan. */
  readonly past: PastTouches;
  /** Entries that name no contact, channel or date of the problem, in words. */
  readonly strangers: readonly string[];
}

/** Day number of the first day of a problem's horizon. */
export function startDayOf(problem: Pick<AllocationProblem, 'horizon'>): number {
  const day = parseDay(problem.horizon.start);
  if (day === null) throw new RangeError(`horizon starts on ${problem.horizon.start}, which is not a date`);
  return day;
}

function groupByContact(actions: readonly PlacedAction[]): Map<number, PlacedAction[]> {
  const groups = new Map<number, PlacedAction[]>();
  for (const action of actions) {
    const group = groups.get(action.contact);
    if (group === undefined) groups.set(action.contact, [action]);
    else group.push(action);
  }
  for (const group of groups.values()) group.sort((first, second) => first.day - second.day);
  return groups;
}

/** Resolves the entries of a plan against its problem. O(contacts + actions · log actions per contact). */
export function viewPlan(problem: AllocationProblem, entries: readonly PlanEntry[]): PlanView {
  const startDay = startDayOf(problem);
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map((channel, at) => [channel.id, at]));
  const dayOf = new Map<string, number | null>();
  const actions: PlacedAction[] = [];
  const strangers: string[] = [];
  for (const entry of entries) {
    const contact = contactAt.get(entry.contact);
    const channel = channelAt.get(entry.channel);
    if (!dayOf.has(entry.date)) dayOf.set(entry.date, parseDay(entry.date));
    const day = dayOf.get(entry.date) ?? null;
    if (contact === undefined || channel === undefined || day === null) strangers.push(`${entry.contact} ${entry.channel} ${entry.date}`);
    else actions.push({ contact, channel, day: day - startDay, exploration: entry.exploration === true });
  }
  return { problem, startDay, actions, byContact: groupByContact(actions), past: groupPastTouches(problem), strangers };
}
