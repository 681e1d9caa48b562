import { startOfDays } from '../allocation/day-marks.ts';
import type { SimulatedUsage } from '../model/simulation.ts';
import { LIMIT_TOLERANCE, type CompiledProblem } from '../allocation/compiled-problem.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { nameRule } from './name-refusal.ts';
import type { ActionTable } from './propose-actions.ts';
import { USED_PARTS } from './simulation-state.ts';

/** What actions use: by row in millionths, and contacts reached by coverage rule. Whole numbers, so that they add up exactly in any order. */
export interface ExactUse {
  readonly rows: Float64Array;
  readonly covered: Float64Array;
}

/** Use of nothing. */
export const createUse = ({ limits, covers }: CompiledProblem): ExactUse => ({ rows: new Float64Array(limits.rowCount), covered: new Float64Array(covers.parts.length) });

/** Adds what the actions of some contacts use, or takes it away. O(actions · rules of the cell). */
export function addUse(use: ExactUse, { limits, covers, groups, channelCount, days }: CompiledProblem, { start, channel, day }: ActionTable, contacts: Iterable<number>, sign: 1 | -1 = 1): void {
  const reached = new Set<number>();
  for (const contact of contacts) {
    reached.clear();
    for (let at = start[contact]!; at < start[contact + 1]!; at += 1) {
      const cell = groups.groupOf[contact]! * channelCount + channel[at]!;
      for (let entry = limits.start[cell]!; entry < limits.start[cell + 1]!; entry += 1) {
        const period = limits.periodOf[limits.entryDays[entry]! + day[at]!]!;
        if (period >= 0) use.rows[limits.entryRow[entry]! + period]! += sign * Math.round(limits.entryWeight[entry]! * USED_PARTS);
      }
      for (let entry = covers.start[cell]!; entry < covers.start[cell + 1]!; entry += 1) if (covers.inDay[startOfDays(covers, covers.part[entry]!, contact, days) + day[at]!] === 1) reached.add(covers.part[entry]!);
    }
    for (const cover of reached) use.covered[cover]! += sign;
  }
}

/** True where some ceiling is passed. O(rows). */
export function isOverfull({ limits }: CompiledProblem, { rows }: ExactUse): boolean {
  for (let row = 0; row < limits.rowCount; row += 1) if (limits.rowIsFloor[row] === 0 && rows[row]! / USED_PARTS > limits.rowLimit[row]! + LIMIT_TOLERANCE) return true;
  return false;
}

/**
 * What is used of every enforced limit, floor and coverage rule by actions and by others, in millionths, against the limit. O(rows).
 * @param times over so many plans, others counting in each
 */
export const countUsage = (scenario: CompiledScenario, use: ExactUse, times = 1): SimulatedUsage[] => countRows(scenario, scenario.compiled, use, times);

/** The same of the rules that are only reported, which bind nothing. */
export const countReported = (scenario: CompiledScenario, use: ExactUse | null, times = 1): SimulatedUsage[] =>
  scenario.reported === null || use === null ? [] : countRows(scenario, scenario.reported, use, times).map((row) => ({ ...row, isReportOnly: true }));

/** What actions use of the rules that are only reported; null where there are none. O(actions · rules of the cell). */
export function addReportedUse({ reported }: CompiledScenario, actions: ActionTable, known: ExactUse | null = null): ExactUse | null {
  if (reported === null) return null;
  const use = known ?? createUse(reported);
  addUse(use, reported, actions, Array.from({ length: reported.contactCount }, (_, contact) => contact));
  return use;
}

function countRows(scenario: CompiledScenario, { limits, covers, frame }: CompiledProblem, { rows: used, covered }: ExactUse, times: number): SimulatedUsage[] {
  const rows: SimulatedUsage[] = [];
  for (const [at, part] of limits.parts.entries()) {
    const periods = part.periodNames.length;
    for (let row = limits.firstRow[at]!; row < (limits.firstRow[at + 1] ?? limits.rowCount); row += 1) {
      const inPart = row - limits.firstRow[at]!;
      const period = part.periodNames[inPart % periods];
      const rep = part.isPerRep ? frame.reps[Math.floor(inPart / periods)] : undefined;
      rows.push({
        ...nameRule(scenario, part.rule),
        ...(period === undefined ? {} : { period }),
        ...(rep === undefined ? {} : { rep }),
        used: used[row]! + times * Math.round(limits.rowHeld[row]! * USED_PARTS),
        limit: limits.rowLimit[row]! + limits.rowHeld[row]!,
        isFloor: limits.rowIsFloor[row] === 1,
      });
    }
  }
  for (const [at, part] of covers.parts.entries()) rows.push({ ...nameRule(scenario, part.rule), used: covered[at]! * USED_PARTS, limit: part.need, isFloor: true });
  return rows;
}
