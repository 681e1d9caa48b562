import type { RuleUsage } from '../../model/plan.ts';
import type { CompiledProblem } from '../compiled-problem.ts';
import { createPrices, type PriceVector } from '../price-vector.ts';

const keyOf = (rule: string, period: string | undefined, rep: string | undefined): string => JSON.stringify([rule, period ?? null, rep ?? null]);

/**
 * Reads the prices of a plan back from its usage, by rule, period and rep; null where it came without any. A row that
 * several campaigns share has no price of its own: the limit of each campaign carries it. O(usage + rows).
 */
export function readPlanPrices({ limits, covers, frame }: CompiledProblem, usage: readonly RuleUsage[]): PriceVector | null {
  if (usage.every(({ price }) => price === null)) return null;
  const named = new Map(usage.map(({ constraint, period, rep, price }) => [keyOf(constraint, period, rep), price ?? 0]));
  const prices = createPrices(limits.rowCount, covers.parts.length);
  for (let row = 0; row < limits.rowCount; row += 1) {
    const at = limits.rowPart[row]!;
    const part = limits.parts[at]!;
    if ((part.counted?.rules.length ?? 1) > 1) continue;
    const within = row - limits.firstRow[at]!;
    const rep = part.isPerRep ? frame.reps[Math.floor(within / part.periodNames.length)] : undefined;
    prices.rows[row] = named.get(keyOf(part.counted?.rules[0] ?? part.rule, part.periodNames[within % part.periodNames.length], rep)) ?? 0;
  }
  for (const [at, { rule }] of covers.parts.entries()) prices.covers[at] = -(named.get(keyOf(rule, undefined, undefined)) ?? 0);
  return prices;
}
