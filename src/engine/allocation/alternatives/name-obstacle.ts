import { LIMIT_TOLERANCE, NEVER } from '../compiled-problem.ts';
import { startOfDays } from '../day-marks.ts';
import type { PlanState } from '../plan-state.ts';

/** Id of the first rule that keeps an action on an open day out of a plan under construction; null where it fits. O(rules of the cell). */
export function nameObstacle(state: PlanState, contact: number, channel: number, day: number): string | null {
  const { compiled } = state;
  const { groups, channelCount, days, limits, windows, clashes, needs } = compiled;
  if (state.find(contact, channel, day) >= 0) return 'once-a-day';
  if (!state.hasRoom(contact, channel)) return 'max-per-contact';
  if (day - (compiled.historyDay?.[contact * channelCount + channel] ?? NEVER) < compiled.spacing[channel]! || !state.keepsSpacing(contact, channel, day)) return 'cooldown';
  const cell = groups.groupOf[contact]! * channelCount + channel;
  for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
    const window = windows.part[entry]!;
    if (windows.inDay[startOfDays(windows, window, contact, days) + day] === 1 && !state.fitsWindow(contact, channel, window, day)) return windows.parts[window]!.rule;
  }
  for (let entry = clashes.start[cell]!; entry < clashes.start[cell + 1]!; entry += 1) {
    const clash = clashes.part[entry]!;
    if (state.clashesByPart(contact, channel, day, clash)) return clashes.parts[clash]!.rule;
  }
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    if (period < 0) continue;
    const row = limits.entryRow[entry]! + period;
    if (limits.rowIsFloor[row] === 0 && state.rowUsed[row]! + limits.entryWeight[entry]! > limits.rowLimit[row]! + LIMIT_TOLERANCE) return limits.parts[limits.rowPart[row]!]!.rule;
  }
  for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
    const need = needs.part[entry]!;
    if (needs.inDay[startOfDays(needs, need, contact, days) + day] === 1 && !state.hasPartner(contact, need, day)) return needs.parts[need]!.rule;
  }
  return state.fitsContact(contact, channel, day) ? null : 'earlier touches';
}
