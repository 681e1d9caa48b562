import type { PastTouches } from '../constraints/past-touches.ts';
import type { ClashPart, NeedPart } from '../constraints/rule-part.ts';
import type { CompiledProblem } from './compiled-problem.ts';

/** True where an earlier touch of the contact keeps an action by the channel on a day out. O(touches of the contact). */
export function clashesWithPast(past: PastTouches, part: ClashPart, contact: number, channel: number, day: number): boolean {
  const other = channel === part.first ? part.second : part.first;
  for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) {
    if (past.channel[at] === other && past.day[at]! >= part.pastFrom && Math.abs(past.day[at]! - day) <= part.withinDays && part.scope.coversRepOn(contact, past.day[at]!)) return true;
  }
  return false;
}

/** True where an earlier touch of the contact, or an action that others hold, is the partner an action on a day needs. O(touches of the contact). */
export function hasOtherPartner({ past, needs }: Pick<CompiledProblem, 'past' | 'needs'>, need: number, contact: number, day: number): boolean {
  const part = needs.parts[need]!;
  const held = needs.heldDays[need]!;
  if (held.size > 0 && (held.get(contact) ?? []).some((other) => other - day >= part.firstOffset && other - day <= part.lastOffset)) return true;
  return hasPastPartner(past, part, contact, day);
}

function hasPastPartner(past: PastTouches, part: NeedPart, contact: number, day: number): boolean {
  if (!part.countsPast) return false;
  for (let at = past.start[contact]!; at < past.start[contact + 1]!; at += 1) {
    const after = past.day[at]! - day;
    if (past.channel[at] === part.partner && after >= part.firstOffset && after <= part.lastOffset) return true;
  }
  return false;
}
