import type { BudgetBurn } from '../../../contract/ledger.ts';
import { formatDate } from '../../shared/format/date.ts';
import { formatMoney } from '../../shared/format/number.ts';

/** How long a budget lasts at its rate: `Reached on …`, `Until …`, `Beyond its period`; null while nothing moved. */
export function describeRunway({ days, period, to, exhausted }: Pick<BudgetBurn, 'days' | 'period' | 'to' | 'exhausted'>): string | null {
  const last = days.at(-1);
  if (last === undefined) return null;
  if (exhausted !== null && exhausted <= last.date) return `Reached on ${formatDate(exhausted)}.`;
  if (period !== undefined && (exhausted === null || exhausted > to)) return `Lasts beyond ${period}.`;
  return exhausted === null ? 'Lasts more than 10 years at this rate.' : `Lasts until ${formatDate(exhausted)} at this rate.`;
}

/** Rate and runway of a budget in a sentence or two. */
export function describeBurn(burn: BudgetBurn, currency: string): string {
  const runway = describeRunway(burn);
  return runway === null ? `${formatMoney(0, currency)} of ${formatMoney(burn.limit, currency)} moved.` : `${formatMoney(burn.perDay, currency)} a day. ${runway}`;
}

/** The burns of each budget together, in their order. */
export function groupBurns(burns: readonly BudgetBurn[]): BudgetBurn[][] {
  const groups = new Map<string, BudgetBurn[]>();
  for (const burn of burns) {
    const group = groups.get(burn.constraint);
    if (group === undefined) groups.set(burn.constraint, [burn]);
    else group.push(burn);
  }
  return [...groups.values()];
}

/** The burn of the period that was chosen; where none was, or it is gone, the last period that moved money, else the first. */
export const pickPeriod = (burns: readonly BudgetBurn[], chosen: string | null): BudgetBurn | undefined =>
  burns.find(({ period }) => chosen !== null && period === chosen) ?? burns.findLast(({ days }) => days.length > 0) ?? burns[0];
