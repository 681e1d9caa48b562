import type { SimulatedUsage } from '../model/simulation.ts';
import type { CompiledScenario } from './compile-scenario.ts';
import { nameRule } from './name-refusal.ts';

/** Use by row and coverage rule. */
interface Use {
  readonly rowUsed: ArrayLike<number>;
  readonly covered: ArrayLike<number>;
}

/**
 * What the admitted actions and what others hold use of every enforced limit, floor and coverage rule. O(rows).
 * @param isWithHeld true where the use already counts what others hold
 */
export function countUsage(scenario: CompiledScenario, { rowUsed, covered }: Use, isWithHeld = false): SimulatedUsage[] {
  const { limits, covers, frame } = scenario.compiled;
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
        used: rowUsed[row]! + (isWithHeld ? 0 : limits.rowHeld[row]!),
        limit: limits.rowLimit[row]! + limits.rowHeld[row]!,
        isFloor: limits.rowIsFloor[row] === 1,
      });
    }
  }
  for (const [at, part] of covers.parts.entries()) rows.push({ ...nameRule(scenario, part.rule), used: covered[at]!, limit: part.need, isFloor: true });
  return rows;
}
