import { parseDay, dayOfInstant, type DayNumber } from '../../../engine/base/day.ts';
import type { Horizon } from '../../../engine/model/allocation.ts';

/** The day from which the core looks ahead: today, or for a horizon that is over its first day, so that an old cycle is seen as it was planned. */
export function planningToday({ start, days }: Horizon, nowMs: number): DayNumber {
  const first = parseDay(start) ?? 0;
  const today = dayOfInstant(nowMs);
  return today > first + days - 1 ? first : today;
}
