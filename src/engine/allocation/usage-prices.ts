import type { UsageCount } from '../constraints/meter.ts';
import type { RuleUsage } from '../model/plan.ts';
import type { CompiledProblem } from './compiled-problem.ts';
import type { PriceVector } from './price-vector.ts';

/** Names a row of usage: one rule in one period for one rep. */
export const usageKey = (rule: string, period: string | undefined, rep: string | undefined): string => JSON.stringify([rule, period ?? null, rep ?? null]);

/** Per limit row the keys of the usage it prices; several where it counts the limits of several campaigns. O(rows). */
export function usageKeysOfRows({ limits, frame }: CompiledProblem): string[][] {
  return Array.from({ length: limits.rowCount }, (_, row) => {
    const at = limits.rowPart[row]!;
    const part = limits.parts[at]!;
    const within = row - limits.firstRow[at]!;
    const rep = part.isPerRep ? frame.reps[Math.floor(within / part.periodNames.length)] : undefined;
    const names = part.counted === undefined ? [part.rule] : part.counted.rules;
    return names.map((name) => usageKey(name, part.periodNames[within % part.periodNames.length], rep));
  });
}

/** Prices by rule, period and rep, as the recount names them. */
function namePrices(compiled: CompiledProblem, prices: PriceVector): Map<string, number> {
  const { limits, covers } = compiled;
  const named = new Map<string, number>();
  for (const [row, keys] of usageKeysOfRows(compiled).entries()) {
    const isCounted = limits.parts[limits.rowPart[row]!]!.counted !== undefined;
    // A row of several campaigns prices the limit of each.
    for (const key of keys) named.set(key, (isCounted ? (named.get(key) ?? 0) : 0) + prices.rows[row]! + 0);
  }
  for (const [at, part] of covers.parts.entries()) {
    const key = usageKey(part.rule, undefined, undefined);
    named.set(key, (named.get(key) ?? 0) - prices.covers[at]!);
  }
  return named;
}

/**
 * Joins the recounted use of every rule with its price: what one more unit of the limit is worth to the objective
 * (negative for a floor, which costs), null for rules nobody priced. O(rows of usage).
 */
export function priceUsage(compiled: CompiledProblem, usage: readonly UsageCount[], prices: PriceVector | null): RuleUsage[] {
  const named = prices === null ? new Map<string, number>() : namePrices(compiled, prices);
  return usage.map((count) => ({ ...count, price: named.get(usageKey(count.constraint, count.period, count.rep)) ?? null }));
}
