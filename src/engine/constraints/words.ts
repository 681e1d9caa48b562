import { formatDay } from '../base/day.ts';
import type { ActionKey } from '../model/allocation.ts';
import type { PlacedAction } from './placed-action.ts';
import type { ProblemFrame } from './problem-frame.ts';

/** Where names are looked up. */
type Names = Pick<ProblemFrame, 'problem' | 'startDay'>;

/** A number as the planner reads it: at most two digits after the point, none where they are zero. */
export function formatNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toFixed(2)));
}

/** Who, by which channel, when: `C000017 visit 2027-01-05`. */
export function nameAction(names: Names, action: PlacedAction): string {
  return `${contactId(names, action.contact)} ${channelId(names, action.channel)} ${formatDay(names.startDay + action.day)}`;
}

/** The same of an action that is named already. */
export const nameKey = ({ contact, channel, date }: ActionKey): string => `${contact} ${channel} ${date}`;

/** Id of the contact at a position. */
export const contactId = ({ problem }: Names, contact: number): string => problem.contacts.ids[contact] ?? `contact ${contact}`;

/** Id of the channel at a position. */
export const channelId = ({ problem }: Names, channel: number): string => problem.channels[channel]?.id ?? `channel ${channel}`;

/** `count noun` with an s for every count but one. */
export const countOf = (count: number, noun: string): string => `${formatNumber(count)} ${noun}${count === 1 ? '' : 's'}`;
