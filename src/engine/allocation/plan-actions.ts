import { formatDay, parseDay } from '../base/day.ts';
import type { PlanEntry } from '../constraints/plan-view.ts';
import { placeOf, type CompiledProblem, type FixedPin, type Pin } from './compiled-problem.ts';
import { PlanState } from './plan-state.ts';

/** Actions of a plan by positions, sorted by day, contact and channel. */
export interface PlanActions {
  readonly contact: Int32Array;
  readonly channel: Int32Array;
  readonly day: Int32Array;
}

/** Where the actions of a plan under construction stand, in no order, as objects of the caller. */
export const listPlaces = ({ live, liveCount, slotContact, slotChannel, slotDay }: PlanState): { contact: number; channel: number; day: number }[] => Array.from(live.subarray(0, liveCount), (slot) => ({ contact: slotContact[slot]!, channel: slotChannel[slot]!, day: slotDay[slot]! }));

/** Reads the actions of a plan under construction. O(actions · log actions). */
export function takeActions(state: PlanState): PlanActions {
  const { slotContact, slotChannel, slotDay } = state;
  const slots = state.live.slice(0, state.liveCount);
  slots.sort((first, second) => slotDay[first]! - slotDay[second]! || slotContact[first]! - slotContact[second]! || slotChannel[first]! - slotChannel[second]!);
  return { contact: slots.map((slot) => slotContact[slot]!), channel: slots.map((slot) => slotChannel[slot]!), day: slots.map((slot) => slotDay[slot]!) };
}

/** A named action with its positions in a problem. */
export interface LocatedAction<Action> extends Pin {
  readonly action: Action;
}

/** Positions of named actions whose contact, channel and day a problem has; the others are left out. O(contacts + actions). */
export function locateActions<Action extends Pick<PlanEntry, 'contact' | 'channel' | 'date'>>({ problem, frame, days }: CompiledProblem, actions: readonly Action[]): LocatedAction<Action>[] {
  const contactAt = new Map(problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(problem.channels.map(({ id }, at) => [id, at]));
  return actions.flatMap((action) => {
    const [contact, channel, day] = [contactAt.get(action.contact), channelAt.get(action.channel), (parseDay(action.date) ?? -1) - frame.startDay];
    return contact === undefined || channel === undefined || day < 0 || day >= days ? [] : [{ contact, channel, day, action }];
  });
}

/** A plan under construction that holds given actions; pinned ones are marked. The actions must be feasible together. */
export function restoreState(compiled: CompiledProblem, actions: PlanActions): PlanState {
  const state = new PlanState(compiled);
  for (const pin of compiled.fixed) if (state.find(pin.contact, pin.channel, pin.day) < 0) state.insert(pin.contact, pin.channel, pin.day, true);
  for (const [at, contact] of actions.contact.entries()) {
    const channel = actions.channel[at]!;
    const day = actions.day[at]!;
    if (state.find(contact, channel, day) < 0) state.insert(contact, channel, day);
  }
  return state;
}

/** The fixed action at a place, undefined where there is none. */
function createPinFinder(compiled: CompiledProblem): (action: Pin) => FixedPin | undefined {
  const pins = new Map(compiled.fixed.map((pin) => [placeOf(compiled, pin), pin]));
  return (action) => pins.get(placeOf(compiled, action));
}

/**
 * Names the actions. Fixed actions keep their flag; of each other pair marked in `isExplored` the first carries it. `campaign`
 * says whom each is for, where the plan is for any; else fixed actions keep their own.
 */
export function nameActions(compiled: CompiledProblem, actions: PlanActions, isExplored: Uint8Array | null, campaign: readonly string[] = []): PlanEntry[] {
  const { contacts, channels } = compiled.problem;
  const dates = Array.from({ length: compiled.days }, (_, day) => formatDay(compiled.frame.startDay + day));
  const findPin = createPinFinder(compiled);
  const flagged = new Set(compiled.fixed.flatMap((pin) => (pin.exploration ? [pin.contact * compiled.channelCount + pin.channel] : [])));
  return Array.from(actions.contact, (contact, at) => {
    const channel = actions.channel[at]!;
    const pair = contact * compiled.channelCount + channel;
    const pin = findPin({ contact, channel, day: actions.day[at]! });
    const isFirst = isExplored !== null && isExplored[pair] === 1 && !flagged.has(pair);
    if (isFirst) flagged.add(pair);
    const exploration = isFirst || pin?.exploration === true;
    const label = campaign[at] ?? (compiled.slots === null ? pin?.campaign : null);
    return { contact: contacts.ids[contact]!, channel: channels[channel]!.id, date: dates[actions.day[at]!]!, exploration, ...(label == null ? {} : { campaign: label }) };
  });
}
