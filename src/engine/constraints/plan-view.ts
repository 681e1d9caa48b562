import { parseDay } from '../base/day.ts';
import type { ActionKey, AllocationProblem } from '../model/allocation.ts';
import { groupPastTouches, type PastTouches } from './past-touches.ts';
import { placeHeld } from './place-held.ts';
import type { HeldAction, PlacedAction } from './placed-action.ts';
import { createFrame, type ProblemFrame } from './problem-frame.ts';

/** A planned action as counting needs it: who, by which channel, when; `exploration` where it is taken to learn, `rep` where another than the contact's own carries it out, `campaign` where it is for one. */
export interface PlanEntry extends ActionKey {
  readonly exploration?: boolean;
  readonly rep?: string;
  readonly campaign?: string | undefined;
}

/** A problem before any plan: what meters count on. Its `problem` also has the contacts that only held entries name, after its own. */
export interface PlanGround extends ProblemFrame {
  /** Contacts of the problem itself. */
  readonly contactCount: number;
  /** Touches before the plan. */
  readonly past: PastTouches;
  /** What others hold in the days of the plan. */
  readonly held: readonly HeldAction[];
}

/** A problem beside one plan for it: what every rule is counted on. */
export interface PlanView extends PlanGround {
  /** Actions whose contact, channel and date exist, in plan order. */
  readonly actions: readonly PlacedAction[];
  /** Entries that name no contact, channel or date of the problem, in words. */
  readonly strangers: readonly string[];
}

/** Reads what stands before a plan and beside it. O(contacts + touches + held). */
export function readGround(problem: AllocationProblem): PlanGround {
  const frame = createFrame(problem);
  const { merged, held } = placeHeld(problem, frame.startDay);
  return { ...frame, problem: merged, contactCount: problem.contacts.ids.length, past: groupPastTouches(problem), held };
}

/** Answers the place of an entry in a problem, null where it names no contact, channel or date of it. O(1) after O(contacts) once. */
export function createLocator({ problem, startDay, contactCount }: PlanGround): (entry: PlanEntry) => PlacedAction | null {
  const contactAt = new Map(problem.contacts.ids.slice(0, contactCount).map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map((channel, at) => [channel.id, at]));
  const knownDays = new Map<string, number | null>();
  const dayOf = (date: string): number | null => {
    const known = knownDays.get(date);
    if (known !== undefined) return known;
    const day = parseDay(date);
    knownDays.set(date, day);
    return day;
  };
  return ({ contact: contactId, channel: channelId, date, exploration, rep, campaign }) => {
    const contact = contactAt.get(contactId);
    const channel = channelAt.get(channelId);
    const day = dayOf(date);
    if (contact === undefined || channel === undefined || day === null) return null;
    return { contact, channel, day: day - startDay, exploration: exploration === true, ...(rep === undefined ? {} : { rep }), ...(campaign === undefined ? {} : { campaign }) };
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
