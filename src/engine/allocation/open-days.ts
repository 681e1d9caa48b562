import { isoWeekday, parseDay } from '../base/day.ts';
import type { ProblemFrame } from '../constraints/problem-frame.ts';
import type { CampaignSlots } from '../constraints/campaign-slots.ts';
import { isOptedOut } from '../constraints/consent.ts';
import type { PastTouches } from '../constraints/past-touches.ts';
import type { BlockPart, PreferPart, RulePart, WindowPart } from '../constraints/rule-part.ts';
import type { ActionKey } from '../model/allocation.ts';
import { LIMIT_TOLERANCE, NEVER, type Pin, type WindowTable } from './compiled-problem.ts';
import type { ContactGroups } from './contact-groups.ts';
import { startOfDays } from './day-marks.ts';
import type { HeldLimits } from './held-limits.ts';
import { isFilledByPast } from './past-weight.ts';

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

/** True for rules that leave no action by the channel on their days: blocks, and windows that hold less than one such action. */
const closes = (part: RulePart, channel: number): part is BlockPart | WindowPart =>
  part.scope.coversChannel(channel) && (part.type === 'block' || (part.type === 'window' && part.weights[channel]! > part.max + LIMIT_TOLERANCE));

/** Days closed for single contacts. */
interface ClosedByName {
  readonly forbidden: readonly Pin[];
  readonly heldLimits: HeldLimits;
  readonly slots: CampaignSlots | null;
}

/**
 * Days left open per cell by weekdays, blackouts, days off, opt-outs, windows too narrow for one action, forbidden
 * actions, what others hold, and where no campaign of the plan may act. Contacts with forbidden actions or opt-outs stand in groups of their own, so marking their group's cells is marking theirs. O(cells · days · rules).
 */
export function markOpenDays(parts: readonly RulePart[], groups: ContactGroups, frame: ProblemFrame, { forbidden, heldLimits, slots }: ClosedByName): Uint8Array {
  const { channels } = frame.problem;
  const isOpen = new Uint8Array(groups.count * channels.length * frame.days);
  for (let group = 0; group < groups.count; group += 1) {
    const member = groups.member[group]!;
    const present = parts.filter((part) => (part.type === 'block' || part.type === 'window') && part.scope.coversContact(member));
    for (const [at, channel] of channels.entries()) {
      const mine = present.filter((part) => closes(part, at));
      const isReachable = channel.maxPerContact > 0 && !isOptedOut(frame.problem, member, at);
      const from = (group * channels.length + at) * frame.days;
      for (let day = 0; day < frame.days; day += 1) {
        const isWeekdayFit = channel.weekdays === undefined || channel.weekdays.includes(isoWeekday(frame.startDay + day));
        isOpen[from + day] = isReachable && isWeekdayFit && (slots === null || slots.setAt(member, at, day) > 0) && !mine.some(({ scope }) => scope.coversDay(day) && scope.coversRepOn(member, day)) ? 1 : 0;
      }
    }
    for (const cell of heldLimits.closedOf.get(member)?.cells ?? []) isOpen[group * channels.length * frame.days + cell] = 0;
  }
  for (const pin of forbidden) isOpen[(groups.groupOf[pin.contact]! * channels.length + pin.channel) * frame.days + pin.day] = 0;
  return isOpen;
}

/** How many preferred windows a cell's day lies in, null where there are none. O(cells · days · rules). */
export function markPreference(parts: readonly PreferPart[], groups: ContactGroups, frame: ProblemFrame): Uint8Array | null {
  if (parts.length === 0) return null;
  const channelCount = frame.problem.channels.length;
  const preference = new Uint8Array(groups.count * channelCount * frame.days);
  for (const { scope } of parts) {
    for (let cell = 0; cell < groups.count * channelCount; cell += 1) {
      const member = groups.member[Math.floor(cell / channelCount)]!;
      if (!scope.coversChannel(cell % channelCount) || !scope.coversContact(member)) continue;
      for (let day = 0; day < frame.days; day += 1) if (scope.coversDay(day) && scope.coversRepOn(member, day)) preference[cell * frame.days + day]! += 1;
    }
  }
  return preference;
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

/** What stands before the plan: the last touch per pair for cooldowns, touches as the rules count them. */
interface Before {
  readonly historyDay: Int32Array | null;
  readonly past: PastTouches;
}

/**
 * First day that history leaves open per contact × channel: after the cooldown of the last touch, and after the days on
 * which earlier touches alone fill a window. O(contacts · (channels + windows · days in a window)).
 */
export function findEarliestDays(frame: ProblemFrame, groups: ContactGroups, windows: WindowTable, { historyDay, past }: Before): Int32Array {
  const { channels } = frame.problem;
  const count = channels.length;
  const earliest = new Int32Array(groups.groupOf.length * count);
  if (historyDay === null && past.day.length === 0) return earliest;
  for (let contact = 0; contact < groups.groupOf.length; contact += 1) {
    const cell = groups.groupOf[contact]! * count;
    for (const [at, channel] of channels.entries()) {
      const pair = contact * count + at;
      const last = historyDay?.[pair] ?? NEVER;
      let first = last === NEVER ? 0 : Math.max(0, last + channel.cooldownDays);
      for (let entry = windows.start[cell + at]!; entry < windows.start[cell + at + 1]!; entry += 1) {
        const window = windows.part[entry]!;
        const start = startOfDays(windows, window, contact, frame.days);
        while (first < frame.days && windows.inDay[start + first] === 1 && isFilledByPast(windows, past, { window, contact, channel: at, end: first, days: frame.days })) first += 1;
      }
      earliest[pair] = Math.min(first, frame.days);
    }
  }
  return earliest;
}
