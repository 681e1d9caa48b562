import { formatDay } from '../base/day.ts';
import type { PlanEntry } from '../constraints/plan-view.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import { PlanState } from './plan-state.ts';

/** Actions of a plan by positions, sorted by day, contact and channel. */
export interface PlanActions {
  readonly contact: Int32Array;
  readonly channel: Int32Array;
  readonly day: Int32Array;
}

/** Reads the actions of a plan under construction. O(actions · log actions). */
export function takeActions(state: PlanState): PlanActions {
  const { slotContact, slotChannel, slotDay } = state;
  const slots = state.live.slice(0, state.liveCount);
  slots.sort((first, second) => slotDay[first]! - slotDay[second]! || slotContact[first]! - slotContact[second]! || slotChannel[first]! - slotChannel[second]!);
  return { contact: slots.map((slot) => slotContact[slot]!), channel: slots.map((slot) => slotChannel[slot]!), day: slots.map((slot) => slotDay[slot]!) };
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

/** Names the actions; the first of each pair marked in `isExplored` carries the exploration flag. `campaign` says whom each is for, where the plan is for any. */
export function nameActions(compiled: CompiledProblem, actions: PlanActions, isExplored: Uint8Array | null, campaign: readonly string[] = []): PlanEntry[] {
  const { contacts, channels } = compiled.problem;
  const dates = Array.from({ length: compiled.days }, (_, day) => formatDay(compiled.frame.startDay + day));
  const flagged = new Set<number>();
  return Array.from(actions.contact, (contact, at) => {
    const channel = actions.channel[at]!;
    const pair = contact * compiled.channelCount + channel;
    const exploration = isExplored !== null && isExplored[pair] === 1 && !flagged.has(pair);
    if (exploration) flagged.add(pair);
    return { contact: contacts.ids[contact]!, channel: channels[channel]!.id, date: dates[actions.day[at]!]!, exploration, ...(campaign[at] === undefined ? {} : { campaign: campaign[at] }) };
  });
}
