import { formatDay } from '../base/day.ts';
import type { CapacityPeriod } from '../model/constraint.ts';
import type { RuleScope } from './scope.ts';

/** The periods of a horizon that a rule counts in. */
export interface PeriodTable {
  /** Period per day of the horizon, −1 on days outside the rule's dates. */
  readonly periodOf: Int32Array;
  /** Name per period: `2027-01-05`, `week 2`, `2027-01`, undefined for the whole horizon. */
  readonly names: readonly (string | undefined)[];
}

/** Calendar month of a day, `2027-01`. */
export const monthOf = (dayNumber: number): string => formatDay(dayNumber).slice(0, 7);

/** What the days of one period have in common: its name, '' for the whole horizon. */
const labels: { readonly [Per in CapacityPeriod]: (day: number, startDay: number) => string } = {
  day: (day, startDay) => formatDay(startDay + day),
  week: (day) => `week ${Math.floor(day / 7) + 1}`,
  month: (day, startDay) => monthOf(startDay + day),
  horizon: () => '',
};

/** Name of the period that holds a day of the horizon, undefined for the whole horizon. */
export const nameOfPeriod = (per: CapacityPeriod, day: number, startDay: number): string | undefined => labels[per](day, startDay) || undefined;

/** Numbers the periods that hold at least one day of the rule, in order of time. O(days). */
export function createPeriodTable(per: CapacityPeriod, scope: Pick<RuleScope, 'coversDay'>, frame: { readonly startDay: number; readonly days: number }): PeriodTable {
  const periodOf = new Int32Array(frame.days).fill(-1);
  const names: string[] = [];
  for (let day = 0; day < frame.days; day += 1) {
    if (!scope.coversDay(day)) continue;
    const name = labels[per](day, frame.startDay);
    if (name !== names[names.length - 1]) names.push(name);
    periodOf[day] = names.length - 1;
  }
  return { periodOf, names: names.map((name) => (name === '' ? undefined : name)) };
}
