import { formatDay, parseDay, type DayNumber } from '../base/day.ts';
import type { Horizon } from './allocation.ts';

/** First and last day of a horizon, both included. */
export interface HorizonDays {
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
}

/** Days of a horizon whose start its schema has checked. */
export function horizonDays({ start, days }: Pick<Horizon, 'start' | 'days'>): HorizonDays {
  const fromDay = parseDay(start);
  if (fromDay === null) throw new RangeError(`${start} is not a checked date`);
  return { fromDay, toDay: fromDay + days - 1 };
}

/** Last date of a horizon. */
export const lastDateOf = (horizon: Pick<Horizon, 'start' | 'days'>): string => formatDay(horizonDays(horizon).toDay);
