import { isoWeekday, parseDay } from '../base/day.ts';
import type { ProblemFrame } from '../constraints/problem-frame.ts';
import type { BlockPart, RulePart, WindowPart } from '../constraints/rule-part.ts';
import type { ActionKey } from '../model/allocation.ts';
import { NEVER, type Pin, type WindowTable } from './compiled-problem.ts';
import type { ContactGroups } from './contact-groups.ts';

/** Positions of named actions. */
export function locateActions(keys: readonly ActionKey[], frame: ProblemFrame): Pin[] {
  if (keys.length === 0) return [];
  const contactAt = new Map(frame.problem.contacts.ids.map((id, at) => [id, at]));
  const channelAt = new Map(frame.problem.channels.map((channel, at) => [channel.id, at]));
  return keys.map((key) => ({
    contact: contactAt.get(key.contact) ?? -1,
    channel: channelAt.get(key.channel) ?? -1,
    day: (parseDay(key.date) ?? Number.NaN) - frame.startDay,
  }));
}

const closes = (part: RulePart): part is BlockPart | WindowPart => part.type === 'block' || (part.type === 'window' && part.max < 1);

/**
 * Days left open per cell by weekdays, blackouts, frequency rules of 0 and forbidden actions. Contacts with forbidden
 * actions stand in groups of their own, so marking their group's cells is marking theirs. O(cells · days · rules).
 */
export function markOpenDays(parts: readonly RulePart[], groups: ContactGroups, frame: ProblemFrame, forbidden: readonly Pin[]): Uint8Array {
  const { channels } = frame.problem;
  const isOpen = new Uint8Array(groups.count * channels.length * frame.days);
  const closing = parts.filter(closes);
  for (let group = 0; group < groups.count; group += 1) {
    const present = closing.filter((part) => part.scope.coversContact(groups.member[group]!));
    for (const [at, channel] of channels.entries()) {
      const mine = present.filter((part) => part.scope.coversChannel(at));
      const from = (group * channels.length + at) * frame.days;
      for (let day = 0; day < frame.days; day += 1) {
        const isWeekdayFit = channel.weekdays === undefined || channel.weekdays.includes(isoWeekday(frame.startDay + day));
        isOpen[from + day] = isWeekdayFit && channel.maxPerContact > 0 && !mine.some((part) => part.scope.coversDay(day)) ? 1 : 0;
      }
    }
  }
  for (const pin of forbidden) isOpen[(groups.groupOf[pin.contact]! * channels.length + pin.channel) * frame.days + pin.day] = 0;
  return isOpen;
}

/** Last touch per contact × channel, or null where the problem has no history. */
export function readHistory(frame: ProblemFrame): Int32Array | null {
  const { channels, contacts } = frame.problem;
  if (contacts.history === undefined) return null;
  const days = new Int32Array(contacts.ids.length * channels.length).fill(NEVER);
  for (const [at, channel] of channels.entries()) {
    const touches = contacts.history[channel.id];
    if (touches === undefined) continue;
    for (const [contact, day] of touches.entries()) if (day !== null) days[contact * channels.length + at] = day;
  }
  return days;
}

/**
 * First day that history leaves open per contact × channel: after the cooldown of the last touch, and after the days on
 * which earlier touches alone fill a frequency window. O(contacts · (channels + windows · days in a window)).
 */
export function findEarliestDays(frame: ProblemFrame, groups: ContactGroups, windows: WindowTable, historyDay: Int32Array | null): Int32Array {
  const { channels } = frame.problem;
  const count = channels.length;
  const earliest = new Int32Array(groups.groupOf.length * count);
  if (historyDay === null) return earliest;
  for (let contact = 0; contact < groups.groupOf.length; contact += 1) {
    const cell = groups.groupOf[contact]! * count;
    for (const [at, channel] of channels.entries()) {
      const pair = contact * count + at;
      let first = historyDay[pair]! === NEVER ? 0 : Math.max(0, historyDay[pair]! + channel.cooldownDays);
      for (let entry = windows.start[cell + at]!; entry < windows.start[cell + at + 1]!; entry += 1) {
        const window = windows.part[entry]!;
        while (first < frame.days && windows.inDay[window * frame.days + first] === 1 && isFilledByHistory(windows, window, contact, first, historyDay, count)) first += 1;
      }
      earliest[pair] = Math.min(first, frame.days);
    }
  }
  return earliest;
}

/** True where touches before the horizon leave no room in the window that ends on `day`. */
function isFilledByHistory(windows: WindowTable, window: number, contact: number, day: number, historyDay: Int32Array, channelCount: number): boolean {
  const part = windows.parts[window]!;
  if (!part.countsHistory) return false;
  let touches = 0;
  for (let channel = 0; channel < channelCount; channel += 1) {
    const past = historyDay[contact * channelCount + channel]!;
    if (windows.inChannel[window * channelCount + channel] === 1 && past <= day && day - past < part.windowDays) touches += 1;
  }
  return touches >= part.max;
}
