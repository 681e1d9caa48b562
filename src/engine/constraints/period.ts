import { formatDay } from '../base/day.ts';
import type { CapacityPeriod } from '../model/constraint.ts';
import type { RuleScope } from './scope.ts';

/** The periods of a horizon that a rule counts in. */
export interface PeriodTable {
  /** Period per day of the horizon, −1 on days outside the rule's dates. */
  readonly periodOf: Int32Array;
  /** Name per period: `2027-01-05`, `week 2`, undefined for the whole horizon. */
  readonly names: readonly (string | undefined)[];
}

const lengthOf = (per: CapacityPeriod, days: number): number => (per === 'day' ? 1 : per === 'week' ? 7 : Math.max(1, days));

const nameOf = (per: CapacityPeriod, period: number, startDay: number): string | undefined =>
  per === 'day' ? formatDay(startDay + period) : per === 'week' ? `week ${period + 1}` : undefined;

/** Numbers the periods that hold at least one day of the rule, in order of time. O(days). */
export function createPeriodTable(per: CapacityPeriod, scope: Pick<RuleScope, 'coversDay'>, frame: { readonly startDay: number; readonly days: number }): PeriodTable {
  const periodOf = new Int32Array(frame.days).fill(-1);
  const names: (string | undefined)[] = [];
  const length = lengthOf(per, frame.days);
  let current = -1;
  for (let day = 0; day < frame.days; day += 1) {
    if (!scope.coversDay(day)) continue;
    const calendarPeriod = Math.floor(day / length);
    if (calendarPeriod !== current) names.push(nameOf(per, calendarPeriod, frame.startDay));
    current = calendarPeriod;
    periodOf[day] = names.length - 1;
  }
  return { periodOf, names };
}
