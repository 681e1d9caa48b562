import { parseDay } from '../base/day.ts';
import type { ActionKey, AllocationProblem } from '../model/allocation.ts';
import { groupPastTouches, type PastTouches } from './past-touches.ts';
import type { PlacedAction } from './placed-action.ts';
import { createFrame, type ProblemFrame } from './problem-frame.ts';

/** A planned action as counting needs it: who, by which channel, when; `exploration` where it is taken to learn, `rep` where another than the contact's own carries it out. */
export interface PlanEntry extends ActionKey {
  readonly exploration?: boolean;
  readonly rep?: string;
}

/** A problem before any plan: what meters count on. */
export interface PlanGround extends ProblemFrame {
  /** Touches before the plan. */
  readonly past: PastTouches;
}

/** A problem beside one plan for it: what every rule is counted on. */
export interface PlanView extends PlanGround {
  /** Actions whose contact, channel and date exist, in plan order. */
  readonly actions: readonly PlacedAction[];
  /** Entries that name no contact, channel or date of the problem, in words. */
  readonly strangers: readonly string[];
}

/** Reads what stands before a plan. O(contacts + touches). */
export const readGround = (problem: AllocationProblem): PlanGround => ({ ...createFrame(problem), past: groupPastTouches(problem) });

/** Answers the place of an entry in a problem, null where it names no contact, channel or date of it. O(1) after O(contacts) once. */
export function createLocator({ problem, startDay }: PlanGround): (entry: PlanEntry) => PlacedAction | null {
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map((channel, at) => [channel.id, at]));
  const dayOf = new Map<string, number | null>();
  return ({ contact: contactId, channel: channelId, date, exploration, rep }) => {
    const contact = contactAt.get(contactId);
    const channel = channelAt.get(channelId);
    if (!dayOf.has(date)) dayOf.set(date, parseDay(date));
    const day = dayOf.get(date) ?? null;
    if (contact === undefined || channel === undefined || day === null) return null;
    return { contact, channel, day: day - startDay, exploration: exploration === true, ...(rep === undefined ? {} : { rep }) };
  };
}

/** Resolves the entries of a plan against its problem. O(contacts + actions). */
export function viewPlan(problem: AllocationProblem, entries: readonly PlanEntry[]): PlanView {
  const ground = readGround(problem);
  const locate = createLocator(ground);
  const actions: PlacedAction[] = [];
  const strangers: string[] = [];
  for (const entry of entries) {
    const placed = locate(entry);
    if (placed === null) strangers.push(`${entry.contact} ${entry.channel} ${entry.date}`);
    else actions.push(placed);
  }
  return { ...ground, actions, strangers };
}
