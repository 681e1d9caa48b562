import { startOfDays } from '../day-marks.ts';
import { LIMIT_TOLERANCE } from '../compiled-problem.ts';
import type { PlanState } from '../plan-state.ts';

/** Row without room for an action: the one with the fullest use, first of equals; −1 where all have room. */
function findFullRow({ compiled, rowUsed }: PlanState, cell: number, day: number): number {
  const { limits } = compiled;
  let full = -1;
  let fullest = -Infinity;
  for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
    const period = limits.periodOf[limits.entryDays[entry]! + day]!;
    if (period < 0) continue;
    const row = limits.entryRow[entry]! + period;
    const over = rowUsed[row]! + limits.entryWeight[entry]! - limits.rowLimit[row]!;
    if (limits.rowIsFloor[row] === 1 || over <= LIMIT_TOLERANCE) continue;
    const share = over / limits.entryWeight[entry]!;
    if (share <= fullest) continue;
    full = row;
    fullest = share;
  }
  return full;
}

/** The rule that keeps an action which could stand alone out of a plan: a limit that is used up, a window shared with contacts of the plan, or the need of a partner that finds no room. */
export function findBlockingRule(state: PlanState, contact: number, channel: number, day: number): string {
  const { compiled } = state;
  const cell = compiled.groups.groupOf[contact]! * compiled.channelCount + channel;
  const row = findFullRow(state, cell, day);
  if (row >= 0) return compiled.limits.parts[compiled.limits.rowPart[row]!]!.rule;
  const { windows, needs } = compiled;
  for (let entry = windows.start[cell]!; entry < windows.start[cell + 1]!; entry += 1) {
    const window = windows.part[entry]!;
    if (windows.inDay[startOfDays(windows, window, contact, compiled.days) + day] === 1 && !state.fitsWindow(contact, channel, window, day)) return windows.parts[window]!.rule;
  }
  for (let entry = needs.start[cell]!; entry < needs.start[cell + 1]!; entry += 1) {
    const need = needs.part[entry]!;
    if (needs.inDay[startOfDays(needs, need, contact, compiled.days) + day] === 1 && !state.hasPartner(contact, need, day)) return needs.parts[need]!.rule;
  }
  throw new Error(`Nothing keeps contact ${contact} from channel ${channel} on day ${day}.`);
}
