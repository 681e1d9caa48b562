import { formatDay } from '../base/day.ts';
import { listResetDays } from '../calendar/reset-days.ts';
import type { CapacityPeriod, PeriodResets } from '../model/constraint.ts';
import type { RuleScope } from './scope.ts';

/** The periods of a horizon that a rule counts in. */
export interface PeriodTable {
  /** Period per day of the horizon, −1 on days outside the rule's dates. */
  readonly periodOf: Int32Array;
  /** Name per period: `2027-01-05`, `week 2`, `2027-01`, `from 2027-01-05`, undefined for the whole horizon. */
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

/** What a rule counts in: periods of one length, or from reset to reset. */
export interface Periods {
  readonly per?: CapacityPeriod | undefined;
  readonly resets?: PeriodResets | undefined;
}

/** Names the period of every day from reset to reset: by the day of the reset that started it, `from 2027-01-05`. */
function nameByResets(resets: PeriodResets, { startDay, days }: HorizonDays): (day: number) => string {
  const found = listResetDays(resets, startDay, days);
  if (!found.ok) throw new RangeError(found.fault.message);
  const starts = new Set(found.value);
  const before = found.value[0];
  let current = before === undefined || before > startDay ? `until ${before === undefined ? 'the end' : formatDay(before - 1)}` : `from ${formatDay(before)}`;
  const names = Array.from({ length: days }, (_, day) => {
    if (starts.has(startDay + day)) current = `from ${formatDay(startDay + day)}`;
    return current;
  });
  return (day) => names[day] ?? '';
}

/** Days of a horizon. */
interface HorizonDays {
  readonly startDay: number;
  readonly days: number;
}

/** Numbers the periods that hold at least one day of the rule, in order of time; without a length the whole horizon is one. O(days). */
export function createPeriodTable({ per = 'horizon', resets }: Periods, scope: Pick<RuleScope, 'coversDay'>, frame: HorizonDays): PeriodTable {
  const periodOf = new Int32Array(frame.days).fill(-1);
  const names: string[] = [];
  const nameOf = resets === undefined ? (day: number): string => labels[per](day, frame.startDay) : nameByResets(resets, frame);
  for (let day = 0; day < frame.days; day += 1) {
    if (!scope.coversDay(day)) continue;
    const name = nameOf(day);
    if (name !== names[names.length - 1]) names.push(name);
    periodOf[day] = names.length - 1;
  }
  return { periodOf, names: names.map((name) => (name === '' ? undefined : name)) };
}

/** How long a rule's periods are, in words. */
export const describePeriods = ({ per = 'horizon', resets }: Periods): string => (resets === undefined ? per : `reset (${resets.cron}, ${resets.timeZone})`);
