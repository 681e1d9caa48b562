import { parseDay } from '../base/day.ts';
import type { AllocationProblem } from '../model/allocation.ts';

/** What reading a rule needs to know of a problem. */
export interface ProblemFrame {
  readonly problem: AllocationProblem;
  /** Day number of the first day of the horizon. */
  readonly startDay: number;
  readonly days: number;
  /** Names of the reps in order of appearance; one nameless rep where contacts have none. */
  readonly reps: readonly string[];
  /** Position in `reps` per contact. */
  readonly repOf: Int32Array;
}

/** Day number of the first day of a problem's horizon. */
export function startDayOf(problem: Pick<AllocationProblem, 'horizon'>): number {
  const day = parseDay(problem.horizon.start);
  if (day === null) throw new RangeError(`horizon starts on ${problem.horizon.start}, which is not a date`);
  return day;
}

/** Reads the frame of a problem. O(contacts). */
export function createFrame(problem: AllocationProblem): ProblemFrame {
  const positions = new Map<string, number>();
  const repOf = new Int32Array(problem.contacts.ids.length);
  for (let contact = 0; contact < repOf.length; contact += 1) {
    const name = problem.contacts.rep?.[contact] ?? '';
    let at = positions.get(name);
    if (at === undefined) {
      at = positions.size;
      positions.set(name, at);
    }
    repOf[contact] = at;
  }
  return { problem, startDay: startDayOf(problem), days: problem.horizon.days, reps: [...positions.keys()], repOf };
}
