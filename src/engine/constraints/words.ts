import { formatDay } from '../base/day.ts';
import type { PlacedAction, PlanView } from './plan-view.ts';

/** A number as the planner reads it: at most two digits after the point, none where they are zero. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(2)));
}

/** Who, by which channel, when: `C000017 visit 2027-01-05`. */
export function nameAction(view: PlanView, action: PlacedAction): string {
  return `${contactId(view, action.contact)} ${channelId(view, action.channel)} ${formatDay(view.startDay + action.day)}`;
}

/** Id of the contact at a position. */
export const contactId = (view: PlanView, contact: number): string => view.problem.contacts.ids[contact] ?? `contact ${contact}`;

/** Id of the channel at a position. */
export const channelId = (view: PlanView, channel: number): string => view.problem.channels[channel]?.id ?? `channel ${channel}`;

/** `count noun` with an s for every count but one. */
export const countOf = (count: number, noun: string): string => `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
