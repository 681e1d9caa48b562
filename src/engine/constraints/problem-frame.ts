import { parseDay } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';
import { readRepDays, type RepDays } from './rep-days.ts';

/** What reading a rule needs to know of a problem. */
export interface ProblemFrame extends RepDays {
  readonly problem: AllocationProblem;
  /** Day number of the first day of the horizon. */
  readonly startDay: number;
  readonly days: number;
}

/** Day number of the first day of a problem's horizon. */
export function startDayOf(problem: Pick<AllocationProblem, 'horizon'>): number {
  const day = parseDay(problem.horizon.start);
  if (day === null) throw new RangeError(`horizon starts on ${problem.horizon.start}, which is not a date`);
  return day;
}

/** Reads the frame of a problem. O(contacts + days of contacts whose rep changes). */
export function createFrame(problem: AllocationProblem): ProblemFrame {
  const startDay = startDayOf(problem);
  return { problem, startDay, days: problem.horizon.days, ...readRepDays(problem, startDay) };
}
